"""What the tag, classes, roles and microdata of an element say about the text in it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from relcode.read.wording import wording, words
from relcode.rules import any_of

Attributes = dict[str, str | None]

_NAMES = 24  # class names looked at; pages built by machine have hundreds
_LONGEST = 48  # characters of a class name; longer ones mean nothing
_BEGINNING = 240  # characters of a line that tell what it is
_INVISIBLE = re.compile(r"display:\s*none|visibility:\s*hidden")
_WHOLE = {"html", "body", "main", "article"}  # their names describe the page, not themselves


class Meaning(NamedTuple):
    """Why the text of an element is furniture (`navigation` …), or ""; whether it is hidden.

    `rank` says how likely the element holds the article: 1 is the likeliest, 0 says nothing.
    """

    mark: str = ""
    hidden: bool = False
    rank: int = 0


class _Telling(NamedTuple):
    """The tag and those attributes that say what an element is for."""

    tag: str
    classes: str = ""
    identity: str = ""
    role: str = ""
    properties: str = ""
    relations: str = ""


def meaning(tag: str, attributes: Attributes) -> Meaning:
    """What the markup says about the text in an element."""
    if not attributes:
        return _meaning(_Telling(tag))
    keys = ("class", "id", "role", "itemprop", "rel")
    found = _meaning(_Telling(tag, *(attributes.get(key) or "" for key in keys)))
    style = attributes.get("style")
    hidden = (
        "hidden" in attributes
        or (attributes.get("aria-hidden") == "true" and tag in words("html", "inline"))
        or (style and _INVISIBLE.search(style.lower()))
    )
    return found._replace(hidden=True) if hidden else found


def names(classes: str | None, identity: str | None = None) -> list[str]:
    """The class names and the id, in lower case."""
    both = f"{classes or ''} {identity or ''}".lower().split()
    return [name for name in both[:_NAMES] if len(name) <= _LONGEST]


def line_note(text: str) -> str:
    """Why a line is furniture by how it begins, or ""."""
    start = text[:_BEGINNING].lower()
    return next((note for note, pattern in _patterns("lines") if pattern.match(start)), "")


def is_caption(text: str) -> bool:
    """Whether a heading is the title of a table or figure."""
    return _pattern("captions").match(text) is not None


def is_byline(text: str, author: str) -> bool:
    """Whether a short line or heading at the top of an article says who wrote it."""
    if author and author.casefold() in text.casefold():
        return True
    return _pattern("degrees").search(text) is not None


@lru_cache(maxsize=4096)
def _meaning(telling: _Telling) -> Meaning:
    own = names(telling.classes, telling.identity)
    items = telling.properties.lower().split()
    hidden = not words("html", "hidden").isdisjoint(own)
    return Meaning(_mark(telling, own, items), hidden, _rank(telling, {*own, *items}))


def _mark(telling: _Telling, own: list[str], items: list[str]) -> str:
    rules = wording("html")
    if found := rules["roles"].get(telling.role) or rules["tags"].get(telling.tag):
        return str(found)
    if telling.tag in _WHOLE:
        return ""
    linked = telling.relations.lower().split()
    by_whom = words("html", "properties").intersection(items) or (
        words("html", "relations").intersection(linked)
    )
    return "byline" if by_whom else next(filter(None, map(_of_name, own)), "")


def _rank(telling: _Telling, own: set[str]) -> int:
    for number, rule in enumerate(wording("html")["main"], start=1):
        named = own.intersection((*rule.get("names", ()), *rule.get("properties", ())))
        if named or telling.tag in rule.get("tags", ()) or telling.role in rule.get("roles", ()):
            return number
    return 0


@lru_cache(maxsize=4096)
def _of_name(name: str) -> str:
    return next((note for note, pattern in _patterns("names") if pattern.fullmatch(name)), "")


@cache
def _patterns(key: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(note, any_of(each)) for note, each in wording("html")[key].items()]


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(wording("html")[key], re.IGNORECASE)
