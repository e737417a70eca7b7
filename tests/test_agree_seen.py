"""Whose coding counts as independent: nobody's who had seen codes on the segment before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from agreeing import all_segments, coded, many, returned
from relcode.analyse.agree.material import material
from relcode.analyse.agree.units import MACHINE
from relcode.cli.agree import COMMAND
from relcode.errors import RelcodeError
from relcode.ledger import Returned
from relcode.terms import Entry, Judged, Round, Sent, Sheet
from small_study import small_study

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.study import Study
    from relcode.terms import RoundKind


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """The small study, nothing coded by people yet."""
    return small_study(tmp_path)


def run(study: Study) -> str:
    """What the command prints, its lines joined."""
    done = CliRunner().invoke(COMMAND, ["--study", str(study.path)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return " ".join(done.output.split())


def shown(study: Study, coder: str, *segments: str, back_for: str) -> None:
    """A review sheet of these segments that came back with one of them gone through."""
    study.rounds.add(Round("shown", "review", 0, study.codebook_hash))
    study.rounds.send(Sheet("shown", "shown", ""), [Sent(one) for one in segments])
    brought = Returned(judged=[Judged(back_for, coder, "done")])
    study.ledger.take(Entry("shown", "shown.xlsx", "shown"), brought)


@pytest.mark.parametrize("kind", ["review", "adjudication"])
def test_what_was_corrected_first_is_left_out(study: Study, kind: RoundKind) -> None:
    """A segment that a coder corrected or adjudicated, then coded blind, is compared with none."""
    first, second, *_ = all_segments(study)
    returned(study, "Ana", {first: ("trust",)}, kind, "accepted")
    returned(study, "Ana", {first: ("trust",), second: ()})
    returned(study, "Ben", {first: ("trust",), second: ()})
    found = material(study)
    judged = {unit.segment: set(unit.judged) - {"the adjudicated coding"} for unit in found.units}
    assert judged == {first: {"Ben", MACHINE}, second: {"Ana", "Ben", MACHINE}}
    assert (found.people["Ana"].units, found.people["Ana"].seen) == (1, 1)
    assert (found.people["Ben"].units, found.people["Ben"].seen) == (2, 0)


def test_what_was_shown_first_is_left_out(study: Study) -> None:
    """A row of a returned review sheet was seen, touched or not; others' sheets change nothing."""
    first, second, third, *_ = all_segments(study)
    shown(study, "Ana", first, second, back_for=first)
    every = dict.fromkeys((first, second, third), ("trust",))
    returned(study, "Ana", every)
    returned(study, "Ben", every)
    judged = {unit.segment: set(unit.judged) - {MACHINE} for unit in material(study).units}
    assert judged == {first: {"Ben"}, second: {"Ben"}, third: {"Ana", "Ben"}}


def test_what_was_coded_blind_first_counts(study: Study) -> None:
    """A sheet with codes that came back after the blind one takes nothing away."""
    first, second, *_ = all_segments(study)
    returned(study, "Ana", {first: ("trust",), second: ()})
    shown(study, "Ana", first, second, back_for=first)
    ana = material(study).people["Ana"]
    assert (ana.units, ana.seen) == (2, 0)


def test_a_blind_coding_changed_after_a_correction_is_left_out(study: Study) -> None:
    """Handing in a segment blind once more, after having corrected it, is not independent."""
    first = all_segments(study)[0]
    returned(study, "Ana", {first: ()})
    returned(study, "Ana", {first: ("trust",)}, "review", "accepted")
    returned(study, "Ana", {first: ("trust",)})
    found = material(study)
    assert (found.people["Ana"].units, found.people["Ana"].seen) == (0, 1)
    assert found.units == []


def test_an_undone_correction_takes_nothing_away(study: Study) -> None:
    """Once the round of corrections is undone, the blind coding counts again."""
    first = all_segments(study)[0]
    returned(study, "Ana", {first: ("trust",)}, "review", "accepted")
    returned(study, "Ana", {first: ("trust",)})
    assert material(study).units == []
    study.rounds.undo("review-1")
    assert [set(unit.judged) for unit in material(study).units] == [{"Ana", MACHINE}]


def test_the_report_says_how_many_were_left_out(tmp_path: Path) -> None:
    """The count stands by the coder's name, and who has nothing left is in no comparison."""
    study = many(tmp_path)
    codes = coded(study, 3, 0.02)
    few = dict(list(codes.items())[:12])
    returned(study, "Ana", few, "review", "accepted")
    returned(study, "Cem", codes, "review", "accepted")
    for coder in ("Ana", "Ben", "Cem"):
        returned(study, coder, codes)
    said = run(study)
    assert "Ana: 148 units in 4 sources, independently" in said
    assert "12 segments of Ana left out: a sheet that Ana had returned before" in said
    assert "160 segments of Cem left out" in said
    assert "Both judged 148 units. " in said
    assert "Presence: Ana, Ben on 148 units, and with the machine on 160 units" in said


def test_nothing_but_seen_segments_is_said_to_be_so(study: Study) -> None:
    """Where all is left out the command says why before it says that nothing can be compared."""
    first = all_segments(study)[0]
    returned(study, "Ana", {first: ("trust",)}, "review", "accepted")
    returned(study, "Ana", {first: ("trust",)})
    done = CliRunner().invoke(COMMAND, ["--study", str(study.path)])
    assert isinstance(done.exception, RelcodeError)
    assert "only corrections of machine codes (Ana)" in str(done.exception)
    assert "1 segment of Ana left out" in done.output


def test_order_of_other_coders_files_changes_nothing(tmp_path: Path) -> None:
    """Whether Ben's files came before or after Ana's, the same is compared."""
    found = []
    for order in (("Ana", "Ben"), ("Ben", "Ana")):
        folder = tmp_path / order[0]
        folder.mkdir()
        study = small_study(folder)
        first, second, *_ = all_segments(study)
        for coder in order:
            if coder == "Ana":
                returned(study, "Ana", {first: ("trust",)}, "review", "accepted")
            returned(study, coder, {first: ("trust",), second: ()})
        found.append([replace(unit, judged=dict(unit.judged)) for unit in material(study).units])
    assert found[0] == found[1]
