"""The words that people write in cells, and what each of them stands for."""

from __future__ import annotations

import re
from functools import cache
from math import isfinite
from typing import Any, cast

from relcode.rules import content
from relcode.workbook.guard import unguarded

_UNSEEN = "".join(map(chr, (0xAD, 0xFEFF, 0xFE0E, 0xFE0F, *range(0x200B, 0x2010))))
_UNSEEN += "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2065))))
_SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_EDGES = _SPACES + _UNSEEN
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_FIGURE = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?%?|\d+(?:[-/.:]\d+)+(?:[ t][\d:.]+)?")


def words() -> dict[str, Any]:
    """The content of words.yaml."""
    return content(__package__, "words")


def plain(cell: str) -> str:
    """What was written in a cell, without the guard of a CSV file and without blanks around it."""
    text = cell.strip(_EDGES) if cell else ""
    return unguarded(text).strip(_EDGES) if text[:1] == "'" else text


def folded(text: str) -> str:
    """A text as it is compared: in small letters, with single blanks and plain dashes."""
    return " ".join(plain(text).casefold().translate(_DASHES).split())


@cache
def meanings(group: str) -> dict[str, Any]:
    """What the words of a group (`valences`, `statuses` …) stand for, by their folded form."""
    entries = words()[group].items()
    return {folded(word): meaning for meaning, group_of in entries for word in group_of}


def meaning(group: str, cell: str) -> str | None:
    """What a cell stands for in a group, "" where it is empty, None where it is unknown."""
    return meanings(group).get(folded(cell)) if cell else ""


def choices(group: str) -> list[str]:
    """The words of a group that are offered."""
    return cast("list[str]", [*words()[group]])


def is_figure(text: str) -> bool:
    """Whether a cell holds nothing but a number, a date or a time."""
    return bool(_FIGURE.fullmatch(folded(text)))


def same_figure(one: str, other: str) -> bool:
    """Whether a program may have made one of the other by taking it for a number."""
    try:
        first, second = float(one), float(other)
    except ValueError:
        return False
    return isfinite(first) and abs(first - second) <= abs(first) * 1e-9
