"""How high a row must be for its text.

Excel fits rows when their text is edited; LibreOffice, too, and those of .ods when it opens a file.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from relcode.workbook.look import Look

SIZE = 10  # points, where a look does not say
PROGRAMS = ((5.25, 6.75), (5.55, 13.4))  # of Excel and LibreOffice: points a unit, and of margin
LEADING = 1.22  # line height over letter size
PADDING = 4.0  # points
HIGHEST = 409.0  # points; Excel's limit

# Widths of the letters of Arial, in thousandths of their size: Adobe's font metrics of Helvetica.
LETTERS = {
    191: "'",
    222: "ijl",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
WIDTHS = {letter: width for width, letters in LETTERS.items() for letter in letters}
MEAN = 556  # of all others
WIDE, WIDEST = "\u1100", 1000  # from here on most letters are so wide
BLANK = WIDTHS[" "]
BOLD = 1.08  # times as wide
KNOWN_WORDS = 1 << 16


class Fit(NamedTuple):
    """What of a text fits: the room of a line, in thousandths of the letters, and its height."""

    room: float
    line: float


@lru_cache
def fit(width: float, look: Look) -> Fit:
    """What fits in a column of that width."""
    size = look.size or SIZE
    points = min(width * unit - margin for unit, margin in PROGRAMS)
    room = max(points / size, 2) * 1000 / (BOLD if look.bold else 1)
    return Fit(inf if look.running else room, size * LEADING)


def height(text: str, fitting: Fit) -> float:
    """The points that a text needs, rather too many than too few."""
    room, line = fitting
    if room == inf or (len(text) * WIDEST <= room and "\n" not in text):
        return line + PADDING
    lines = sum(_lines(paragraph, room) for paragraph in text.split("\n"))
    return min(lines * line + PADDING, HIGHEST)


def _lines(text: str, room: float) -> int:
    """The lines of a paragraph; a word that is wider than a line is broken anywhere."""
    lines, left = 1, room
    wide: float
    for word in text.split(" "):
        wide = _width(word)
        if wide > left:
            lines += (left < room) + int(wide / room)
            left, wide = room, wide % room
        left -= wide + BLANK
    return lines


@lru_cache(KNOWN_WORDS)
def _width(word: str) -> int:
    return sum(WIDEST if letter >= WIDE else WIDTHS.get(letter, MEAN) for letter in word)
