"""A sheet as a grid of texts: columns by key, rows by id; counted from 0."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

KEYS, TITLES, FIRST = 0, 1, 2  # the rows of keys and titles, and the first row of data
MARKS = ("_hash", "_id")  # keys that tell the sheet of segments, and any sheet with keys
Grid = list[list[str]]
Book = dict[str, Grid]
Edit = dict[str, Any]


class MissingError(Exception):
    """What an edit names is not in the workbook (any more)."""


def trimmed(grid: Grid) -> Grid:
    """The grid without empty rows at its end, all rows as wide as the widest."""
    rows = list(grid)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((place for row in rows for place, text in enumerate(row, 1) if text), default=0)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


class Table:
    """The sheet that an edit names, else the first with a column `_hash`, or `_id`."""

    def __init__(self, book: Book, edit: Edit) -> None:
        """Find the sheet, which is then changed in place; raises MissingError."""
        if "sheet" in edit:
            found = [name for name in book if name == edit["sheet"]]
        else:
            keyed = {name: grid[KEYS] for name, grid in book.items() if grid}
            found = [name for mark in MARKS for name, keys in keyed.items() if mark in keys]
        if not found:
            raise MissingError
        self.name, self.grid = found[0], book[found[0]]

    def end(self) -> tuple[int, int]:
        """The last row and column in use."""
        used = trimmed(self.grid)
        return max(len(used) - 1, 0), max(len(used[0]) - 1 if used else 0, 0)

    def column(self, key: str) -> int:
        """The first column with that key."""
        if not self.grid or key not in self.grid[KEYS]:
            raise MissingError
        return self.grid[KEYS].index(key)

    def rows(self, column: str, values: list[str]) -> list[int]:
        """The rows with one of the values in the column, from the top."""
        place = self.column(column)
        return [row for row in range(FIRST, len(self.grid)) if self.get(row, place) in values]

    def row(self, edit: Edit, name: str = "id") -> int:
        """The row that the edit names; of several with that id the `nth`, counted from 0."""
        if name in edit.get("at", {}):
            return int(edit["at"][name])
        rows, nth = self.rows(edit.get("by", "_id"), [edit[name]]), edit.get("nth", 0)
        if nth >= len(rows):
            raise MissingError
        return rows[nth]

    def cell(self, edit: Edit, row: str = "id", column: str = "column") -> tuple[int, int]:
        """The row and column of the cell that the edit names."""
        return self.row(edit, row), self.column(edit[column])

    def block(self, edit: Edit) -> tuple[int, int, int, int]:
        """The cell that the edit names, and how many rows and columns from there."""
        return *self.cell(edit), edit.get("rows", 1), edit.get("columns", 1)

    def get(self, row: int, column: int) -> str:
        """What a cell holds; beyond the grid nothing."""
        if row < len(self.grid) and column < len(self.grid[row]):
            return self.grid[row][column]
        return ""

    def put(self, row: int, column: int, text: str) -> None:
        """Fill a cell; the grid grows as it must."""
        self.grid.extend([] for _ in range(row + 1 - len(self.grid)))
        line = self.grid[row]
        line.extend([""] * (column + 1 - len(line)))
        line[column] = text

    def take(self, row: int, column: int) -> str:
        """Empty a cell, and what it held."""
        text = self.get(row, column)
        self.put(row, column, "")
        return text

    def turned(self) -> None:
        """Make columns of the rows, and rows of the columns."""
        self.grid[:] = [list(line) for line in zip_longest(*self.grid, fillvalue="")]
