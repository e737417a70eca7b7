"""How high a row must be for its text.

Excel fits rows by itself when it opens a file; LibreOffice before version 7.6 shows each as one
line unless the file says how high it is.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcode.workbook.look import Look

SIZE = 10  # points, where a look does not say
PER_WIDTH = 11.8  # letters of one point that fit into one unit of width; Arial, English
RAGGED = 3  # letters of a word that goes to the next line, on average
CAPITALS = 1.3  # times as wide
INDENT = 1.2  # units of width
LEADING = 1.22  # line height over letter size
PADDING = 4.0  # points
HIGHEST = 409.0  # points; Excel's limit
WIDE = "\u1100"  # from here on most letters take the place of two


def height(text: str, width: float, look: Look) -> float:
    """The points that a text needs in a column of that width, rather too many than too few."""
    size = look.size or SIZE
    lines = 1
    if not look.running:
        capacity = max(2, int((width - INDENT) * PER_WIDTH / size))
        lines = sum(_lines(line, capacity) for line in text.split("\n"))
    return min(lines * size * LEADING + PADDING, HIGHEST)


def _lines(line: str, capacity: int) -> int:
    letters = _letters(line)
    return 1 if letters <= capacity else ceil(letters / max(1, capacity - RAGGED))


def _letters(line: str) -> float:
    if line.isascii():
        return len(line) * CAPITALS if line.isupper() else len(line)
    return len(line) + sum(letter >= WIDE for letter in line)
