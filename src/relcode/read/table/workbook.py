"""Take the cells of a workbook as text."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import UnreadableError
from relcode.read.archive import is_archive, open_guarded
from relcode.read.markup import attribute, child, local
from relcode.read.normalise import one_line
from relcode.read.opendocument.body import CELLS, OdfBody
from relcode.read.opendocument.package import roots
from relcode.read.opendocument.styles import OdfStyles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# the address of a cell, the number of a row, or an address in disguise
_ADDRESS = re.compile(rb"\sr\s*=\s*[\"'](?:([A-Za-z]{1,3})?(\d{1,7})[\"']|[^\"']*&)")
_CHUNK = 2**20
_OVERLAP = 64  # bytes: longer than any address
_REPAIR = "open it in its own program and save it anew as .xlsx"
_FIX = "delete the rows and columns around the table, also those that look empty, and save it anew"


class Sheet(NamedTuple):
    """A sheet's name, "" where there is only one, and its rows of text."""

    name: str
    rows: Sequence[Sequence[str]]


def excel_sheets(data: bytes, name: str) -> list[Sheet]:
    """The visible sheets of an Excel workbook with their cells as text, in order.

    Raises UnreadableError for a workbook that is damaged or hostile, or whose cells lie so far
    apart that the space between them would fill the memory.
    """
    from python_calamine import (  # noqa: PLC0415 - only workbooks need it
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    if is_archive(data):
        _check_extents(data, name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            Sheet(each.name, _texts(book.get_sheet_by_name(each.name).iter_rows()))
            for each in book.sheets_metadata
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, OSError, ValueError) as error:
        message = f"the workbook is damaged or not one ({one_line(str(error))})"
        raise UnreadableError(message, where=name, fix=_REPAIR) from error


def opendocument_sheets(data: bytes, name: str) -> list[Sheet]:
    """The sheets of an OpenDocument spreadsheet with their cells as text, in order."""
    parts = roots(data, name)
    body = child(parts[0], "body", "spreadsheet")
    if body is None:
        message = "the spreadsheet has no sheet in it"
        raise UnreadableError(message, where=name, fix="save it anew as .ods or .xlsx")
    walk = OdfBody(body, OdfStyles(parts), name)
    tables = (each for each in body if local(each) == "table")
    return [Sheet(attribute(each, "name") or "", list(walk.rows(each))) for each in tables]


def _check_extents(data: bytes, name: str) -> None:
    # calamine fills the space between the first and the last cell, and where the memory does not
    # suffice for it the whole program ends
    with open_guarded(data, name) as archive:
        for member in archive.namelist():
            if _SHEET.fullmatch(member):
                with archive.open(member) as content:
                    rows, columns = _extent(content, name)
                if rows * columns > CELLS:
                    message = f"a sheet spans {rows:,} rows and {columns:,} columns"
                    raise UnreadableError(message, where=name, fix=_FIX)


def _extent(content: IO[bytes], name: str) -> tuple[int, int]:
    """The last row and column of a sheet, counted from 1."""
    last_row = last_column = 1
    for column, row in _addresses(content):
        if not row:
            message = "the addresses of cells in the workbook are written in disguise"
            raise UnreadableError(message, where=name, fix=_FIX)
        last_row = max(last_row, int(row))
        last_column = max(last_column, _number(column))
    return last_row, last_column


def _addresses(content: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    tail = b""
    while chunk := content.read(_CHUNK):
        yield from set(_ADDRESS.findall(tail + chunk))
        tail = chunk[-_OVERLAP:]


def _number(column: bytes) -> int:
    """The number of a column from its letters: 1 for A, 27 for AA."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _texts(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """A cell as a person reads it: 3 for 3.0, a duration as hours, minutes and seconds."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
