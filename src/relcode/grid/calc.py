"""Read OpenDocument spreadsheets, zipped (.ods) or flat (.fods), without keeping their XML.

OpenDocument 1.3 part 3, chapter 9 (tables), section 14.1 (annotations).
"""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

from relcode.archive import is_archive, open_guarded, unpacking
from relcode.errors import UnreadableError
from relcode.grid.calc_cells import STYLE, TABLE, Cells
from relcode.grid.shape import Area, Comment, Grid, fits, squared, too_wide
from relcode.grid.stream import events, release
from relcode.markup import child, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MANIFEST = "META-INF/manifest.xml"
_KEPT = 50_000  # texts that are kept to be used again
_NAMES = ("table", "table-row", "style")


def calc_grids(data: bytes, where: str) -> list[Grid]:
    """The sheets of a spreadsheet in order.

    Raises UnreadableError for files that are damaged, encrypted or hostile, and where repeated
    rows and cells would fill the memory.
    """
    if not is_archive(data):
        return list(_sheets(BytesIO(data), where))
    with unpacking(where), open_guarded(data, where, streamed=True) as archive:
        names = archive.namelist()
        if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
            message = "the spreadsheet is encrypted with a password"
            fix = "open it in LibreOffice and save it without a password"
            raise UnreadableError(message, where=where, fix=fix)
        if "content.xml" not in names:
            message = "the spreadsheet is damaged: content.xml is missing"
            fix = "open it in LibreOffice and save it anew"
            raise UnreadableError(message, where=where, fix=fix)
        with archive.open("content.xml") as content:
            return list(_sheets(content, where))


def _sheets(content: IO[bytes], where: str) -> Iterator[Grid]:
    """Walk the tables that are sheets; tables within cells or beside the sheets are passed over."""
    unseen: set[str] = set()
    sheet: _Sheet | None = None
    for event, element in events(content, _NAMES, ("start", "end"), where):
        name = local(element)
        if name == "style":
            if event == "end" and _hides(element):
                unseen.add(element.get(f"{STYLE}name", ""))
        elif name == "table" and _is_sheet(element):
            if event == "start":
                hidden = element.get(f"{TABLE}style-name") in unseen
                sheet = _Sheet(element.get(f"{TABLE}name", ""), where, hidden=hidden)
            elif sheet is not None:
                yield sheet.grid()
                sheet = None
                release(element)
        elif event == "end" and sheet is not None and _is_own_row(element):
            sheet.add(element)
            release(element)


def _hides(style: _Element) -> bool:
    settings = child(style, "table-properties")
    return settings is not None and settings.get(f"{TABLE}display") == "false"


def _is_sheet(table: _Element) -> bool:
    above = table.getparent()
    return above is not None and local(above) == "spreadsheet"


def _is_own_row(element: _Element) -> bool:
    """Whether it is a row, and not of a table within a cell."""
    above = map(local, element.iterancestors())
    return local(element) == "table-row" and "table-cell" not in above


class _Sheet:
    """A sheet in the making."""

    def __init__(self, name: str, where: str, *, hidden: bool) -> None:
        self._name, self._where, self._hidden = name, where, hidden
        self._rows: list[list[str]] = []
        self._comments: dict[tuple[int, int], tuple[Comment, ...]] = {}
        self._merged: list[Area] = []
        self._blank = 0  # rows without anything since the last filled one
        self._filled = 0
        self._texts: dict[str, str] = {}

    def add(self, element: _Element) -> None:
        """Take the next row, as often as it is repeated."""
        cells = Cells(element, self._where)
        top = len(self._rows) + self._blank
        self._merged += [
            Area(top, left, top + height - 1, left + width - 1)
            for left, height, width in cells.spans
        ]
        if not cells.texts:
            self._blank += cells.times
            return
        self._filled += len(cells.texts) * cells.times
        if not fits(top + cells.times, len(cells.texts), self._filled):
            raise too_wide(top + cells.times, len(cells.texts), self._where)
        self._rows += [[] for _ in range(self._blank)]
        self._blank = 0
        if len(self._texts) > _KEPT:
            self._texts.clear()
        texts = [self._texts.setdefault(text, text) for text in cells.texts]
        self._rows += [texts] * cells.times
        for row in range(top, top + cells.times) if cells.comments else ():
            self._comments.update({(row, column): said for column, said in cells.comments.items()})

    def grid(self) -> Grid:
        """The finished sheet."""
        rows = squared(self._rows, self._where)
        return Grid(self._name, rows, self._comments, tuple(self._merged), self._hidden)
