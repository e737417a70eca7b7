"""Take the cells of a workbook as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import UnreadableError
from relcode.grid.excel import excel_grids
from relcode.markup import attribute, child, local
from relcode.read.opendocument.body import OdfBody
from relcode.read.opendocument.package import roots
from relcode.read.opendocument.styles import OdfStyles

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sheet(NamedTuple):
    """A sheet's name, "" where there is only one, and its rows of text."""

    name: str
    rows: Sequence[Sequence[str]]


def excel_sheets(data: bytes, name: str) -> list[Sheet]:
    """The visible sheets of an Excel workbook with their cells as text, in order.

    Raises UnreadableError as `relcode.grid.excel` does.
    """
    grids = excel_grids(data, name)
    return [Sheet(grid.name, _from_first_column(grid.rows)) for grid in grids if not grid.hidden]


def _from_first_column(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The rows without the blank columns left of the table."""
    filled = (next((place for place, cell in enumerate(row) if cell), None) for row in rows)
    first = min((place for place in filled if place is not None), default=0)
    return [row[first:] for row in rows] if first else rows


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
