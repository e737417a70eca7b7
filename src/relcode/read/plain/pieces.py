"""Put lines together that make one paragraph, bullet or heading, however a text is wrapped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.turns.header import tells_about
from relcode.read.turns.labels import HEAD, is_name, key, label_of, names_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.read.plain.lines import Line

SENTENCE_END = (".", "!", "?", "…", ".”", "?”", "!”", '."', '?"', '!"', ".)", ":", ";")
UNDERLINE = re.compile(r"([=~^*_#-])\1{2,}")
_BULLET = re.compile(
    r"[•◦▪▫‣⁃·●○■□➢➤✓→*+–—-][ \t]+(?=\S)"
    r"|\(?(?P<number>\d{1,3}|[a-zA-Z]|[ivx]{2,4})[.)](?<![A-Z]\.)[ \t]+(?=\S)"
)
_UNWRAPPED = 160  # lines longer than this were not broken to fit a page
_LONG = 0.05  # of the lines may be so, being links
_USUAL = 0.95  # of the broken lines are no longer than the page is wide
_BROKEN = 0.4  # of the lines end in mid-sentence, at least, where they were broken
_NARROWEST = 40
_WIDE = 0.6  # of the page's width: a line without an end that long was broken
_NAME = 40  # characters of a line that is a name
_SHOUTED = 0.5  # of the lines; where all is in capitals, capitals head nothing


@dataclass(slots=True)
class Piece:
    """Lines that make one block; `alone` where blank lines stand on both sides."""

    lines: list[Line]
    mark: int = 0  # characters before the text: a bullet or a number
    bullet: bool = False
    number: int | None = None
    alone: bool = False
    underline: str = ""

    @property
    def text(self) -> str:
        """The first line, without its mark."""
        return self.lines[0].text[self.mark :]

    @property
    def length(self) -> int:
        """How many characters of the source it takes."""
        return self.lines[-1].end - self.lines[0].start


class Habits(NamedTuple):
    """How a text is written: its width where lines are broken, its speakers, its capitals.

    `alone` are the names that return on lines of their own.
    """

    width: int | None
    speakers: frozenset[str]
    alone: frozenset[str]
    shouts: bool


def habits(chunks: Sequence[Sequence[Line]]) -> Habits:
    """How the text of these runs of lines is written."""
    every = [line for chunk in chunks for line in chunk]
    shouting = sum(1 for line in every if line.text[:HEAD].isupper())
    alone = Counter(line.text for line in every if len(line.text) <= _NAME)
    returned = {text for text, count in alone.items() if count > 1 and is_name(text)}
    shouts = shouting > _SHOUTED * len(every)
    return Habits(_width(chunks), _speakers(every), frozenset(returned), shouts)


def _width(chunks: Sequence[Sequence[Line]]) -> int | None:
    """The width to which lines were broken: they are of like length and end in mid-sentence."""
    inner = [line for chunk in chunks for line in chunk[:-1]]
    lengths = sorted(line.indent + len(line.text) for line in inner)
    usual = lengths[int(len(inner) * _USUAL)] if inner else 0
    broken = sum(1 for line in inner if not line.text.endswith(SENTENCE_END))
    long = sum(1 for chunk in chunks for line in chunk if len(line.text) > _UNWRAPPED)
    if long > _LONG * sum(map(len, chunks)) or broken < _BROKEN * len(inner):
        return None
    return usual if _NARROWEST <= usual <= _UNWRAPPED else None


def pieces(chunk: Sequence[Line], usual: Habits) -> Iterator[Piece]:
    """The paragraphs, bullets and headings of one run of lines."""
    piece: Piece | None = None
    for line in chunk:
        if piece and UNDERLINE.fullmatch(line.text):
            piece.underline = piece.underline or line.text[0]
        elif piece and not piece.underline and _continues(piece, line, usual):
            piece.lines.append(line)
        else:
            if piece:
                yield piece
            piece = _begun(line)
    if piece:
        piece.alone = len(piece.lines) == 1 and piece.lines[0] is chunk[0]
        yield piece


def parted(above: Line, line: Line, usual: Habits) -> bool:
    """Whether a speaker, a time or a key of metadata parts two lines of one paragraph."""
    if line.text in usual.alone or above.text in usual.alone or tells_about(line.text):
        return True
    label = label_of(line.text)
    if label and (not label.name or key(label.name) in usual.speakers):
        return True
    # what is nothing but a label has its talk below it
    label = label_of(above.text)
    whole = label is not None and label.length == len(above.text)
    return whole and label is not None and (not label.name or key(label.name) in usual.speakers)


def _speakers(every: Iterable[Line]) -> frozenset[str]:
    """The labels that return, or that name a part, at the heads of lines."""
    seen: set[str] = set()
    returned: set[str] = set()
    for line in every:
        label = label_of(line.text)
        if label and label.name:
            name = key(label.name)
            (returned if name in seen or names_part(label.name) else seen).add(name)
    return frozenset(returned)


def _begun(line: Line) -> Piece:
    mark = _BULLET.match(line.text)
    if not mark:
        return Piece([line])
    number = mark["number"]
    digits = int(number) if number and number.isdigit() else None
    return Piece([line], mark=mark.end(), bullet=True, number=digits)


def _continues(piece: Piece, line: Line, usual: Habits) -> bool:
    """Whether a line goes on with the block above it, its break being only for the page's width."""
    above = piece.lines[-1]
    if UNDERLINE.fullmatch(above.text) or parted(above, line, usual):
        return False
    mark = _BULLET.match(line.text)
    if mark and not _mid_sentence(mark, piece, above):
        return False
    if line.indent > piece.lines[0].indent:
        if piece.bullet or label_of(piece.lines[0].text):
            return True
        if line.indent > above.indent and len(piece.lines) > 1:
            return False
    return _joined(above, line, usual.width)


def _mid_sentence(mark: re.Match[str], piece: Piece, above: Line) -> bool:
    """Whether what looks like a list number is a number at which a line was broken."""
    number = mark["number"]
    if not number or not number.isdigit() or above.text.endswith(SENTENCE_END):
        return False
    return int(number) not in {1, (piece.number or 0) + 1}


def _joined(above: Line, line: Line, width: int | None) -> bool:
    ended = above.text.endswith(SENTENCE_END)
    if line.text[0].islower() and not ended:
        return True
    if width is None:
        return False
    length = above.indent + len(above.text)
    if not ended and length > width * _WIDE:
        return True
    return length + 1 + len(line.text.split(maxsplit=1)[0]) > width
