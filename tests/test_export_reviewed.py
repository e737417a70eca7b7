"""What people decided, noted and added comes back in the tables."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

from relcode import pipeline
from relcode.ledger import Decided, Returned
from relcode.rounds import token
from relcode.terms import Entry, Memo, Own, Round, Sheet, Span
from review_sheets import bring
from small_study import small_study

if TYPE_CHECKING:
    from pathlib import Path


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_nothing_more_is_written_before_a_sheet_is_back(tmp_path: Path) -> None:
    """Without a returned sheet there is no table of judgements, memos or own columns."""
    with small_study(tmp_path) as study:
        written = pipeline.export(study, tmp_path).written
    assert [path.name for path in written] == ["review.xlsx", "segments.csv", "codings.csv"]


def test_decisions_memos_and_own_columns_come_back(tmp_path: Path) -> None:
    """Decisions stand in codings.csv with the words they are about, notes and columns beside."""
    with small_study(tmp_path) as study:
        made = study.rounds.add(Round("review-1", "review", 1, study.codebook_hash))
        sheet = Sheet(token(study.id, made, "Ana"), made.name, "Ana")
        study.rounds.send(sheet, [])
        source = study.source_ids()[0]
        coding = study.codings(source)[0]
        start = int(coding.segment.split("-")[1])
        spans = (Span(start, start + 5), Span(start + 6, start + 9))
        decided = replace(coding, coder="Ana", status="accepted", spans=spans, id=None)
        brought = Returned(
            [Decided(decided)],
            memos=[Memo(coding.segment, "Ana", "=look", "Ana K.", "trust")],
            own=[Own(coding.segment, "Ana", "Mood", "bleak")],
        )
        study.ledger.take(Entry(sheet.id, "a.xlsx", "sha"), brought)
        text = study.source(source).text
        pipeline.export(study, tmp_path, formats=["codings", "memos", "own_columns"])
        written = pipeline.export(study, tmp_path / "all").written
    names = {path.name for path in written}
    assert {"judgements.csv", "memos.csv", "own_columns.csv"} <= names
    (row,) = (row for row in rows(tmp_path / "codings.csv") if row["status"] == "accepted")
    assert row["coder"] == "Ana"
    assert (row["start"], row["end"]) == (str(start), str(start + 9))
    assert row["text"] == f"{text[start : start + 5]} … {text[start + 6 : start + 9]}"
    (memo,) = rows(tmp_path / "memos.csv")
    assert (memo["memo"], memo["author"], memo["code"]) == ("'=look", "Ana K.", "trust")
    (own,) = rows(tmp_path / "own_columns.csv")
    assert (own["column"], own["value"], own["coder"]) == ("Mood", "bleak", "Ana")


def test_who_found_no_code_stands_in_the_table_of_judgements(tmp_path: Path) -> None:
    """Each coder's latest mark on a segment comes with its round, also where there is no code."""
    with small_study(tmp_path) as study:
        first, second = (one.id for one in study.segments(study.source_ids()[0])[1:3])
        bring(study, "Ana", marks=[(first, "unsure")])
        bring(study, "Ana", marks=[(first, "done")], kind="blind")
        bring(study, "Ben", marks=[(first, "done"), (second, "unsure")])
        bring(study, "Cy", marks=[(second, "done")])
        study.rounds.undo("past-4")
        pipeline.export(study, tmp_path, formats=["judgements"])
        at = [entry.at for entry in study.rounds.entries()]
    found = rows(tmp_path / "judgements.csv")
    assert [tuple(row.values())[1:] for row in found] == [
        (first, "Ana", "done", "past-2", at[1]),
        (first, "Ben", "done", "past-3", at[2]),
        (second, "Ben", "unsure", "past-3", at[2]),
    ]
    assert {row["source"] for row in found} == {"ferry.docx"}
