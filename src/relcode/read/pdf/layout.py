"""What the paragraphs of a PDF are: title, authors, headings, text, and what stands aside."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from relcode import matter
from relcode.read.pdf.columns import ordered
from relcode.read.pdf.flow import Joiner, Paragraph, paragraphs
from relcode.read.pdf.front import Front
from relcode.read.pdf.headings import Headings
from relcode.read.pdf.lines import rows
from relcode.read.pdf.repeated import repeated, said
from relcode.read.wording import wording
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.read.pdf.lines import Line, Page

_FOOT = 0.34  # of the page's height: footnotes stand below
_SMALLER = 0.8  # points that a footnote's type is smaller than the text's
_GAPS = 2  # in most rows make a table
_APART = 1.6  # times the size of the type: a gap between cells, not between words
_RULES = wording("pdf")
_CAPTION = re.compile(_RULES["caption"], re.IGNORECASE)
_CONTENTS = re.compile(_RULES["contents"])
_MARKER = re.compile(_RULES["marker"])
_BULLET: Final = re.compile(rf"(?:{_RULES['bullets']})\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Layout:
    """A document's paragraphs, each with what it is."""

    def __init__(self, pages: Sequence[Page], stated: str = "") -> None:
        """Take the pages, and the title that the file states."""
        self._pages = pages
        self._running = repeated(pages)
        lines = [line for page in pages for line in page.lines]
        self._joiner = Joiner(line.text for line in lines)
        self._body = _usual_size(lines)
        self._headings = Headings(self._paragraphs, self._body, self._joiner)
        self._front = Front(self._paragraphs, self._headings, self._joiner, stated)

    @cached_property
    def _paragraphs(self) -> list[Paragraph]:
        runs = (
            run
            for page in self._pages
            for run in ordered([line for line in page.lines if line not in self._running])
        )
        return paragraphs(runs)

    @property
    def title(self) -> str:
        """The title of the document, "" where nothing tells."""
        return self._front.title

    @property
    def abstract(self) -> bool:
        """Whether a heading says that there is one."""
        return self._front.abstract is not None

    def variables(self) -> dict[str, str]:
        """What the first page says of the document, by the names that all readers use."""
        return self._front.variables(self._pages)

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """The text of each block with its layout, in reading order; running heads come first."""
        for text in _once(self._running):
            yield text, Block(0, 0, form="furniture", role="author", note="running head")
        note = ""
        for place, found in enumerate(self._paragraphs):
            text = self._joiner.text(found.lines)
            level = self._headings.levels.get(place, 0)
            if place in self._front.title_places:
                if place == self._front.title_places[0]:
                    yield self._front.title, Block(0, 0, form="heading", level=1, page=found.page)
                continue
            if level and place not in self._front.byline_places:
                note = matter.note(text, "published")
                yield text, Block(0, 0, form="heading", level=level, page=found.page)
                continue
            yield from self._told(place, found, text, note)

    def _told(
        self, place: int, found: Paragraph, text: str, note: str
    ) -> Iterator[tuple[str, Block]]:
        """A paragraph that is no heading."""
        aside = self._aside(place, found, text) or note
        if aside:
            yield text, Block(0, 0, form="furniture", role="author", note=aside, page=found.page)
            return
        head, rest = self._headings.run_in(text, found)
        if head:
            yield head, Block(0, 0, form="heading", level=2, page=found.page)
        bullet = _BULLET.match(rest)
        if bullet:
            yield rest[bullet.end() :], Block(0, 0, form="bullet", level=1, page=found.page)
        elif rest:
            yield rest, Block(0, 0, page=found.page)

    def _aside(self, place: int, found: Paragraph, text: str) -> str:
        """The note of what is no running text, "" for what is."""
        if place in self._front.byline_places:
            return "byline"
        if _CAPTION.match(text):
            return "caption"
        if _CONTENTS.search(text):
            return "contents"
        if _is_table(found):
            return "table"
        if self._is_footnote(found, text):
            return "footnote"
        return ""

    def _is_footnote(self, found: Paragraph, text: str) -> bool:
        page = self._pages[found.page - 1]
        small = found.font.size <= self._body - _SMALLER
        low = found.lines[0].top < page.height * _FOOT
        return small and low and _MARKER.match(text) is not None


def _usual_size(lines: Sequence[Line]) -> float:
    """The size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.font.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_table(found: Paragraph) -> bool:
    """Whether most of its rows are in pieces far apart, as cells are."""
    there = rows(found.lines)
    apart = sum(
        sum(two.left - one.right > _APART * one.font.size for one, two in pairwise(row)) >= _GAPS
        for row in there
    )
    return apart > len(there) / 2


def _once(running: set[Line]) -> Iterator[str]:
    """The running heads and feet, each once, whatever number stands in it."""
    told: set[str] = set()
    by_page = sorted(running, key=lambda line: (line.page, -line.top, line.left))
    pages = (list(lines) for _, lines in groupby(by_page, lambda line: line.page))
    for row in (row for lines in pages for row in rows(lines)):
        text = " ".join(line.text.strip() for line in row)
        if _WORD.search(text) and said(text) not in told:
            told.add(said(text))
            yield text
