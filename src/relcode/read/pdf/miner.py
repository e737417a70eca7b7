"""Lines of a PDF by pdfminer.six, page by page."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from pdfminer.high_level import extract_pages
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTContainer,
    LTFigure,
    LTImage,
    LTTextContainer,
    LTTextLine,
)
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from relcode.read.pdf.lines import Font, Line, Page, joined
from relcode.read.pdf.marks import RAISED, SMALL, refers
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.layout import LTPage

# words apart by more than a letter's width are pieces of their own: a narrow gutter parts columns
_PARAMS = LAParams(char_margin=1.1, line_overlap=0.4, boxes_flow=None)
_RULES = wording("pdf")
_BOLD = re.compile(_RULES["bold"], re.IGNORECASE)
_LIGATURES = str.maketrans(_RULES["ligatures"])


def pages(data: bytes) -> Iterator[Page]:
    """The pages in order; raises what pdfminer raises where the file is broken or locked."""
    for number, page in enumerate(extract_pages(BytesIO(data), laparams=_PARAMS), start=1):
        lines = [line for found in _text_lines(page) if (line := _line(found, number))]
        yield Page(number, page.width, page.height, joined(lines), _pictured(page))


def _text_lines(container: LTContainer) -> Iterator[LTTextLine]:  # type: ignore[type-arg]
    for item in container:
        if isinstance(item, LTTextLine):
            yield item
        elif isinstance(item, LTTextContainer):
            yield from _text_lines(item)


def _pictured(page: LTPage) -> float:
    """The share of the page that pictures cover."""
    area = sum(one.width * one.height for one in _pictures(page))
    return float(area / max(page.width * page.height, 1))


def _pictures(container: LTContainer) -> Iterator[LTImage]:  # type: ignore[type-arg]
    for item in container:
        if isinstance(item, LTImage):
            yield item
        elif isinstance(item, LTFigure):
            yield from _pictures(item)


def _line(found: LTTextLine, page: int) -> Line | None:
    """A line without the raised marks of notes and references; None where nothing is left."""
    letters = [one for one in found if isinstance(one, LTChar)]
    if not letters or not found.get_text().strip():
        return None
    sizes = Counter(round(one.size * 2) / 2 for one in letters if one.get_text().strip())
    size = sizes.most_common(1)[0][0]
    bold = sum(bool(_BOLD.search(one.fontname)) for one in letters) > len(letters) / 2
    text = "".join(_parts(found, size)).translate(_LIGATURES)
    if not text.strip():
        return None
    return Line(text, found.x0, found.y0, found.x1, found.y1, Font(size, bold), page)


def _parts(found: LTTextLine, size: float) -> Iterator[str]:
    """The text, without runs of small raised signs that only refer to notes."""
    letters = [one for one in found if isinstance(one, LTChar)]
    floor = min(one.y0 for one in letters if one.size >= size * SMALL)
    raised, before = "", " "
    for one in found:
        small = isinstance(one, LTChar) and one.size < size * SMALL
        if small and isinstance(one, LTChar) and one.y0 > floor + size * RAISED:
            raised += one.get_text()
            continue
        yield _kept(raised, before)
        raised, before = "", one.get_text()
        yield before
    yield _kept(raised, before)


def _kept(raised: str, before: str) -> str:
    """What was raised, unless it refers to a note; `before` is the sign that it stands after."""
    return "" if refers(raised, before) else raised


def facts(data: bytes) -> dict[str, str]:
    """What the file says of itself, such as its `Title`; whoever made it may have left anything."""
    document = PDFDocument(PDFParser(BytesIO(data)))
    found = {}
    for info in document.info:
        for key, value in info.items():
            known = resolve1(value)
            if isinstance(known, bytes):
                found[key] = " ".join(decode_text(known).split())
    return found
