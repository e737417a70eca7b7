"""Names of authors as databases write them: `Wu, Dan`, `Wu D`, `D. Wu`, `Wu D.Zou C.`."""

from __future__ import annotations

import re
from functools import cache

from relcode.reference import Author
from relcode.refs.record import tables

_BREAK = re.compile(r"[\r\n;]|\s(?:and|&)\s")
_GLUED = re.compile(r"(?<=[A-Z]\.)(?=[A-Z][a-z])|(?<=[A-Z]\.,)\s+(?=[A-Z][^\s,]+ [A-Z])")
_COMMAS = re.compile(r",\s*")
# initials, as they follow a family name: WD, W. D., W.-D.
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?-?){1,4}")
_FIRST_INITIAL = re.compile(r"(?:[^\W\d_a-z]\.-?){1,4}")
_PAIR = 2  # parts that one name with a comma has
_LONGEST_NAME = 4  # words of a person's name without a comma; more are a body
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv)\.?", re.IGNORECASE)
_LONGEST = 300  # characters


def people(text: str) -> list[str]:
    """The names in one cell that holds them all, whatever stands between them."""
    found = [part.strip() for part in _BREAK.split(text) if part.strip(" ,")]
    if len(found) > 1:
        return found
    parts = [part.strip(" ,") for part in _GLUED.split(text)]
    if len(parts) == 1 and "," in text:
        parts = _by_commas(text)
    return [part for part in parts if part]


def _by_commas(text: str) -> list[str]:
    """Names with a comma between them, or with one between the parts of each, too."""
    parts = [part for part in _COMMAS.split(text.strip(" ,")) if part]
    if all(_INITIALS.fullmatch(part.rpartition(" ")[2]) and " " in part for part in parts):
        return parts
    if len(parts) > _PAIR and all(" " in part for part in parts):
        return parts
    if len(parts) % 2 == 0 and all(
        _INITIALS.fullmatch(one.replace(" ", "")) for one in parts[1::2]
    ):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    return [text]


def author(name: str) -> Author | None:
    """The author of that name; None for nobody, such as `Anonymous`."""
    name = " ".join(name[:_LONGEST].split()).strip(" ;")
    if name.strip(" ,.*[]").casefold() in _nobody():
        return None
    if "," in name:
        family, _, given = name.partition(",")
        rest = [part.strip() for part in given.split(",")]
        # Smith, Jr., John and Smith, John, Jr. alike
        rest.sort(key=lambda part: bool(_SUFFIX.fullmatch(part)))
        return Author(family.strip(), " ".join(part for part in rest if part))
    return _without_comma(name.split())


def _without_comma(words: list[str]) -> Author:
    last = len(words)
    while last > 1 and _INITIALS.fullmatch(words[last - 1]):
        last -= 1
    if last < len(words):
        return Author(" ".join(words[:last]), " ".join(words[last:]))
    if len(words) > 1 and (_FIRST_INITIAL.fullmatch(words[0]) or not _is_body(words)):
        first = next((n for n, word in enumerate(words) if n and word.islower()), len(words) - 1)
        return Author(" ".join(words[first:]), " ".join(words[:first]))
    return Author(" ".join(words))


def _is_body(words: list[str]) -> bool:
    return len(words) > _LONGEST_NAME or any(word.casefold() in _of_bodies() for word in words)


@cache
def _of_bodies() -> frozenset[str]:
    return frozenset(tables()["of_bodies"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(tables()["nobody"])
