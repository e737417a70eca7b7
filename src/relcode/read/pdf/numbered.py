"""The numbers that manuscripts have beside their lines, taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from relcode.read.pdf.lines import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.pdf.lines import Line

_NUMBER = re.compile(r"\s*(\d{1,4})(?:\s+(?=\S)|\s*$)")
_STEPS = (1, 5)  # every line has a number, or every fifth
_FEWEST = 8  # of a page
_MOST_OFF = 0.2  # of the steps: a table's row in between, or a list that has numbers of its own
_LEAST = 0.5  # of the lines are counted: in lists of works cited or tables fewer are
_DIGIT = 0.5  # of the size of the type, so wide


def without_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page without the numbers beside them; as they are where these do not count."""
    down = sorted(lines, key=lambda line: -line.top)
    found = [(line, int(match[1])) for line in down if (match := _NUMBER.match(line.text))]
    if len(found) < _FEWEST or not _counts([number for _, number in found], len(rows(down))):
        return list(lines)
    numbered = {id(line) for line, _ in found}
    bare = (_bare(line) if id(line) in numbered else line for line in lines)
    return [line for line in bare if line.text]


def _counts(numbers: Sequence[int], heights: int) -> bool:
    """Whether these numbers count the lines of a page, which stand at so many heights."""
    steps = [two - one for one, two in pairwise(numbers)]
    usual = max(_STEPS, key=steps.count)
    steady = steps.count(usual) >= (1 - _MOST_OFF) * len(steps)
    return steady and len(numbers) * usual >= _LEAST * heights


def _bare(line: Line) -> Line:
    number = _NUMBER.match(line.text)
    if number is None:
        return line
    text = line.text[number.end() :]
    wide = (len(number[1]) + 1) * _DIGIT * line.font.size
    return replace(line, text=text, left=min(line.left + wide, line.right))
