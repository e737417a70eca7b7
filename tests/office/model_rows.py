"""The edits of rows, on a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from office.table import FIRST, Table

if TYPE_CHECKING:
    from office.table import Book, Edit

Answer = dict[str, Any]


def sort(book: Book, edit: Edit, answer: Answer) -> None:
    """The rows in order of a column; rows alike in it stay as they were, empty ones come last."""
    table = Table(book, edit)
    last, width = table.end()
    _sort(table, edit, answer, (FIRST, 0, last, width))


def sort_column(book: Book, edit: Edit, answer: Answer) -> None:
    """One column in order, all others as they were."""
    table = Table(book, edit)
    column = table.column(edit["column"])
    _sort(table, edit, answer, (FIRST, column, table.end()[0], column))


def delete_rows(book: Book, edit: Edit, answer: Answer) -> None:
    """The rows of some ids are gone, those below have moved up."""
    table = Table(book, edit)
    found = table.rows(edit.get("by", "_id"), edit["ids"])
    _delete(table, answer.get("rows", found))


def filter_delete(book: Book, edit: Edit, answer: Answer) -> None:
    """The rows with a value in a column are gone, and no row is filtered away."""
    table = Table(book, edit)
    column, wanted = table.column(edit["column"]), edit["value"].casefold()
    rows = range(FIRST, table.end()[0] + 1)
    found = [row for row in rows if table.get(row, column).casefold() == wanted]
    _delete(table, answer.get("rows", found))


def filter_rows(book: Book, edit: Edit, _: Answer) -> None:
    """Hidden rows hold what they held."""
    Table(book, edit).column(edit["column"])


def delete_cells(book: Book, edit: Edit, _: Answer) -> None:
    """Cells are gone; those below have moved up, or those at the right have moved left."""
    table = Table(book, edit)
    row, column, down, across = table.block(edit)
    _turned(table, turn=edit["shift"] == "up")
    if edit["shift"] == "up":
        row, column, down, across = column, row, across, down
    for line in range(row, row + down):
        if line < len(table.grid):
            del table.grid[line][column : column + across]
    _turned(table, turn=edit["shift"] == "up")


def insert_cells(book: Book, edit: Edit, _: Answer) -> None:
    """There are empty cells; those that stood there have moved down or right."""
    table = Table(book, edit)
    row, column, down, across = table.block(edit)
    _turned(table, turn=edit["shift"] == "down")
    if edit["shift"] == "down":
        row, column, down, across = column, row, across, down
    for line in range(row, row + down):
        if line < len(table.grid) and column < len(table.grid[line]):
            table.grid[line][column:column] = [""] * across
    _turned(table, turn=edit["shift"] == "down")


def duplicate_row(book: Book, edit: Edit, _: Answer) -> None:
    """The row stands there twice."""
    table = Table(book, edit)
    row = table.row(edit)
    table.grid.insert(row + 1, list(table.grid[row]))


def insert_row(book: Book, edit: Edit, _: Answer) -> None:
    """There is a new row below (or above) a row, with some texts or empty."""
    table = Table(book, edit)
    row = table.row(edit) + (edit.get("where", "below") == "below")
    table.grid.insert(row, [])
    _write(table, row, edit)


def append_row(book: Book, edit: Edit, _: Answer) -> None:
    """There is a new row at the end."""
    table = Table(book, edit)
    _write(table, table.end()[0] + 1, edit)


def clear_row(book: Book, edit: Edit, _: Answer) -> None:
    """The row is there and empty."""
    table = Table(book, edit)
    table.grid[table.row(edit)] = []


def paste_row(book: Book, edit: Edit, _: Answer) -> None:
    """The other row holds the same as this one."""
    table = Table(book, edit)
    table.grid[table.row(edit, "to_id")] = list(table.grid[table.row(edit)])


def move_row(book: Book, edit: Edit, _: Answer) -> None:
    """The row stands above another one."""
    table = Table(book, edit)
    source, target = table.row(edit), table.row(edit, "to_id")
    row = table.grid[source]
    table.grid.insert(target, row)
    del table.grid[source + (source >= target)]


def _sort(table: Table, edit: Edit, answer: Answer, area: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = answer.get("area", area)
    by = table.column(edit["column"])
    rows = list(range(top, bottom + 1))
    texts = [table.get(row, by) for row in rows]
    order = answer["from"] if answer else _guessed(texts, edit)
    lines = [[table.get(row, column) for column in range(left, right + 1)] for row in rows]
    for row, source in zip(rows, order, strict=True):
        for column, text in enumerate(lines[source], left):
            table.put(row, column, text)


def _guessed(texts: list[str], edit: Edit) -> list[int]:
    filled = [place for place, text in enumerate(texts) if text]
    filled.sort(key=lambda place: _rank(texts[place]), reverse=edit.get("descending", False))
    return [*filled, *(place for place, text in enumerate(texts) if not text)]


def _rank(text: str) -> tuple[bool, float, str]:
    """Numbers first, as in LibreOffice; a text of digits is taken for one."""
    digits = text.replace(".", "", 1).isdecimal()
    return not digits, float(text) if digits else 0, text.casefold()


def _delete(table: Table, rows: list[int]) -> None:
    for row in reversed(rows):
        del table.grid[row]


def _turned(table: Table, *, turn: bool) -> None:
    if turn:
        table.turned()


def _write(table: Table, row: int, edit: Edit) -> None:
    for key, text in edit.get("values", {}).items():
        table.put(row, table.column(key), text)
