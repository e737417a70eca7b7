"""Tell what a column of a table holds by its cells: talk, names or times."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from relcode.read.clock import seconds
from relcode.read.normalise import one_line
from relcode.read.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLE = 500  # rows looked at
_NAME = 40  # characters of the longest name that is believed without a header
_NAME_WORDS = 5
_RECUR = 4  # names at least, so that they can come again

_NUMBER = re.compile(r"[#(\[]?-?\d+(?:[.,]\d+)?[.)\]%]?")
_SENTENCE_END = re.compile(r"[.?!,;…](?:\s|$)")
_INITIAL = re.compile(r"\b(?:[A-Z]|Mrs?|Ms|Dr|Prof|St)\.", re.IGNORECASE)


def values(rows: Sequence[Sequence[str]], column: int, first: int) -> list[str]:
    """The cells of a column that are not empty, each on one line, from a row on."""
    cells = (one_line(cell(row, column)) for row in islice(rows, first, first + _SAMPLE))
    return [content for content in cells if content]


def cell(row: Sequence[str], column: int) -> str:
    """The cell of a row, "" where the row is shorter."""
    return row[column] if column < len(row) else ""


def is_figure(content: str) -> bool:
    """Whether a cell is a number or a time alone."""
    return _NUMBER.fullmatch(content) is not None or seconds(content) is not None


def talk_length(cells: Sequence[str]) -> float:
    """The mean number of characters; 0.0 for no cells, or where most are numbers or times."""
    worded = [content for content in cells if not is_figure(content)]
    if not cells or len(worded) * 2 < len(cells):
        return 0.0
    return sum(map(len, worded)) / len(cells)


def are_times(cells: Sequence[str]) -> bool:
    """Whether most of the cells are times of a recording."""
    return sum(1 for content in cells if seconds(content) is not None) > len(cells) / 2


def are_speakers(cells: Sequence[str]) -> bool:
    """Whether the cells are short names, few enough to come again, the first one too.

    That the first comes again tells it from the name of the column.
    """
    names = [as_name(content) for content in cells]
    few = len(set(names)) <= len(names) / 2
    return (
        len(names) >= _RECUR
        and few
        and names.count(names[0]) > 1
        and all(could_name(name) for name in names)
    )


def could_name(name: str) -> bool:
    """Whether the wording is short, unlike a sentence, and not one that heads paragraphs."""
    return (
        any(char.isalnum() for char in name)
        and len(name) <= _NAME
        and len(name.split()) <= _NAME_WORDS
        and not is_figure(name)
        and name.casefold() not in words("labels", "headings")
        and not _SENTENCE_END.search(_INITIAL.sub("", name))
    )


def as_name(content: str) -> str:
    """The name that a speaker's cell holds, without the colon after it."""
    return one_line(content).rstrip(" :：").strip()
