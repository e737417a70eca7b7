"""The word lists that the readers go by, which lie as data beside this module."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from relcode.rules import any_of, content

if TYPE_CHECKING:
    import re

_LINE = 300  # characters; what is longer is said in the text, not by the page around it


def wording(name: str) -> dict[str, Any]:
    """The content of the data file `name`.yaml of this package."""
    return content(__package__, name)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The casefolded entries under `key` of a data file, for membership tests."""
    return frozenset(str(word).casefold() for word in wording(name)[key])


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """The entries under `key`, themselves regular expressions, as one that ignores case."""
    return any_of(wording(name)[key])


def says(name: str, key: str, line: str) -> re.Match[str] | None:
    """The match of a whole line with the wording listed under `key`, if it is such a line."""
    return pattern(name, key).fullmatch(line) if len(line) <= _LINE else None
