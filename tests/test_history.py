"""The history of a segment tells all that people left on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from changing import book, decide, on, passing_time, segments, study_with
from relcode.cli import cli
from relcode.ledger import Returned
from relcode.terms import Entry, Judged, Memo

if TYPE_CHECKING:
    from pathlib import Path


def test_marks_and_memos_are_told_in_order_of_time(tmp_path: Path) -> None:
    """Decisions, marks and memos are listed as they came in, with what was undone since."""
    with passing_time(), study_with(tmp_path, book(trust="", power="")) as study:
        first, other = (one.id for one in segments(study)[:2])
        sheet = decide(study, "r1", "Ana", on(study, "trust")).sheet
        brought = Returned(
            judged=[Judged(first, "Ana", "unsure"), Judged(other, "Ana", "done")],
            memos=[Memo(first, "Ana", "which\ncrew?", "A. K.", "trust")],
        )
        study.ledger.take(Entry(sheet, "b.xlsx", "sha b"), brought)
        decide(study, "r2", "Ana", on(study, "power"))
        study.rounds.undo("r1")
        assert [left.file for left in study.ledger.left(first)] == ["b.xlsx", "b.xlsx"]
        result = CliRunner().invoke(cli, ["history", first, "--study", str(study.path)])
    lines = result.output.splitlines()[3:]
    said = [line.partition("  Ana  ")[2] for line in lines[::2]]
    assert said == [
        "accepted trust (positive)",
        "marked unsure",
        "noted on trust: “which crew?”",
        "accepted power (positive)",
    ]
    assert "comment by A. K. · r1 · b.xlsx · sha256 sha b · UNDONE" in lines[5]
    assert ["UNDONE" in line for line in lines[1::2]] == [True, True, True, False]


def test_nothing_left_is_said(tmp_path: Path) -> None:
    """Of a segment that nobody has touched the history says so."""
    with study_with(tmp_path, book(trust="")) as study:
        words = ["history", segments(study)[0].id, "--study", str(study.path)]
        assert "nobody has left anything on it yet" in CliRunner().invoke(cli, words).output
