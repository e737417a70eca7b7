"""Answers to questions about a code that was split bring its units back into the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agreeing import all_segments, returned
from changing import book, decide, on, study_with
from relcode.analyse.agree.material import material
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.table import arrays, table
from relcode.review.migrate import apply

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.analyse.agree.report import Row
    from relcode.study import Study

ONE = book(ties="", pace="")
SPLIT = book("2", strong="ties", weak="ties", pace="")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Ana and Ben coded four segments blind; both gave ties twice. Ties were split since."""
    made = study_with(tmp_path, ONE)
    one, two, three, four, *_ = all_segments(made)
    for coder in ("Ana", "Ben"):
        returned(made, coder, {one: ("ties",), two: ("ties",), three: ("pace",), four: ()})
    return made


def says(study: Study, coder: str, place: int, name: str = "codebook-1", **status: str) -> None:
    """The answer of a coder about a segment: which of the choices hold."""
    rows = [on(study, code, coder, segment=place, status=how) for code, how in status.items()]
    decide(study, name, coder, *rows)


def by_code(study: Study) -> dict[str, Row]:
    """The rows of the report on the two coders, by code."""
    found = material(study)
    return {row.code: row for row in table(arrays(found), found, rules(), "code")}


def test_answers_bring_a_split_code_back(study: Study) -> None:
    """Once all is answered both parts count on all units: as answered, and else as not given."""
    apply(study, SPLIT)
    for coder in ("Ana", "Ben"):
        says(study, coder, 0, strong="accepted", weak="rejected")
    says(study, "Ana", 1, strong="rejected", weak="accepted")
    says(study, "Ben", 1, strong="accepted", weak="rejected")
    found = by_code(study)
    assert {
        code: (row.units, row.positives) for code, row in found.items() if code in "strongweak"
    } == {
        "strong": (4, (1, 2)),
        "weak": (4, (1, 0)),
    }
    assert material(study).unasked() == {}


def test_an_open_question_keeps_a_split_code_out(study: Study) -> None:
    """Units without the code alone would agree too well: they wait until all is answered."""
    apply(study, SPLIT)
    for coder in ("Ana", "Ben"):
        says(study, coder, 0, strong="accepted", weak="rejected")
    says(study, "Ana", 1, strong="accepted", weak="rejected")
    assert material(study).unasked() == {"strong": 4, "weak": 4}
    says(study, "Ben", 1, strong="rejected", weak="rejected")
    assert by_code(study)["strong"].positives == (2, 1)
    study.rounds.undo("codebook-1", ["Ben"])
    assert material(study).unasked() == {"strong": 4, "weak": 4}


def test_a_part_split_off(study: Study) -> None:
    """A code that stays counts as it was answered, beside the part that was split off."""
    apply(study, book("2", ties="", kin="ties", pace=""))
    for coder in ("Ana", "Ben"):
        says(study, coder, 0, ties="accepted", kin="rejected")
        says(study, coder, 1, ties="rejected", kin="accepted")
    found = by_code(study)
    assert [(found[code].units, found[code].positives) for code in ("ties", "kin")] == [
        (4, (1, 1)),
        (4, (1, 1)),
    ]


def test_an_answer_about_a_correction_is_not_independent(study: Study) -> None:
    """Where the code had come with a sheet that shows suggestions, the answer counts for none."""
    decide(study, "shown", "Ana", on(study, "ties", segment=3))
    apply(study, SPLIT)
    for coder in ("Ana", "Ben"):
        for place in (0, 1):
            says(study, coder, place, strong="accepted", weak="rejected")
    says(study, "Ana", 3, strong="accepted", weak="rejected")
    assert by_code(study)["strong"].positives == (2, 2)


def test_an_answer_goes_along_with_later_changes(study: Study) -> None:
    """A part that has a new name counts under it; one that was split again waits once more."""
    apply(study, SPLIT)
    for coder in ("Ana", "Ben"):
        for place in (0, 1):
            says(study, coder, place, strong="rejected", weak="accepted")
    apply(study, book("3", strong="ties", loose="ties weak", pace=""))
    assert by_code(study)["loose"].positives == (2, 2)
    apply(study, book("4", strong="ties", slack="loose", slow="loose", pace=""))
    assert material(study).unasked() == {"slack": 4, "slow": 4}
    for coder in ("Ana", "Ben"):
        for place in (0, 1):
            says(study, coder, place, "codebook-2", slack="accepted", slow="rejected")
    found = by_code(study)
    assert (found["slack"].positives, found["slack"].units) == ((2, 2), 4)


def test_merged_codes_wait_for_their_answer(tmp_path: Path) -> None:
    """Where a coder's codes were merged and differed, the unit is missing until it is answered."""
    study = study_with(tmp_path, ONE)
    for coder in ("Ana", "Ben"):
        rows = on(study, "ties", coder), on(study, "pace", coder, valence="negative")
        returned(study, coder, dict.fromkeys(all_segments(study)[:2], ()))
        decide(study, f"blind-{1 if coder == 'Ana' else 2}", coder, *rows)
    apply(study, book("2", bond="ties pace"))
    assert material(study).unasked() == {"bond": 1}
    for coder in ("Ana", "Ben"):
        decide(study, "codebook-1", coder, on(study, "bond", coder, valence="mixed"))
    row = by_code(study)["bond"]
    assert (row.units, row.positives, row.valence_units) == (2, (1, 1), 1)


def test_going_back_takes_the_coding_as_it_was(study: Study) -> None:
    """In the version before the split the answers play no part."""
    before = [unit.judged for unit in material(study).units]
    apply(study, SPLIT)
    for coder in ("Ana", "Ben"):
        says(study, coder, 0, strong="rejected", weak="rejected")
    apply(study, ONE)
    assert [unit.judged for unit in material(study).units] == before
    assert material(study).unasked() == {}
