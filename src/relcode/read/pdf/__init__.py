"""Read PDF: articles and reports, in the order in which people read them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from relcode.errors import ScannedError, UnreadableError
from relcode.read.draft import DraftBuilder
from relcode.read.pdf.layout import Layout

if TYPE_CHECKING:
    from relcode.read.pdf.lines import Page
    from relcode.terms import Draft, SourceKind

_HEAD = 1_024  # bytes before which a PDF says that it is one
_LEAST = 25  # letters on a page: fewer are a stamp on a picture
_PICTURED = 0.5  # of a page
_SCANNED = 0.8  # of the pages


class PdfReader:
    """Reads PDF files that hold text; one that holds pictures of pages is named as a scan."""

    name = "pdf"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure by the mark at its beginning; the suffix makes no difference."""
        del suffix
        return 0.99 if b"%PDF-" in data[:_HEAD] else 0.0

    def read(self, data: bytes, name: str) -> Draft:
        """A paper with its sections and pages; raises UnreadableError for what cannot be read."""
        pages, facts = _pages(data, name)
        _check_scan(pages, name)
        layout = Layout(pages, facts.get("Title", ""))
        builder = DraftBuilder()
        for text, block in layout.blocks():
            builder.add(text, block)
        blank = [page.number for page in pages if _is_picture(page)]
        found = layout.variables()
        if blank:
            found["pages without text"] = ", ".join(map(str, blank))
        kind: SourceKind = "paper" if found.get("doi") or layout.abstract else "report"
        return builder.draft(kind=kind, title=layout.title or None, variables=found)


READER = PdfReader()


def _pages(data: bytes, name: str) -> tuple[list[Page], dict[str, str]]:
    """The pages and what the file says of itself; raises UnreadableError."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - heavy

    from relcode.read.pdf.miner import facts, pages  # noqa: PLC0415 - heavy

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd font
    found: list[Page] = []
    try:
        found.extend(pages(data))
        said = facts(data)
    except PDFPasswordIncorrect:
        message = "is locked with a password"
        fix = "open it with the password and save it without one"
        raise UnreadableError(message, where=name, fix=fix) from None
    except Exception as error:  # noqa: BLE001 - pdfminer raises whatever its parsing stumbles upon
        where = f"breaks off after page {len(found)}" if found else "is broken from the start on"
        message = f"the PDF {where} ({type(error).__name__})"
        raise UnreadableError(message, where=name, fix="get it again from its source") from None
    if not found:
        message = "the PDF has no pages; it may be cut off"
        raise UnreadableError(message, where=name, fix="get it again from its source")
    return found, said


def _is_picture(page: Page) -> bool:
    letters = sum(len(line.text) for line in page.lines)
    return letters < _LEAST and page.pictured > _PICTURED


def _check_scan(pages: list[Page], name: str) -> None:
    """Raise UnreadableError where nearly all pages are pictures, or none has text."""
    pictures = sum(map(_is_picture, pages))
    if pictures >= _SCANNED * len(pages):
        message = f"is a scan: {pictures} of {len(pages)} pages are pictures without text"
        fix = "run again with --ocr, for which ocrmypdf has to be installed"
        raise ScannedError(message, where=name, fix=fix)
    if not any(page.lines for page in pages):
        message = "holds no text"
        raise UnreadableError(message, where=name, fix="check that it is the right file")
