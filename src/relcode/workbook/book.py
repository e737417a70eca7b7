"""A workbook in the making: its sheets, its lists of choices, and facts about itself."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

from relcode.files import atomic
from relcode.workbook.fit import SIZE
from relcode.workbook.look import PLAIN, Column, Look
from relcode.workbook.paint import FONT
from relcode.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "_codebook"
META = "_meta"


class _Archive(ZipFile):
    """Says that relcode made the workbook.

    openpyxl says that Excel did; LibreOffice believes it, takes row heights as fitted to the text,
    and shows every row one line high.
    """

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,  # noqa: ANN401 - a buffer of any kind
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        if zinfo_or_arcname == ARC_APP:
            data = data.replace(b"Microsoft Excel", b"relcode")
        super().writestr(zinfo_or_arcname, data, compress_type, compresslevel)


class Workbook:
    """Sheets are written as their rows arrive; `save` puts the file in its place, whole."""

    def __init__(self, title: str) -> None:
        """An empty workbook with a title among its document properties."""
        self._book = openpyxl.Workbook(write_only=True)
        book: Any = self._book  # its type stub does not know all of it
        book._named_styles["Normal"].font = Font(FONT, SIZE)  # noqa: SLF001 - no other way
        self._book.properties.title = title
        self._book.properties.creator = "relcode"
        self._lists: dict[str, Sequence[str]] = {}
        self._meta: dict[str, str] = {}

    def sheet(
        self, name: str, columns: Sequence[Column], head: Look | None = None, frozen: str = ""
    ) -> Sheet:
        """A new sheet; with a `head` look it has keys, titles, a filter and frozen panes."""
        return Sheet(self._new(name), columns, head, frozen)

    def choices(self, name: str, values: Sequence[str]) -> None:
        """Offer values under a name that drop-downs and formulas can use."""
        self._lists[name] = values

    def meta(self, facts: Mapping[str, str]) -> None:
        """Store facts in a hidden sheet and, since a sheet can be lost, as document properties."""
        self._meta.update(facts)

    def save(self, path: Path) -> None:
        """Write the file; raises RelcodeError where it cannot be written."""
        self._write_lists()
        rows = [{"key": key, "value": value} for key, value in self._meta.items()]
        self._hidden(META, ("key", "value"), rows)
        book: Any = self._book  # its type stub knows no custom properties
        for key, value in self._meta.items():
            book.custom_doc_props.append(StringProperty(name=f"relcode.{key}", value=value))
        with atomic(path, "wb") as file:
            ExcelWriter(self._book, _Archive(file, "w", ZIP_DEFLATED)).save()

    def _write_lists(self) -> None:
        columns = zip_longest(*self._lists.values())
        rows = [dict(zip(self._lists, values, strict=True)) for values in columns]
        self._hidden(LISTS, tuple(self._lists), rows)
        for place, (name, values) in enumerate(self._lists.items(), start=1):
            letter = get_column_letter(place)
            area = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(values) + 1}"
            self._book.defined_names[name] = DefinedName(name, attr_text=area)

    def _hidden(
        self, name: str, keys: Sequence[str], rows: Sequence[Mapping[str, str | None]]
    ) -> None:
        sheet = self._new(name)
        sheet.sheet_state = "hidden"
        page = Sheet(sheet, [Column(key, key, 24) for key in keys], None, "")
        page.append({key: key for key in keys}, PLAIN)
        for row in rows:
            page.append(row)
        page.finish()

    def _new(self, name: str) -> Worksheet:
        # A write-only sheet has all of a worksheet that is used here; its type stub does not say.
        return cast("Worksheet", self._book.create_sheet(name))
