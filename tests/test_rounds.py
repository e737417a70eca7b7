"""`relcode rounds` lists what went out to whom, what came back, and what is open."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from click.testing import CliRunner

from changing import book, decide, on, passing_time, study_with
from relcode.cli import cli
from relcode.review import corrections, migrate
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.overview import overview
from relcode.review.returned import take_apart
from small_study import small_study
from test_adjudicate import LATER, code

if TYPE_CHECKING:
    from pathlib import Path


def test_what_came_back_is_counted_by_coder(tmp_path: Path) -> None:
    """A line for each coder of a round: rows sent, rows decided, files that came back."""
    with small_study(tmp_path) as study:
        send(study, Order(coders=("Ana", "Ben"), blind=True), tmp_path / "b.csv")
        send(study, Order(), tmp_path / "all.csv")
        code(study, tmp_path / "b-ana.csv", {LATER: "trust (positive)"})
        corrections.apply([take_apart(tmp_path / "all.csv", study)], study, "Cy")
        lines = [(o.round, o.kind, o.coder, o.sent, o.decided, o.files) for o in overview(study)]
        study.rounds.undo("blind-1")
        undone = [(one.coder, one.files, one.last_came_at) for one in overview(study)]
    assert lines == [
        ("blind-1", "blind", "Ana", 9, 9, 1),
        ("blind-1", "blind", "Ben", 9, 0, 0),
        ("review-1", "review", "", 9, 0, 1),
    ]
    assert undone[:2] == [("Ana", 0, ""), ("Ben", 0, "")]


def test_open_questions_of_the_codebook_are_counted(tmp_path: Path) -> None:
    """A round of questions counts those that are open, for the coder whom they are put to."""
    with passing_time(), study_with(tmp_path, book(trust="")) as study:
        decide(study, "review-1", "Ana", on(study, "trust"))
        made = migrate.apply(study, book("2", faith="trust", reliance="trust"))
        (asked,) = [one for one in overview(study) if one.round == made.round]
    assert (asked.kind, asked.coder, asked.questions) == ("codebook", "Ana", 1)


def test_the_list_is_shown_and_written(tmp_path: Path) -> None:
    """The screen has a table with a head; --csv writes the same with whole times."""
    path, out = tmp_path / "small.relcode", tmp_path / "rounds.csv"
    words = ["rounds", "--study", str(path), "--csv", str(out)]
    with small_study(tmp_path) as study:
        empty = CliRunner().invoke(cli, words[:3])
        send(study, Order(coders=("Ana",), round="first"), tmp_path / "a.csv")
    result = CliRunner().invoke(cli, words)
    assert "there are no rounds yet" in empty.output
    head, line = result.output.splitlines()[-2:]
    assert head.split()[:2] == ["round", "kind"]
    assert line.split()[0] == "first"
    assert " Ana " in line
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["coder"], row["sent"], row["decided"], row["files"]) == ("Ana", "9", "0", "0")
