"""A small workbook in every form, and its rows read back, for the tests of the workbook."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from relcode.workbook import Column, Look, Rule, Workbook, unguarded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.workbook import Value

COLUMNS = (
    Column("_id", "id", 10, hidden=True),
    Column("text", "Text", 40),
    Column("marked", "Marked", 40),
    Column("code", "Code", 12, Look(literal=True), choices="codes"),
    Column("spare", "Spare", 12, Look(literal=True), folded=True, choices="codes"),
    Column("why", "Why", 40, printed=False),
)
HEAD = Look(fill="24404F", color="FFFFFF")
AWKWARD = (
    "=1+1", "+1", "@x", "-", "'=1", "''", "'quoted'", "#N/A", "1e5", "007", "TRUE", "1/2", " a ",
    "a  b", "", " ", "   ", "\n", "a\r\nb", "\n\na", "a \n b", "a\tb", "_x0041_", "_X000a_ ",
    "\u2028", "\xa0", "\u3000x\u3000", "<b>&amp;</b>", "a \"b\", 'c'; d", "עברית, then English",
    "😀" * 3, "e\u0301", "\ufeffx", "$A$1", "]]>", "{0}",
)  # fmt: skip


def written(path: Path, rows: Sequence[dict[str, Value]]) -> Path:
    """A workbook with these rows in a keyed sheet, in the form that the path ends in."""
    book = Workbook("A <test> & more", path.suffix.removeprefix("."))
    book.choices("codes", ["trust", "power"])
    front = book.sheet("Front", [Column("a", "", 20)])
    front.append({"a": "Read me"})
    front.finish()
    sheet = book.sheet("Rows", COLUMNS, HEAD, frozen="text")
    for row in rows:
        sheet.append(row)
    sheet.finish([Rule(("code", "spare"), '{cell}="trust"', Look(fill="CFE2F3"))])
    book.meta({"study": "abc", "round": "1 & only"})
    book.save(path)
    return path


def returned(path: Path) -> list[list[object]]:
    """The rows below the head of the keyed sheet, as a program reads them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [[unguarded(cell) for cell in row] for row in list(csv.reader(file))[2:]]
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Rows")
    return [list(row) for row in sheet.to_python(skip_empty_area=False)[2:]]
