"""Read PDF: articles and reports, in the order in which people read them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError, UnreadableError
from relcode.read.draft import DraftBuilder
from relcode.read.pdf.layout import Layout
from relcode.read.pdf.scanned import check_scan, evened, is_picture

if TYPE_CHECKING:
    from relcode.read.pdf.lines import Page
    from relcode.terms import Draft, SourceKind

_HEAD = 1_024  # bytes before which a PDF says that it is one


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
        check_scan(pages, name)
        layout = Layout(evened(pages), facts.get("Title", ""))
        builder = DraftBuilder()
        for text, block in layout.blocks():
            builder.add(text, block)
        blank = [page.number for page in pages if is_picture(page)]
        found = layout.variables()
        if blank:
            found["pages without text"] = ", ".join(map(str, blank))
        kind: SourceKind = "paper" if found.get("doi") or layout.abstract else "report"
        return builder.draft(kind=kind, title=layout.title or None, variables=found)


READER = PdfReader()


def _pages(data: bytes, name: str) -> tuple[list[Page], dict[str, str]]:
    """The pages and what the file says of itself; raises UnreadableError."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - heavy

    from relcode.read.pdf.engine import pages  # noqa: PLC0415 - as below
    from relcode.read.pdf.miner import facts  # noqa: PLC0415 - heavy

    for engine in ("pdfminer", "pdf_oxide"):  # they warn of each odd font and object
        logging.getLogger(engine).setLevel(logging.ERROR)
    found: list[Page] = []
    try:
        found.extend(pages(data))
        said = facts(data)
    except RelcodeError:
        raise
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
