"""An OpenDocument workbook in the making."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from relcode.files import atomic
from relcode.workbook.opendocument import frame
from relcode.workbook.opendocument.markup import closed, opened
from relcode.workbook.opendocument.sheet import OpenDocumentSheet
from relcode.workbook.opendocument.styles import Styles
from relcode.workbook.opendocument.views import View, settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.workbook.form import Offer
    from relcode.workbook.look import Column, Look

ROOT = "document-content"
ROOM = 1 << 20  # bytes for what stands around the rows


class OpenDocument:
    """An .ods file in the making; rows wait in temporary files."""

    def __init__(self, title: str) -> None:
        """An empty workbook with a title among its document properties."""
        self._title = title
        self._styles = Styles()
        self._sheets: list[OpenDocumentSheet] = []
        self._views: list[View] = []

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        head: Look | None,
        frozen: str,
        *,
        hidden: bool = False,
    ) -> OpenDocumentSheet:
        """A new sheet; with a `head` look it has keys, titles, a filter and frozen panes."""
        sheet = OpenDocumentSheet(name, columns, head, self._styles, hidden=hidden)
        self._sheets.append(sheet)
        self._views.append(View(name, sheet.layout.keyed, sheet.layout.frozen(frozen)))
        return sheet

    def save(self, path: Path, offers: Sequence[Offer], facts: Mapping[str, str]) -> None:
        """Write the file; raises RelcodeError where it cannot be written."""
        with atomic(path, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            archive.writestr(ZipInfo("mimetype"), frame.KIND, ZIP_STORED)  # programs look there
            content = ZipInfo("content.xml")
            content.compress_type = ZIP_DEFLATED
            content.file_size = ROOM + sum(sheet.size() for sheet in self._sheets)
            with archive.open(content, "w") as part:
                self._write(part, offers)
            archive.writestr("styles.xml", self._styles.named())
            archive.writestr("settings.xml", settings(self._views))
            archive.writestr("meta.xml", frame.properties(self._title, facts))
            archive.writestr("META-INF/manifest.xml", frame.manifest())

    def _write(self, file: IO[bytes], offers: Sequence[Offer]) -> None:
        """The file content.xml: styles and lists, then the sheets, then what refers to them."""
        start = f"<office:body><office:spreadsheet>{frame.RULES}{frame.drop_downs(self._sheets)}"
        file.write(f"{opened(ROOT)}{self._styles.automatic()}{start}".encode())
        for sheet in self._sheets:
            sheet.copy(file)
        end = "</office:spreadsheet></office:body>"
        after = f"{frame.names(offers)}{frame.filters(self._sheets)}{end}{closed(ROOT)}"
        file.write(after.encode())
