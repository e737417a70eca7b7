"""Lines of a PDF by pdf-oxide, which is some eight times as fast as pdfminer.six, page by page."""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from pdf_oxide import PdfDocument

from relcode.read.pdf.lines import Font, Line, Page, joined, rows
from relcode.read.pdf.marks import RAISED, SMALL, refers
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdf_oxide import TextSpan

_RULES = wording("pdf")
_BOLD = re.compile(_RULES["bold"], re.IGNORECASE)
_LIGATURES = str.maketrans(_RULES["ligatures"])
_CLOSE = 0.5  # times the size of the type: a mark stands no farther from its word


def pages(data: bytes) -> list[Page] | None:
    """The pages in order; None where one has no words, or the file cannot be read.

    Which of these it is, a scan, a blank page, a lock or damage, the other engine has to say.
    """
    try:
        document = PdfDocument.from_bytes(data)
        found = [_page(document, index) for index in range(document.page_count())]
    except (OSError, RuntimeError, ValueError):
        return None
    return found if found and all(page.lines for page in found) else None


def _page(document: PdfDocument, index: int) -> Page:
    left, bottom, right, top = document.page_media_box(index)
    pieces = [_piece(one, index + 1) for one in document.extract_spans(index)]
    table = rows(sorted(pieces, key=lambda piece: (-piece.top, piece.left)))
    doubtful = [found for row in table for found in _marks(row)]
    if doubtful:
        places = _places(document, index)
        marks = {id(one) for one, before in doubtful if _raised(one, before, places)}
        table = [[piece for piece in row if id(piece) not in marks] for row in table]
    lines = joined([piece for row in table for piece in row])
    width, height = right - left, top - bottom
    pictures = sum(one["width"] * one["height"] for one in document.page_images(index))
    return Page(index + 1, width, height, lines, pictures / max(width * height, 1))


def _piece(one: TextSpan, page: int) -> Line:
    left, bottom, width, height = one.bbox
    bold = one.is_bold or bool(_BOLD.search(one.font_name))
    font = Font(round(one.font_size * 2) / 2, bold)
    text = one.text.translate(_LIGATURES)
    return Line(text, left, bottom, left + width, bottom + height, font, page)


def _marks(row: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """What may be a mark that refers to a note, with the words that it stands after."""
    for before, one in pairwise(row):
        size = before.font.size
        if (
            one.font.size < size * SMALL
            and one.left - before.right < size * _CLOSE
            and refers(one.text, before.text[-1:])
        ):
            yield one, before


def _places(document: PdfDocument, index: int) -> set[tuple[int, int]]:
    """Where letters stand, in whole points; of a piece only the height of its row is known."""
    letters = document.extract_chars(index)
    return {(round(one.origin_x), round(one.origin_y)) for one in letters}


def _raised(one: Line, before: Line, places: set[tuple[int, int]]) -> bool:
    lowest = ceil(before.bottom + before.font.size * RAISED)
    return any((round(one.left), height) in places for height in range(lowest, round(before.top)))
