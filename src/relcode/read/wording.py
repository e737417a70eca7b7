"""The word lists that the readers go by, which lie as data beside this module."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

_LINE = 300  # characters; what is longer is said in the text, not by the page around it


@cache
def wording(name: str) -> dict[str, Any]:
    """The content of the data file `name`.yaml of this package, loaded once."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only the formats that need a list pay for it

    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The casefolded entries under `key` of a data file, for membership tests."""
    return frozenset(str(word).casefold() for word in wording(name)[key])


@cache
def alternatives(name: str, key: str) -> str:
    """The entries under `key`, themselves regular expressions, as one alternation."""
    return "(?:" + "|".join(f"(?:{entry})" for entry in wording(name)[key]) + ")"


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """The entries under `key`, themselves regular expressions, as one that ignores case."""
    return re.compile(alternatives(name, key), re.IGNORECASE)


def says(name: str, key: str, line: str) -> re.Match[str] | None:
    """The match of a whole line with the wording listed under `key`, if it is such a line."""
    return pattern(name, key).fullmatch(line) if len(line) <= _LINE else None
