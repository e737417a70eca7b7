"""What a spreadsheet is to the rest of the program: rows of text with addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SPREAD = 5_000_000  # cells that a sheet may span however few of them are filled
MOST = 40_000_000  # cells that a well filled sheet may span: a million rows of some forty columns
_FILLED = 8  # times as many cells as are filled: more is a table with something far away from it
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LETTERS = 26
_FIX = "delete the rows and columns around the table, also those that look empty, and save it anew"


class Comment(NamedTuple):
    """A comment on a cell; the author is "" where the file does not tell."""

    author: str
    text: str


class Area(NamedTuple):
    """Merged cells: rows and columns counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, with all rows and columns from A1 on, hidden ones too; all rows are as wide.

    `name` is "" for delimited text. Blank rows and columns at the end are left out. `comments` go
    by row and column, counted from 0 like `merged`; both may lie beyond the last row.
    """

    name: str
    rows: Sequence[Sequence[str]]
    comments: Mapping[tuple[int, int], tuple[Comment, ...]]
    merged: tuple[Area, ...]
    hidden: bool


def address(row: int, column: int) -> str:
    """The address of a cell as people read it: `D17` for row 16 and column 3, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def place(text: str) -> tuple[int, int] | None:
    """The row and column, counted from 0, of an address such as `D17`; None if it is none."""
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]) - 1, column_number(match[1]) - 1) if match else None


def column_number(letters: str) -> int:
    """The number of a column from its letters: 1 for A, 27 for AA, 0 for none."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def fits(rows: int, columns: int, filled: int) -> bool:
    """Whether a sheet of that span may be laid out in memory, for as many cells as are filled."""
    span = rows * columns
    return span <= SPREAD or (span <= MOST and span <= _FILLED * filled)


def too_wide(rows: int, columns: int, where: str) -> UnreadableError:
    """The error of a sheet that does not fit."""
    message = f"a sheet spans {rows:,} rows and {columns:,} columns"
    return UnreadableError(message, where=where, fix=_FIX)


def squared(rows: Sequence[list[str]], where: str) -> list[list[str]]:
    """The rows up to the last one and the last column that hold anything, all as wide.

    Raises UnreadableError where that would fill the memory.
    """
    widths = [_width(row) for row in rows]
    end = next((place for place in range(len(rows), 0, -1) if widths[place - 1]), 0)
    width = max(widths, default=0)
    if not fits(end, width, sum(widths)):
        raise too_wide(end, width, where)
    return [
        row if len(row) == width else row[:width] + [""] * (width - len(row)) for row in rows[:end]
    ]


def _width(row: Sequence[str]) -> int:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return end
