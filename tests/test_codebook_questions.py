"""The sheets of questions after a change of the codebook ask what is open, and settle just that."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from changing import book, decide, on, segments, stand, study_with
from relcode.cli.codebook import COMMAND
from relcode.errors import RelcodeError
from relcode.questions import asking, standing
from relcode.review import corrections
from relcode.review.migrate import apply
from relcode.review.questions import send
from relcode.review.returned import take_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from relcode.study import Study

ONE = book(ties="", pace="", mood="")
SPLIT = book("2", strong="ties", weak="ties", pace="", mood="")
Rows = list[dict[str, str]]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Ana gave ties twice, once with pace, both times unseen; ties were split since."""
    with study_with(tmp_path, ONE) as made:
        rows = on(made, "ties"), on(made, "pace"), on(made, "ties", segment=1)
        decide(made, "blind-1", "Ana", *rows, kind="blind")
        apply(made, SPLIT)
        yield made


def ask(study: Study, path: Path) -> Rows:
    """What a sheet of the questions that are open shows, row by row."""
    send(study, "codebook-1", path, force=True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        keys, _, *rows = csv.reader(file)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def answer(study: Study, path: Path, cells: Mapping[int, str]) -> corrections.Plan:
    """Write codes beside those in these rows, mark them done, and take the sheet in."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    more, status = rows[0].index("more"), rows[0].index("status")
    for place, codes in cells.items():
        rows[place + 2][more], rows[place + 2][status] = codes, "done"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    (plan,) = corrections.apply([take_apart(path, study)], study)
    return plan


def test_only_open_questions_are_sent(study: Study, tmp_path: Path) -> None:
    """What was answered is not asked again, and the command counts both."""
    path = tmp_path / "ask.csv"
    assert len(ask(study, path)) == 2
    answer(study, path, {0: "strong"})
    arguments = ["questions", "codebook-1", "--study", str(study.path), "-o", str(path), "--force"]
    said = CliRunner().invoke(COMMAND, arguments).output
    assert "1 answered, 1 open" in said
    assert "(1 rows, for Ana)" in said
    answer(study, path, {0: "weak"})
    with pytest.raises(RelcodeError, match="no question of 'codebook-1' is open: 2 answered"):
        ask(study, path)
    study.rounds.undo("codebook-1")
    assert len(standing(study, asking(study, "codebook-1")).open) == 2


def test_neither_is_an_answer(study: Study, tmp_path: Path) -> None:
    """A row that is done without one of the choices says that none of them holds."""
    path = tmp_path / "ask.csv"
    ask(study, path)
    answer(study, path, {0: ""})
    found = stand(study)
    assert (found["Ana", "strong"], found["Ana", "weak"]) == ("rejected", "rejected")
    assert len(ask(study, path)) == 1


def test_no_suggestion_is_shown_or_accepted(study: Study, tmp_path: Path) -> None:
    """A segment coded blind shows the coder's own codes alone, and an answer stores no others."""
    (source,) = study.source_ids()
    machine = on(study, "mood", "cues.v1", status="suggested")
    study.suggest(source, [machine], {}, f"cues 1 {study.codebook_hash}")
    path = tmp_path / "ask.csv"
    first = ask(study, path)[0]
    assert (first["code_1"], first["code_2"], first["maybe"]) == ("pace", "", "strong, weak")
    answer(study, path, {0: "weak"})
    assert stand(study) == {
        ("Ana", "ties"): "accepted",
        ("Ana", "pace"): "accepted",
        ("Ana", "strong"): "rejected",
        ("Ana", "weak"): "accepted",
    }
    history = study.ledger.history(segments(study)[0].id)
    assert [event.coding.code for event in history].count("pace") == 1


def test_a_split_off_part_is_answered_by_leaving_the_code(tmp_path: Path) -> None:
    """Of a code that stays, leaving it as it stands says that the new part does not hold."""
    path = tmp_path / "ask.csv"
    with study_with(tmp_path, ONE) as study:
        decide(study, "blind-1", "Ana", on(study, "ties"), kind="blind")
        apply(study, book("2", ties="", kin="ties", pace="", mood=""))
        (row,) = ask(study, path)
        assert (row["code_1"], row["maybe"]) == ("ties", "kin")
        answer(study, path, {0: ""})
        assert stand(study) == {("Ana", "ties"): "accepted", ("Ana", "kin"): "rejected"}
        assert standing(study, asking(study, "codebook-1")).answered == 1


def test_merged_codes_are_settled_by_the_answer(tmp_path: Path) -> None:
    """The decisions on codes that were merged go where the answer says as soon as it is in."""
    path = tmp_path / "ask.csv"
    with study_with(tmp_path, ONE) as study:
        rows = on(study, "ties"), on(study, "pace", valence="negative")
        decide(study, "blind-1", "Ana", *rows, kind="blind")
        apply(study, book("2", bond="ties pace", mood=""))
        ask(study, path)
        answer(study, path, {0: "bond (mixed)"})
        assert stand(study) == {("Ana", "bond"): "accepted"}
        (row,) = study.ledger.decisions(study.source_ids()[0])
        assert row.valence == "mixed"


def test_a_part_with_a_new_name_is_not_asked_again(study: Study, tmp_path: Path) -> None:
    """What became of a split code was told once; the answer goes along with later changes."""
    path = tmp_path / "ask.csv"
    ask(study, path)
    answer(study, path, {0: "weak"})
    done = apply(study, book("3", strong="ties", loose="ties weak", pace="", mood=""))
    assert [one.segment for one in done.new] == [segments(study)[1].id]
    assert stand(study)["Ana", "loose"] == "accepted"
    assert standing(study, asking(study, "codebook-1")).over == 1


def test_going_back_from_a_split(study: Study, tmp_path: Path) -> None:
    """The parts become their code again, and forward again the answers are what they were."""
    path = tmp_path / "ask.csv"
    ask(study, path)
    answer(study, path, {0: "strong", 1: ""})
    before = stand(study)
    apply(study, ONE)
    assert stand(study) == {("Ana", "ties"): "accepted", ("Ana", "pace"): "accepted"}
    done = apply(study, SPLIT)
    assert not done.fate.open
    assert stand(study) == before


def test_going_back_from_a_part_that_was_split_off(tmp_path: Path) -> None:
    """Who had given the part alone has the code again that it was a part of."""
    path = tmp_path / "ask.csv"
    with study_with(tmp_path, ONE) as study:
        decide(study, "blind-1", "Ana", on(study, "ties"), kind="blind")
        apply(study, book("2", ties="", kin="ties", pace="", mood=""))
        decide(study, "codebook-1", "Ana", on(study, "ties", status="rejected"), on(study, "kin"))
        before = stand(study)
        assert apply(study, ONE).tally() == [("kin", ("ties",), 1, 0, 0, 1)]
        assert stand(study) == {("Ana", "ties"): "accepted"}
        apply(study, book("2", ties="", kin="ties", pace="", mood=""))
        assert stand(study) == before
    assert not path.exists()
