"""The edits of columns and of whole sheets, on grids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from office.table import KEYS, TITLES, Table

if TYPE_CHECKING:
    from office.table import Book, Edit, Grid

Answer = dict[str, Any]


def insert_column(book: Book, edit: Edit, _: Answer) -> None:
    """There is a column with a title, no key, and texts in some rows."""
    table = Table(book, edit)
    column = table.column(edit["before"]) if "before" in edit else table.end()[1] + 1
    for line in table.grid:
        line[column:column] = [""] if column < len(line) else []
    table.put(TITLES, column, edit["title"])
    for name, text in edit.get("values", {}).items():
        for row in table.rows("_id", [name]):
            table.put(row, column, text)


def delete_column(book: Book, edit: Edit, _: Answer) -> None:
    """The column is gone."""
    table = Table(book, edit)
    column = table.column(edit["column"])
    for line in table.grid:
        del line[column : column + 1]


def move_column(book: Book, edit: Edit, _: Answer) -> None:
    """The column stands before another."""
    table = Table(book, edit)
    source, target = table.column(edit["column"]), table.column(edit["before"])
    table.turned()
    line = table.grid[source]
    table.grid.insert(target, line)
    del table.grid[source + (source >= target)]
    table.turned()


def rename_header(book: Book, edit: Edit, _: Answer) -> None:
    """The column has another title."""
    table = Table(book, edit)
    table.put(TITLES, table.column(edit["column"]), edit["text"])


def rename_key(book: Book, edit: Edit, _: Answer) -> None:
    """The column has another key."""
    table = Table(book, edit)
    table.put(KEYS, table.column(edit["column"]), edit["text"])


def delete_keys(book: Book, edit: Edit, _: Answer) -> None:
    """The titles are the first row."""
    del Table(book, edit).grid[KEYS]


def show(book: Book, edit: Edit, _: Answer) -> None:
    """What was hidden holds what it held."""
    Table(book, edit)


def protect(book: Book, edit: Edit, _: Answer) -> None:
    """A protected sheet holds what it held."""
    Table(book, edit)


def rename_sheet(book: Book, edit: Edit, _: Answer) -> None:
    """The sheet has another name."""
    name = Table(book, edit).name
    _fill(book, [(edit["to"] if each == name else each, grid) for each, grid in book.items()])


def move_sheet(book: Book, edit: Edit, _: Answer) -> None:
    """The sheet stands at another place."""
    table = Table(book, edit)
    sheets = list(book.items())
    source, target = list(book).index(table.name), edit["place"]
    sheets.insert(target, (table.name, table.grid))
    del sheets[source + (source >= target)]
    _fill(book, sheets)


def copy_sheet(book: Book, edit: Edit, _: Answer) -> None:
    """There is a sheet with the same content."""
    table = Table(book, edit)
    sheets = list(book.items())
    place = edit.get("place", len(sheets))
    sheets.insert(place, (edit["to"], [list(row) for row in table.grid]))
    _fill(book, sheets)


def delete_sheet(book: Book, edit: Edit, _: Answer) -> None:
    """The sheet is gone."""
    del book[Table(book, edit).name]


def _fill(book: Book, sheets: list[tuple[str, Grid]]) -> None:
    book.clear()
    book.update(sheets)
