"""Lines joined to paragraphs, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from relcode.read.pdf.lines import rows
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.read.pdf.lines import Font, Line

_GAP = 0.45  # of a line's height beyond the usual distance: a new paragraph
_INDENT = 5.0  # points
_SHORT = 0.88  # of the column's width: a last line ends before
_SIZE = 0.6  # points by which the type of one paragraph may differ
_END = re.compile(r"[.!?:][\"”’)\]]*$")
_GOES_ON = re.compile(r"[a-zà-ÿ(]")
_HYPHEN = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_RULES = wording("pdf")
_BULLET = re.compile(
    rf"\s*{_RULES['bullets']}\s+\S|\s*\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s+\S"
)
_NUMBERED = re.compile(r"\s*(?:[A-H]\.|[IVX]{1,5}\.|\d{1,2}\.(?:\d{1,2}\.?)*)\s+\S")  # a heading
_KEPT = frozenset(_RULES["kept_hyphens"])


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, in reading order."""

    lines: list[Line] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @property
    def font(self) -> Font:
        """How most of its letters are set."""
        sizes: Counter[Font] = Counter()
        for line in self.lines:
            sizes[line.font] += len(line.text)
        return sizes.most_common(1)[0][0]


def paragraphs(runs: Iterable[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of runs of lines; one that breaks off at a run's end goes on in the next."""
    there: list[Paragraph] = []
    for run in runs:
        for found in _within(rows(run)):
            broken = _broken_off(there, found)
            if broken is None:
                there.append(found)
            else:
                broken.lines += found.lines
    return there


def _broken_off(there: Sequence[Paragraph], found: Paragraph) -> Paragraph | None:
    """The paragraph that goes on with what was found; notes in smaller type may stand between."""
    for one in reversed(there):
        if _continues(one, found):
            return one
        if one.font.size > found.font.size - _SIZE or found.page - one.page > 1:
            return None
    return None


def _within(there: Sequence[list[Line]]) -> Iterator[Paragraph]:
    """The paragraphs of the rows of one run."""
    if not there:
        return
    edges = min(row[0].left for row in there), max(row[-1].right for row in there)
    usual = _distance(there)
    now = Paragraph(list(there[0]))
    for before, row in pairwise(there):
        if _begins(before, row, edges, usual):
            yield now
            now = Paragraph()
        now.lines += row
    yield now


def _distance(there: Sequence[list[Line]]) -> float:
    """The usual distance from row to row."""
    found = [one[0].bottom - two[0].bottom for one, two in pairwise(there)]
    return median(found) if found else 0.0


def _begins(before: list[Line], row: list[Line], edges: tuple[float, float], usual: float) -> bool:
    """Whether a row begins a paragraph, by distance, type, indent, or where the last one ended."""
    last, line = before[0], row[0]
    if abs(last.font.size - line.font.size) > _SIZE or last.font.bold != line.font.bold:
        return True
    if last.bottom - line.bottom > usual + _GAP * line.height:
        return True
    if _BULLET.match(line.text) or (line.font.bold and _NUMBERED.match(line.text)):
        return True
    left, right = edges
    indented = line.left - left > _INDENT and last.left - left < _INDENT
    ended = before[-1].right - left < _SHORT * (right - left)
    told = _END.search(before[-1].text.rstrip()) is not None
    return (indented and (told or ended)) or (ended and told)


def _continues(last: Paragraph, found: Paragraph) -> bool:
    """Whether a paragraph goes on after a column or page: it did not end, and this is no start."""
    before, line = last.lines[-1], found.lines[0]
    apart = before.page != line.page or line.bottom > before.bottom
    same = abs(before.font.size - line.font.size) <= _SIZE and before.font.bold == line.font.bold
    if not apart or not same or _BULLET.match(line.text):
        return False
    text = before.text.rstrip()
    return _HYPHEN.search(text) is not None or (
        _END.search(text) is None and _GOES_ON.match(line.text.lstrip()) is not None
    )


class Joiner:
    """Joins lines to text; a word parted by a hyphen is joined as it is written elsewhere."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Look at how words are written in all lines."""
        self._words: Counter[str] = Counter()
        self._parted: Counter[str] = Counter()
        for text in texts:
            self._words.update(word.casefold() for word in _FIRST.findall(text))
            self._parted.update(re.findall(r"[^\W\d_]+-[^\W\d_]+", text.casefold()))

    def text(self, lines: Sequence[Line]) -> str:
        """The text of the lines."""
        found = ""
        for line in lines:
            piece = line.text.strip()
            hyphen = _HYPHEN.search(found)
            follows = _FIRST.match(piece)
            if hyphen and follows:
                found = self._joined(found, hyphen[1], follows[0], piece)
            else:
                found = f"{found} {piece}" if found else piece
        return found.replace("\u00ad", "")

    def _joined(self, found: str, start: str, end: str, piece: str) -> str:
        first, second = start.casefold(), end.casefold()
        together, apart = self._words[first + second], self._parted[f"{first}-{second}"]
        keeps = apart > together or (not together and (first in _KEPT or end[0].isupper()))
        return f"{found.rstrip('-‐' + chr(0xAD))}{'-' if keeps else ''}{piece}"
