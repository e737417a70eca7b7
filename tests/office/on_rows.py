"""Edits of rows: sort, filter, delete, insert, copy."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

import uno  # type: ignore[import-not-found] # of the system's Python
from on_cells import CONTENTS
from places import FIRST, KEYS, properties, visible

if TYPE_CHECKING:
    from places import Book, Edit, Sheet

TITLES = KEYS + 1
DELETED = {to: uno.Enum("com.sun.star.sheet.CellDeleteMode", to.upper()) for to in ("up", "left")}
INSERTED = {
    to: uno.Enum("com.sun.star.sheet.CellInsertMode", to.upper()) for to in ("down", "right")
}
EQUAL = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")  # with no text it finds empty cells


def sort(book: Book, edit: Edit) -> dict[str, Any]:
    """Sort whole rows by a column; `area` is "all" in use, or the "filter" as it stands."""
    sheet = book.sheet(edit)
    last, width = sheet.end()
    area = (TITLES, 0, last, width)
    if edit.get("area") == "filter":
        area = _filtered(book, sheet) or area
    return _sorted(book, sheet, edit, area)


def sort_column(book: Book, edit: Edit) -> dict[str, Any]:
    """Sort one column alone: the selection was not extended."""
    sheet = book.sheet(edit)
    column, last = sheet.column(edit["column"]), sheet.end()[0]
    if last < FIRST:
        return {}
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = 0, not edit.get("descending", False)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    place = (FIRST, column, last, column)
    before = sheet.area(*place).DataArray
    # the command does nothing to a single column without a window
    how = properties(SortFields=fields, ContainsHeader=False, IsSortColumns=False)
    sheet.area(*place).sort(how)
    return _answer(before, sheet, place)


def delete_rows(book: Book, edit: Edit) -> dict[str, Any]:
    """Delete the rows of some ids; of several with one id, all."""
    sheet = book.sheet(edit)
    rows = sheet.rows(edit.get("by", "_id"), edit["ids"])
    _delete(sheet, rows)
    return {"rows": rows}


def filter_delete(book: Book, edit: Edit) -> dict[str, Any]:
    """Filter a column by a value, delete the rows that are shown, and show the others."""
    sheet = book.sheet(edit)
    shown = _filter(sheet, edit)
    rows = [row for row in visible(shown) if row >= FIRST]
    _delete(sheet, rows)
    sheet.table.filter(_conditions(sheet.table))
    return {"rows": rows}


def filter_rows(book: Book, edit: Edit) -> None:
    """Filter a column by a value and leave it so."""
    _filter(book.sheet(edit), edit)


def delete_cells(book: Book, edit: Edit) -> None:
    """Delete cells; those below move up, or those at the right move left."""
    sheet = book.sheet(edit)
    sheet.table.removeRange(_block(sheet, edit), DELETED[edit["shift"]])


def insert_cells(book: Book, edit: Edit) -> None:
    """Insert cells; those that stand there move down or right."""
    sheet = book.sheet(edit)
    sheet.table.insertCells(_block(sheet, edit), INSERTED[edit["shift"]])


def duplicate_row(book: Book, edit: Edit) -> None:
    """Copy a row and insert it below itself."""
    sheet = book.sheet(edit)
    row = sheet.row(edit)
    sheet.table.Rows.insertByIndex(row + 1, 1)
    _copy(sheet, row, row + 1)


def insert_row(book: Book, edit: Edit) -> None:
    """Insert a row below (or above) a row, with texts or empty."""
    sheet = book.sheet(edit)
    row = sheet.row(edit) + (edit.get("where", "below") == "below")
    sheet.table.Rows.insertByIndex(row, 1)
    _write(sheet, row, edit)


def append_row(book: Book, edit: Edit) -> None:
    """Write a row under the last one."""
    sheet = book.sheet(edit)
    _write(sheet, sheet.filled()[0] + 1, edit)


def clear_row(book: Book, edit: Edit) -> None:
    """Empty a whole row with the Delete key; it stays where it is."""
    sheet = book.sheet(edit)
    sheet.wide(sheet.row(edit)).clearContents(CONTENTS)


def paste_row(book: Book, edit: Edit) -> None:
    """Copy a row over another one."""
    sheet = book.sheet(edit)
    _copy(sheet, sheet.row(edit), sheet.row(edit, "to_id"))


def move_row(book: Book, edit: Edit) -> None:
    """Cut a row and insert it above another one."""
    sheet = book.sheet(edit)
    sheet.row(edit)
    target = sheet.row(edit, "to_id")
    sheet.table.Rows.insertByIndex(target, 1)
    source = sheet.row(edit)
    place = sheet.table.getCellByPosition(0, target).CellAddress
    sheet.table.moveRange(place, sheet.wide(source).RangeAddress)
    _delete(sheet, [source])


def _sorted(
    book: Book, sheet: Sheet, edit: Edit, place: tuple[int, int, int, int]
) -> dict[str, Any]:
    column = sheet.column(edit["column"])
    if place[2] < FIRST:
        return {}
    below = (FIRST, *place[1:])
    before = sheet.area(*below).DataArray
    book.command(
        "DataSort",
        sheet.area(*place),
        ByRows=True,
        HasHeader=True,
        CaseSensitive=edit.get("case", False),
        NaturalSort=False,
        IncludeAttribs=edit.get("formats", True),
        UserDefIndex=0,
        Col1=column + 1,
        Ascending1=not edit.get("descending", False),
        IncludeComments=edit.get("comments", False),
        IncludeImages=False,
    )
    return _answer(before, sheet, below)


def _answer(before: Any, sheet: Sheet, place: tuple[int, int, int, int]) -> dict[str, Any]:
    """Where each row came from: LibreOffice sorts as its language does, or not at all."""
    stood: dict[Any, deque[int]] = defaultdict(deque)
    for row, line in enumerate(before):
        stood[line].append(row)
    return {"from": [stood[line].popleft() for line in sheet.area(*place).DataArray], "area": place}


def _filtered(book: Book, sheet: Sheet) -> tuple[int, int, int, int] | None:
    """The area of the sheet's filter."""
    ranges = book.document.getPropertyValue("UnnamedDatabaseRanges")
    number = sheet.table.RangeAddress.Sheet
    if not ranges.hasByTable(number):
        return None
    area = ranges.getByTable(number).DataArea
    return area.StartRow, area.StartColumn, area.EndRow, area.EndColumn


def _conditions(area: Any) -> Any:
    return area.createFilterDescriptor(True)  # noqa: FBT003 - LibreOffice's signature


def _filter(sheet: Sheet, edit: Edit) -> Any:
    last, width = sheet.end()
    area = sheet.area(TITLES, 0, last, width)
    wanted = _conditions(area)
    wanted.ContainsHeader = True
    field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    field.Field, field.Operator = sheet.column(edit["column"]), EQUAL
    field.IsNumeric, field.StringValue = False, edit["value"]
    wanted.setFilterFields((field,))
    area.filter(wanted)
    return area


def _delete(sheet: Sheet, rows: list[int]) -> None:
    for row in reversed(rows):
        sheet.table.Rows.removeByIndex(row, 1)


def _block(sheet: Sheet, edit: Edit) -> Any:
    row, column = sheet.row(edit), sheet.column(edit["column"])
    down, across = edit.get("rows", 1), edit.get("columns", 1)
    return sheet.area(row, column, row + down - 1, column + across - 1).RangeAddress


def _copy(sheet: Sheet, row: int, target: int) -> None:
    place = sheet.table.getCellByPosition(0, target).CellAddress
    sheet.table.copyRange(place, sheet.wide(row).RangeAddress)


def _write(sheet: Sheet, row: int, edit: Edit) -> None:
    for key, text in edit.get("values", {}).items():
        sheet.table.getCellByPosition(sheet.column(key), row).String = text
