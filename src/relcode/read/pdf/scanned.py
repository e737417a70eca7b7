"""Pages that are pictures: named where they hold no text, evened where a program recognised it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.errors import ScannedError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.pdf.lines import Line, Page

_LEAST = 25  # letters on a page: fewer are a stamp on a picture
_PICTURED = 0.5  # of a page
_SCANNED = 0.8  # of the pages
_ALIKE = 0.15  # of the size: what is recognised measures letters, and lines without tails are lower


def is_picture(page: Page) -> bool:
    """Whether a page is a picture without text."""
    letters = sum(len(line.text) for line in page.lines)
    return letters < _LEAST and page.pictured > _PICTURED


def check_scan(pages: Sequence[Page], name: str) -> None:
    """Raise ScannedError where nearly all pages are pictures, UnreadableError without any text."""
    pictures = sum(map(is_picture, pages))
    if pictures >= _SCANNED * len(pages):
        message = f"is a scan: {pictures} of {len(pages)} pages are pictures without text"
        fix = "run again with --ocr, for which ocrmypdf has to be installed"
        raise ScannedError(message, where=name, fix=fix)
    if not any(page.lines for page in pages):
        message = "holds no text"
        raise UnreadableError(message, where=name, fix="check that it is the right file")


def evened(pages: Sequence[Page]) -> list[Page]:
    """The pages; where they are pictures with text, type of nearly the usual size is of that."""
    if sum(page.pictured > _PICTURED for page in pages) < _SCANNED * len(pages):
        return list(pages)
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.font.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    return [page._replace(lines=[_even(line, usual) for line in page.lines]) for page in pages]


def _even(line: Line, usual: float) -> Line:
    if abs(line.font.size - usual) > _ALIKE * usual:
        return line
    return replace(line, font=line.font._replace(size=usual))
