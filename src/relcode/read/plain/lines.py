"""Cut a text into lines and runs of lines, margins and line numbers left out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAB = 4
_MARGIN = re.compile(r"(?P<number>\d{1,5})(?:\s+|[.:]?\t\s*)(?=\S)")
_FEWEST = 5
_RUNNING = 0.9  # of the lines must follow on in number


class Line(NamedTuple):
    """A line without its margins: where it lies, how far it is indented, what it says."""

    start: int
    end: int
    indent: int
    text: str


def lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of a part of the text, blank ones included."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        whole = text[start:stop]
        bare = whole.strip()
        lead = len(whole) - len(whole.lstrip()) if bare else 0
        indent = len(whole[:lead].expandtabs(_TAB))
        yield Line(start + lead, start + lead + len(bare), indent, bare)
        start = stop + 1


def chunks(text: str, start: int, end: int) -> list[list[Line]]:
    """The runs of lines between blank lines, without the numbers that stand in a margin."""
    found: list[list[Line]] = []
    fresh = True
    for line in lines(text, start, end):
        if line.text and fresh:
            found.append([])
        if line.text:
            found[-1].append(line)
        fresh = not line.text
    return _without_numbers(found)


def _without_numbers(found: list[list[Line]]) -> list[list[Line]]:
    """The lines less the numbers that some transcripts count them by."""
    numbered = [_MARGIN.match(line.text) for chunk in found for line in chunk]
    numbers = [int(match["number"]) for match in numbered if match]
    running = sum(1 for before, after in pairwise(numbers) if after == before + 1)
    if len(numbers) < _FEWEST or running < _RUNNING * (len(numbered) - 1):
        return found
    return [[_without_number(line) for line in chunk] for chunk in found]


def _without_number(line: Line) -> Line:
    match = _MARGIN.match(line.text)
    width = match.end() if match else 0
    return Line(line.start + width, line.end, line.indent, line.text[width:])
