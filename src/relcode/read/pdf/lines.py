"""Lines of text as a PDF lays them out, whichever engine found them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


_BLANK = 1.0  # times the size of the type: no gutter is as narrow
_TOUCHING = 0.1  # times the size: a change of type within a word


class Font(NamedTuple):
    """How most of a line is set: size in points, rounded to halves, and weight."""

    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a piece of one; positions are in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    font: Font
    page: int

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def beside(self, other: Line) -> bool:
        """Whether the two stand at the same height: they overlap by more than half of the lower."""
        common = min(self.top, other.top) - max(self.bottom, other.bottom)
        return common > min(self.height, other.height) / 2


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces at the same height together, each row from left to right; lines come from the top."""
    found: list[list[Line]] = []
    for line in lines:
        if found and line.beside(found[-1][0]):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda piece: piece.left) for row in found]


def joined(lines: Sequence[Line]) -> list[Line]:
    """The pieces of one height joined where only a wide blank between words parts them."""
    by_height = sorted(lines, key=lambda line: (-line.top, line.left))
    found: list[Line] = []
    for row in rows(by_height):
        now = row[0]
        for piece in row[1:]:
            if piece.left - now.right <= _BLANK * min(now.font.size, piece.font.size):
                now = _with(now, piece)
            else:
                found.append(now)
                now = piece
        found.append(now)
    return found


def _with(one: Line, other: Line) -> Line:
    """Two pieces as one, set as the longer is."""
    touching = abs(other.left - one.right) < _TOUCHING * min(one.font.size, other.font.size)
    blank = not touching or one.text.endswith(" ") or other.text.startswith(" ")
    return replace(
        max(one, other, key=lambda piece: len(piece.text)),
        text=(" " if blank else "").join((one.text.strip(), other.text.strip())),
        left=min(one.left, other.left),
        right=max(one.right, other.right),
        bottom=min(one.bottom, other.bottom),
        top=max(one.top, other.top),
    )


class Page(NamedTuple):
    """A page: its number from 1, its size, its lines, and the share that pictures cover."""

    number: int
    width: float
    height: float
    lines: list[Line]
    pictured: float = 0.0
