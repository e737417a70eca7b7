"""Edits of columns and of whole sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places import KEYS

if TYPE_CHECKING:
    from places import Book, Edit

TITLES = KEYS + 1


def insert_column(book: Book, edit: Edit) -> None:
    """Insert a column of one's own: no key, a title, and texts for some rows."""
    sheet = book.sheet(edit)
    column = sheet.column(edit["before"]) if "before" in edit else sheet.filled()[1] + 1
    sheet.table.Columns.insertByIndex(column, 1)
    sheet.table.getCellByPosition(column, TITLES).String = edit["title"]
    for name, text in edit.get("values", {}).items():
        for row in sheet.rows("_id", [name], filtered=True):
            sheet.table.getCellByPosition(column, row).String = text


def delete_column(book: Book, edit: Edit) -> None:
    """Delete a whole column."""
    sheet = book.sheet(edit)
    sheet.table.Columns.removeByIndex(sheet.column(edit["column"]), 1)


def move_column(book: Book, edit: Edit) -> None:
    """Cut a column and insert it before another."""
    sheet = book.sheet(edit)
    sheet.column(edit["column"])
    target = sheet.column(edit["before"])
    sheet.table.Columns.insertByIndex(target, 1)
    source = sheet.column(edit["column"])
    area = sheet.table.Columns.getByIndex(source).RangeAddress
    place = sheet.table.getCellByPosition(target, 0).CellAddress
    sheet.table.moveRange(place, area)
    sheet.table.Columns.removeByIndex(source, 1)


def rename_header(book: Book, edit: Edit) -> None:
    """Write another title over a column."""
    sheet = book.sheet(edit)
    sheet.table.getCellByPosition(sheet.column(edit["column"]), TITLES).String = edit["text"]


def rename_key(book: Book, edit: Edit) -> None:
    """Show the hidden first row and write over a key."""
    sheet = book.sheet(edit)
    show(book, edit)
    sheet.table.getCellByPosition(sheet.column(edit["column"]), KEYS).String = edit["text"]


def show(book: Book, edit: Edit) -> None:
    """Show all hidden rows and columns."""
    table = book.sheet(edit).table
    table.Rows.IsVisible = table.Columns.IsVisible = True


def delete_keys(book: Book, edit: Edit) -> None:
    """Delete the hidden first row."""
    book.sheet(edit).table.Rows.removeByIndex(KEYS, 1)


def protect(book: Book, edit: Edit) -> None:
    """Protect a sheet with a password."""
    book.sheet(edit).table.protect(edit.get("password", ""))


def rename_sheet(book: Book, edit: Edit) -> None:
    """Give a sheet another name."""
    book.sheet(edit).table.Name = edit["to"]


def move_sheet(book: Book, edit: Edit) -> None:
    """Put a sheet at another place among the sheets, counted from 0."""
    book.document.Sheets.moveByName(book.sheet(edit).table.Name, edit["place"])


def copy_sheet(book: Book, edit: Edit) -> None:
    """Copy a sheet under another name, to the end or to a place."""
    sheets = book.document.Sheets
    sheets.copyByName(book.sheet(edit).table.Name, edit["to"], edit.get("place", sheets.Count))


def delete_sheet(book: Book, edit: Edit) -> None:
    """Delete a sheet, hidden ones too."""
    book.document.Sheets.removeByName(book.sheet(edit).table.Name)
