"""What repeats from page to page: running heads and feet, and the pages' numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from relcode.read.pdf.lines import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.pdf.lines import Line, Page

_MARGIN = 0.12  # of the page's height, at its head and foot
_NEAR = 8.0  # points by which what repeats may move
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")
_NUMBER = re.compile(
    r"\W*(?:page|p\.?|pg\.?)?\W*(?:\d{1,5}|[ivxl]{1,6})(?:\W*(?:of|/)\W*\d{1,5})?\W*", re.IGNORECASE
)


def repeated(pages: Sequence[Page]) -> set[Line]:
    """The lines in the margins that stand on several pages but for their numbers, and numbers.

    On two pages or more, at about the same height, and on at least a fifth of the pages that
    could have it (left and right pages differ).
    """
    found: defaultdict[tuple[str, int], list[list[Line]]] = defaultdict(list)
    alone: set[Line] = set()
    for page in pages:
        for row in rows(marginal(page)):
            text = " ".join(line.text.strip() for line in row)
            if _NUMBER.fullmatch(text):
                alone.update(row)
            found[said(text), round(row[0].bottom / _NEAR)].append(row)
    least = max(2, len(pages) / 5)
    for (key, place), there in found.items():
        near = [*there, *found.get((key, place - 1), ()), *found.get((key, place + 1), ())]
        if len({row[0].page for row in near}) >= least:
            alone.update(line for row in there for line in row)
    return alone


def said(text: str) -> str:
    """A text as it is compared from page to page, without its numbers."""
    return _DIGITS.sub("#", " ".join(text.casefold().split()))


def marginal(page: Page) -> list[Line]:
    """The lines at the head and the foot of a page, from the top."""
    high = page.height * (1 - _MARGIN)
    low = page.height * _MARGIN
    found = [line for line in page.lines if line.bottom > high or line.top < low]
    return sorted(found, key=lambda line: (-line.top, line.left))
