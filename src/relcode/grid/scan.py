"""Look a sheet of an Excel workbook through before it is read.

The reader lays out every cell between the first and the last one, so that two cells far apart
would fill the memory; and it takes errors and formulas that nobody computed for empty cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple

from lxml import etree

from relcode.errors import UnreadableError
from relcode.grid.shape import column_number, fits, place, too_wide
from relcode.grid.stream import elements, events, release
from relcode.markup import local, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

# how all known programs write a row or a cell: the address first; no address where it is odd
_TAG = re.compile(
    rb'<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])(?: r="([A-Z]{1,3})?([1-9]\d{0,6})"(?=[\s/>]))?'
)
_SPECIAL = (b'"e"', b"'e'", b"</f>", b":f>")  # an error, a formula
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # which the pattern above cannot search
_CHUNK = 2**20
_OVERLAP = 16  # bytes: longer than a mark above
# in a row, the cells that went wrong or hold a formula
_FAULTY: Callable[[_Element], list[_Element]] = etree.XPath(  # type: ignore[assignment]
    "*[@t='e' or *[local-name()='f']]"
)


class Quick(NamedTuple):
    """The last row and column by the tags alone, how many there are, and what else is there."""

    rows: int
    columns: int
    tags: int
    odd: bool  # rows or cells without an address in its usual place
    special: bool  # errors or formulas

    @property
    def is_usual(self) -> bool:
        """Whether the tags tell enough: the sheet fits, and each cell says where it stands."""
        return not self.odd and fits(self.rows, self.columns, self.tags)


@dataclass(slots=True)
class Careful:
    """The last row and column that are filled, how many cells are, and what errors show."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    shown: dict[tuple[int, int], str] = field(default_factory=dict)


def odd_cells(opened: Callable[[], IO[bytes]], where: str) -> dict[tuple[int, int], str]:
    """What cells show that the reader would leave empty, by row and column counted from 0.

    `opened` gives the content of any part of a workbook, sheet or not. Raises UnreadableError for
    a sheet whose cells lie so far apart that the space between them would fill the memory.
    """
    with opened() as content:
        wide = content.read(2) in _UTF_16
    with opened() as content:
        quick = _quick(content)
    if not wide and (not quick.tags or (quick.is_usual and not quick.special)):
        return {}
    with opened() as content:
        if quick.is_usual and not wide:
            return dict(_faults(content, where))
        careful = _careful(content, where)
    if not fits(careful.rows, careful.columns, careful.filled):
        raise too_wide(careful.rows, careful.columns, where)
    return careful.shown


def _quick(content: IO[bytes]) -> Quick:
    rows = columns = tags = 0
    odd = special = False
    for block in _blocks(content):
        found = _TAG.findall(block)
        tags += len(found)
        digits = {digit for _, digit in found}
        odd = odd or b"" in digits
        special = special or any(mark in block for mark in _SPECIAL)
        rows = max(rows, *(int(digit or 0) for digit in digits), 0)
        letters = {letter for letter, _ in found}
        columns = max(columns, *(column_number(letter.decode()) for letter in letters), 0)
    return Quick(rows, columns, tags, odd, special)


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    """The bytes in pieces that begin with a tag, so that none is torn apart."""
    kept = b""
    while chunk := content.read(_CHUNK):
        cut = chunk.rfind(b"<")
        if cut < 0:
            yield kept + chunk
            kept = chunk[-_OVERLAP:]
            continue
        yield kept + chunk[:cut]
        kept = chunk[cut:]
    yield kept


def _faults(content: IO[bytes], where: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The errors and formulas of a sheet whose cells all say where they stand."""
    for row in elements(content, ("row",), where):
        for cell in _FAULTY(row):
            found = place(cell.get("r") or "")
            if found is not None and (text := _shown(cell)):
                yield found, text


def _careful(content: IO[bytes], where: str) -> Careful:
    sheet = Careful()
    row = column = 0
    for event, element in events(content, ("row", "c"), ("start", "end"), where):
        is_cell, starts = local(element) == "c", event == "start"
        if starts and not is_cell:
            row, column = whole(element.get("r"), row + 1), 0
        elif not starts:
            if is_cell:
                row, column = _position(element, max(row, 1), column, where)
                _note(sheet, element, row, column)
            release(element)
    return sheet


def _note(sheet: Careful, cell: _Element, row: int, column: int) -> None:
    if len(cell) or cell.text:
        sheet.filled += 1
        sheet.rows, sheet.columns = max(sheet.rows, row), max(sheet.columns, column)
        if text := _shown(cell):
            sheet.shown[row - 1, column - 1] = text


def _position(cell: _Element, row: int, column: int, where: str) -> tuple[int, int]:
    """The row and column of a cell, counted from 1; without an address it follows the last one."""
    text = cell.get("r")
    if text is None:
        return row, column + 1
    found = place(text)
    if found is None:
        message = f"a cell has the address '{text[:20]}'"
        raise UnreadableError(message, where=where, fix="open the file and save it anew as .xlsx")
    return found[0] + 1, found[1] + 1


def _shown(cell: _Element) -> str:
    """The text of an error, or the formula where no value was computed; "" for all other cells."""
    parts = {local(part): part.text or "" for part in cell}
    value = parts.get("v", "")
    if cell.get("t") == "e":
        return value or "#VALUE!"
    if "f" in parts and not value and cell.get("t") != "str":
        return f"={parts['f']}"
    return ""
