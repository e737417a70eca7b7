"""Edits of single cells, as a person makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uno  # type: ignore[import-not-found] # of the system's Python
from places import visible

if TYPE_CHECKING:
    from places import Book, Edit

COMMENT = uno.getConstantByName("com.sun.star.sheet.CellFlags.ANNOTATION")
CONTENTS = sum(  # what the Delete key takes away
    uno.getConstantByName(f"com.sun.star.sheet.CellFlags.{kind}")
    for kind in ("VALUE", "DATETIME", "STRING", "FORMULA")
)
TEXT = uno.getConstantByName("com.sun.star.util.NumberFormat.TEXT")
DOWN = uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
CASES = {"upper": str.upper, "lower": str.lower, "title": str.title}


def set_text(book: Book, edit: Edit) -> None:
    """Put a text into a cell; it stays text whatever it looks like."""
    book.sheet(edit).cell(edit).String = edit["text"]


def type_text(book: Book, edit: Edit) -> dict[str, Any]:
    """Type into a cell: numbers, dates and formulas are taken as such where no text is wanted."""
    cell = book.sheet(edit).cell(edit)
    kind = book.document.NumberFormats.getByKey(cell.NumberFormat).Type
    book.command("EnterString", cell, StringName=edit["text"], DontCommit=False)
    return {"literal": bool(kind & TEXT)}


def clear(book: Book, edit: Edit) -> None:
    """Empty a cell with the Delete key."""
    book.sheet(edit).cell(edit).clearContents(CONTENTS)


def change_case(book: Book, edit: Edit) -> None:
    """Write a cell's text in other letters."""
    cell = book.sheet(edit).cell(edit)
    cell.String = CASES[edit["to"]](cell.String)


def pad(book: Book, edit: Edit) -> None:
    """Put blanks around a cell's text."""
    cell = book.sheet(edit).cell(edit)
    cell.String = edit.get("before", "") + cell.String + edit.get("after", "")


def comment(book: Book, edit: Edit) -> None:
    """Comment on a cell under an author's name; a comment that stands there is replaced."""
    cell, when = book.sheet(edit).cell(edit), edit.get("date", "")
    cell.clearContents(COMMENT)  # else the command leaves it as it is
    book.command(
        "InsertAnnotation", cell, Text=edit["text"], Author=edit.get("author", ""), Date=when
    )


def merge(book: Book, edit: Edit) -> None:
    """Merge cells down and across, with one of the dialogue's three answers to what they hold.

    `contents`: "move" joins all texts in the first cell, "empty" keeps the first cell's, "keep"
    leaves the others where they are, unseen.
    """
    sheet = book.sheet(edit)
    area, how = _area(sheet, edit), edit.get("contents", "move")
    # the menu's command does nothing without a window; this is what it does
    cells = [cell for cell in _cells(area) if cell.String]
    others = [cell for cell in cells if cell.CellAddress != sheet.cell(edit).CellAddress]
    if how == "move" and others:
        sheet.cell(edit).String = " ".join(cell.String for cell in cells)
    if how != "keep":
        for cell in others:
            cell.clearContents(CONTENTS)
    area.merge(True)  # noqa: FBT003 - LibreOffice's signature


def move_cell(book: Book, edit: Edit) -> None:
    """Cut a cell and paste it over another."""
    sheet = book.sheet(edit)
    source, target = sheet.cell(edit), sheet.cell(edit, "to_id", "to_column")
    sheet.table.moveRange(target.CellAddress, source.RangeAddress)


def copy_cell(book: Book, edit: Edit) -> None:
    """Copy a cell over another."""
    sheet = book.sheet(edit)
    source, target = sheet.cell(edit), sheet.cell(edit, "to_id", "to_column")
    sheet.table.copyRange(target.CellAddress, source.RangeAddress)


def fill_down(book: Book, edit: Edit) -> dict[str, Any]:
    """Fill rows below with a cell's content; dragged, numbers count on."""
    sheet = book.sheet(edit)
    row, column = sheet.row(edit), sheet.column(edit["column"])
    last, width = sheet.end()
    last = min(row + edit["rows"], last)
    if last == row:  # the command would take what stands above
        return {"rows": []}
    area = sheet.area(row, column, last, column)
    dragged, empty = edit.get("dragged", False), not sheet.cell(edit).String
    # in a hidden column, dragging and filling with nothing change nothing
    shown = visible(area if dragged or empty else sheet.area(row, 0, last, width))
    if dragged:
        area.fillAuto(DOWN, 1)
    else:
        book.command("FillDown", area)
    return {"rows": [each for each in shown if each > row]}


def replace(book: Book, edit: Edit) -> dict[str, Any]:
    """Find and replace in a sheet or a column of it, as the dialogue is set at first."""
    sheet = book.sheet(edit)
    area = sheet.table
    if "column" in edit:
        column = sheet.column(edit["column"])
        area = sheet.area(0, column, sheet.end()[0], column)
    search = area.createReplaceDescriptor()
    search.SearchString, search.ReplaceString = edit["find"], edit["with"]
    search.SearchCaseSensitive = edit.get("case", False)
    search.SearchWords = edit.get("whole", False)
    rows = range(sheet.end()[0] + 1)
    filtered = [row for row in rows if sheet.line(row).IsFiltered]
    return {"replaced": area.replaceAll(search), "filtered": filtered}


def _cells(area: Any) -> list[Any]:
    rows, columns = range(area.Rows.Count), range(area.Columns.Count)
    return [area.getCellByPosition(column, row) for row in rows for column in columns]


def _area(sheet: Any, edit: Edit) -> Any:
    row, column = sheet.row(edit), sheet.column(edit["column"])
    down, across = edit.get("rows", 1), edit.get("columns", 1)
    return sheet.area(row, column, row + down - 1, column + across - 1)
