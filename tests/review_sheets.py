"""Sheets as they are read back in tests, and decisions as if they had come in by one."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
from python_calamine import CalamineWorkbook

from relcode.ledger import Decided, Returned
from relcode.rounds import token
from relcode.terms import Entry, Judged, Round, Sheet
from relcode.workbook import unguarded

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.study import Study
    from relcode.terms import Coding, RoundKind, Status


def grid(path: Path, sheet: str = "Segments") -> list[list[str]]:
    """The rows of a sheet as texts, whatever the form of its file."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [[unguarded(cell) for cell in line] for line in csv.reader(file)]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [[_text(value) for value in row] for row in rows]


def rows(path: Path, sheet: str = "Segments") -> list[dict[str, str]]:
    """The rows by machine key, empty cells left out."""
    keys, _, *lines = grid(path, sheet)
    pairs = (zip(keys, line, strict=True) for line in lines)
    return [{key: value for key, value in row if value} for row in pairs]


def keys(path: Path, sheet: str = "Segments") -> list[str]:
    """The machine keys of a sheet."""
    return grid(path, sheet)[0]


def said(path: Path) -> str:
    """All that the README sheet says."""
    sheet = openpyxl.load_workbook(path)["README"]
    return "\n".join(str(value) for line in sheet.values for value in line if value)


def facts(path: Path) -> dict[str, str]:
    """What the hidden sheet of facts holds."""
    return dict(row[:2] for row in grid(path, "_meta")[1:])


def codings(study: Study) -> list[Coding]:
    """All codings of the study."""
    return [one for source in study.source_ids() for one in study.codings(source)]


def decided(coding: Coding, coder: str, status: Status, **more: Any) -> Coding:
    """A person's decision on what a coding says."""
    return replace(coding, coder=coder, status=status, id=None, **more)


def bring(
    study: Study, coder: str, *decisions: Coding, kind: RoundKind = "review", **more: Any
) -> None:
    """Store what a coder decided, as if a sheet of a round of that kind had come back.

    `more` are `marks` (pairs of segment and mark), `memos` and `own`.
    """
    made = study.rounds.add(Round(study.rounds.free_name("past"), kind, 1, study.codebook_hash))
    sheet = Sheet(token(study.id, made, coder), made.name, coder, 2)
    study.rounds.send(sheet, [])
    judged = [Judged(segment, coder, mark) for segment, mark in more.get("marks", ())]
    returned = Returned(
        [Decided(one) for one in decisions], judged, more.get("memos", []), more.get("own", [])
    )
    study.ledger.take(Entry(sheet.id, "past.xlsx", f"sha of {made.name}"), returned)


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
