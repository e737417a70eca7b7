"""An Excel workbook in the making."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP
from openpyxl.xml.functions import Element

from relcode.files import atomic
from relcode.workbook.excel.sheet import ExcelSheet
from relcode.workbook.fit import SIZE
from relcode.workbook.form import LISTS
from relcode.workbook.look import FONT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from relcode.workbook.form import Offer
    from relcode.workbook.look import Column, Look

NO_ROWS = re.compile(b"<sheetData ?/>")


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


class _Writer(ExcelWriter):
    """Puts the rows that wait into the sheets that openpyxl writes around them."""

    def __init__(
        self, book: openpyxl.Workbook, archive: ZipFile, sheets: Sequence[ExcelSheet]
    ) -> None:
        super().__init__(book, archive)
        self._file = archive
        self._rows = {sheet.sheet.title: sheet for sheet in sheets}

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - of a class without a type
        around = WorksheetWriter(ws, BytesIO())
        around.write_top()
        around.xf.send(Element("sheetData"))
        around.write_tail()
        before, after = NO_ROWS.split(around.read())
        part, rows = ZipInfo(ws.path.removeprefix("/")), self._rows[ws.title]
        part.compress_type, part.file_size = ZIP_DEFLATED, rows.size()
        with self._file.open(part, "w") as file:
            file.write(before + b"<sheetData>")
            rows.copy(file)
            file.write(b"</sheetData>" + after)
        self.manifest.append(ws)


class Excel:
    """An .xlsx file in the making; rows wait in temporary files."""

    def __init__(self, title: str) -> None:
        """An empty workbook with a title among its document properties."""
        self._book = openpyxl.Workbook(write_only=True)
        self._sheets: list[ExcelSheet] = []
        book: Any = self._book  # its type stub does not know all of it
        book._named_styles["Normal"].font = Font(FONT, SIZE)  # noqa: SLF001 - no other way
        self._book.properties.title = title
        self._book.properties.creator = "relcode"

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        head: Look | None,
        frozen: str,
        *,
        hidden: bool = False,
    ) -> ExcelSheet:
        """A new sheet; with a `head` look it has keys, titles, a filter and frozen panes."""
        # A write-only sheet has all of a worksheet that is used here; its type stub does not say.
        sheet = cast("Worksheet", self._book.create_sheet(name))
        if hidden:
            sheet.sheet_state = "hidden"
        self._sheets.append(ExcelSheet(sheet, columns, head, frozen))
        return self._sheets[-1]

    def save(self, path: Path, offers: Sequence[Offer], facts: Mapping[str, str]) -> None:
        """Write the file; raises RelcodeError where it cannot be written."""
        for name, letter, last in offers:
            area = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${last}"
            self._book.defined_names[name] = DefinedName(name, attr_text=area)
        book: Any = self._book  # its type stub knows no custom properties
        for key, value in facts.items():
            book.custom_doc_props.append(StringProperty(name=f"relcode.{key}", value=value))
        with atomic(path, "wb") as file, _Archive(file, "w", ZIP_DEFLATED) as archive:
            _Writer(self._book, archive, self._sheets).save()
