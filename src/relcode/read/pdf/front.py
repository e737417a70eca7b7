"""What the first pages of a PDF say of it: title, authors, year, DOI."""

from __future__ import annotations

import re
from functools import cached_property, partial
from itertools import dropwhile, takewhile
from operator import not_
from typing import TYPE_CHECKING

from relcode.matter import bare_title
from relcode.read.pdf.lines import rows
from relcode.read.pdf.repeated import marginal
from relcode.read.wording import pattern, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.read.pdf.flow import Joiner, Paragraph
    from relcode.read.pdf.headings import Headings
    from relcode.read.pdf.lines import Page

_PAGES = 2  # on which the title may stand: some publishers put a cover before it
_FEWEST, _MOST = 3, 40  # words of a title
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{2,120}")
_TAIL = re.compile(r"[.,;:)\]]+$")
_OF_NAMES = r"(?:(?:van|von|de|der|den|del|da|dos|du|la|le|el|al|bin|ten|ter) )*"
_NAME = re.compile(rf"[^\W\d_][\w’'.-]*(?: {_OF_NAMES}[^\W\d_][\w’'.-]*){{1,4}}")
_APART = re.compile(r"\s*(?:,|;|·|•|\||\band\b|&)\s*")
_MARKS = re.compile(
    r"[\d*†‡§¶#∗]+|\b(?:MD|PhD|PHD|MPH|MSc|BSc|MS|RN|MA|DrPH|Dr|Prof|FRCP|MBBS|EdD|ScD)\b\.?"
)
_MARK = re.compile(r"\s*[*†‡§¶#∗]+$")
_ADDRESS = re.compile(r"@|https?:")
_LONGEST_LINE = 400  # characters; of authors, addresses, dates
_LINES = 3  # paragraphs that a title may be cut into, above and below
_MANY = 3  # names make a list of them, whatever its type
_AUTHORS = 12  # paragraphs after the title, in which authors may be


class Front:
    """The title, what stands between it and the text, and what they say."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], headings: Headings, joiner: Joiner, stated: str
    ) -> None:
        """Look at the first pages; `stated` is the title that the file states."""
        self._all, self._headings, self._joiner = paragraphs, headings, joiner
        self._stated = "" if pattern("pdf", "not_titles").search(stated) else stated

    @cached_property
    def title_places(self) -> list[int]:
        """The places of the paragraphs that make the title, one after the other."""
        first = [n for n, one in enumerate(self._all) if one.page <= _PAGES]
        wanted = _letters(self._stated)
        for place in first:
            if wanted and _letters(self._text(place)) == wanted:
                return [place]
        out = [n for n in first if self._all[n].font.size > self._headings.body]
        out = out or [n for n in first if n in self._headings.levels and self._is_long(n)][:1]
        likely = [
            n for n in out if not (_ADDRESS.search(self._text(n)) or len(self._names(n)) >= _MANY)
        ]
        # a short one only where nothing longer stands out: journals set their names large
        long = [n for n in likely if self._is_long(n)]
        size = max((self._all[n].font.size for n in long or likely), default=0.0)
        found = [n for n in long or likely if self._all[n].font.size == size][:1]
        if not found:
            return []
        near = range(found[0] + 1, found[0] + _LINES), range(found[0] - 1, found[0] - _LINES, -1)
        below, above = ([*takewhile(partial(self._alike, found[0]), places)] for places in near)
        return [*reversed(above), *found, *below]

    def _is_long(self, place: int) -> bool:
        return _FEWEST <= len(self._text(place).split()) <= _MOST

    def _alike(self, title: int, place: int) -> bool:
        """Whether a place has the type of the title, on the same page."""
        if not 0 <= place < len(self._all):
            return False
        one, other = self._all[place], self._all[title]
        return one.font == other.font and one.page == other.page

    @property
    def title(self) -> str:
        """The title, or ""."""
        return _MARK.sub("", " ".join(map(self._text, self.title_places)))

    @cached_property
    def abstract(self) -> int | None:
        """The place of the paragraph that heads the abstract, or begins it."""
        known = pattern("pdf", "abstract")
        for place, one in enumerate(self._all):
            if one.page > _PAGES:
                return None
            text = self._text(place)
            head = self._headings.run_in(text, one)[0]
            if known.fullmatch(bare_title(head or text)):
                return place
        return None

    @cached_property
    def byline_places(self) -> frozenset[int]:
        """The places between the title and the abstract, or the first heading or long paragraph."""
        if not self.title_places:
            return frozenset()
        begin = self.title_places[-1] + 1
        ends = [n for n in self._headings.levels if n >= begin and not self._goes_on(n)]
        end = (
            self.abstract if self.abstract and self.abstract >= begin else min(ends, default=begin)
        )
        if end - begin > 2 * _AUTHORS:
            return frozenset()
        places = range(begin, end)
        return frozenset(n for n in places if len(self._text(n)) < _LONGEST_LINE)

    def variables(self, pages: Sequence[Page]) -> dict[str, str]:
        """Authors, DOI and year, as far as the margins and what stands below the title tell.

        In the text itself they may be those of other works.
        """
        early = [line.text for page in pages[:_PAGES] for line in marginal(page)]
        early += [self._text(place) for place in sorted(self.byline_places)]
        told = "\n".join(early)
        doi = _DOI.search(told)
        found = {
            "authors": "; ".join(self._authors()),
            "doi": _TAIL.sub("", doi[0]).lower() if doi else "",
            "year": _year(told),
        }
        return {name: value for name, value in found.items() if value}

    def _authors(self) -> Iterator[str]:
        """The names in the first paragraphs after the title that hold nothing else."""
        named = map(self._names, sorted(self.byline_places)[:_AUTHORS])
        for names in takewhile(bool, dropwhile(not_, named)):
            yield from map(_sorted_name, names)

    def _goes_on(self, place: int) -> bool:
        """Whether a paragraph goes on with names."""
        return _APART.match(self._text(place)) is not None and bool(self._names(place))

    def _names(self, place: int) -> list[str]:
        """The names in a paragraph that holds nothing else, else none; one word is no name."""
        there = self._all[place].lines
        beside = any(len(row) > 1 for row in rows(there))  # each piece in a column of its own
        texts = [line.text for line in there] if beside else [self._text(place)]
        parts = [part for text in texts for part in _APART.split(_MARKS.sub(" ", text))]
        names = [name for part in parts if (name := " ".join(part.split()).strip(" ."))]
        return names if all(map(_is_name, names)) else []

    def _text(self, place: int) -> str:
        return self._joiner.text(self._all[place].lines)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_name(text: str) -> bool:
    words = " ".join(text.split())
    known = pattern("pdf", "not_authors").search(words)
    return _NAME.fullmatch(words) is not None and known is None and words[0].isupper()


def _sorted_name(name: str) -> str:
    """Family, Given; what is written small before a family name is part of it."""
    words = name.split()
    family = len(words) - 1
    while family > 1 and words[family - 1].islower():
        family -= 1
    return f"{' '.join(words[family:])}, {' '.join(words[:family])}"


def _year(told: str) -> str:
    for one in wording("pdf")["published"]:
        if found := re.search(one, told, re.IGNORECASE):
            return found[1]
    return ""
