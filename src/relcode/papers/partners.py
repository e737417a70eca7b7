"""With whom the people of a paper worked: organisations by name, and kinds of others."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from relcode.papers.profile import Found
from relcode.rules import any_of, content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.terms import Block, Source

_STOP: Final = re.compile(r"[.;:?!](?=\s|$)|\b(?:that|who|which|because|although|but|while|when)\b")
_WORD: Final = re.compile(r"\S+")
_AND: Final = re.compile(r",? (?:and|&) (?:the )?")


class Partners(NamedTuple):
    """Organisations named, and kinds of others, each the most often named first."""

    named: tuple[Found, ...]
    kinds: tuple[Found, ...]


def partners(source: Source, most: int = 8) -> Partners:
    """Who is told of within reach of words of working together, at most so many of either sort."""
    named: list[Found] = []
    kinds: list[Found] = []
    for block in source.blocks:
        if block.form in ("furniture", "heading"):
            continue
        for start, end in _reaches(source.text, block):
            named += _named(source.text, start, end, block.page)
            kinds += _of_kinds(source.text, start, end, block.page)
    return Partners(_often(named, most), _often(kinds, most))


def _reaches(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """What follows words of working together, up to the end of the clause."""
    for match in _working().finditer(text, block.start, block.end):
        begin = match.end()
        stop = _STOP.search(text, begin, block.end)
        end = stop.start() if stop else block.end
        words = list(_WORD.finditer(text, begin, end))[: content(__package__, "partners")["reach"]]
        if words:
            yield begin, words[-1].end()


def _named(text: str, start: int, end: int, page: int | None) -> Iterator[Found]:
    for match in _name().finditer(text, start, end):
        for begin, stop in _apart(text, match.start(), match.end()):
            name = text[begin:stop]
            if _is_named(name):
                yield Found(name, begin, stop, page)


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Two organisations joined by `and` apart, each with a word such as Department of its own."""
    for match in _AND.finditer(text, start, end):
        if _is_named(text[start : match.start()]) and _is_named(text[match.end() : end]):
            return [(start, match.start()), *_apart(text, match.end(), end)]
    return [(start, end)]


def _is_named(name: str) -> bool:
    return " " in name and not _heads().isdisjoint(re.split(r"\W+", name))


def _of_kinds(text: str, start: int, end: int, page: int | None) -> Iterator[Found]:
    for kind, pattern in _kinds():
        if match := pattern.search(text, start, end):
            yield Found(kind, match.start(), match.end(), page)


def _often(found: list[Found], most: int) -> tuple[Found, ...]:
    """Each value once, where it stands first, the most frequent first."""
    first: dict[str, Found] = {}
    for one in found:
        first.setdefault(one.value, one)
    ranked = Counter(one.value for one in found).most_common(most)
    return tuple(first[value] for value, _ in ranked)


@cache
def _working() -> re.Pattern[str]:
    return _whole(content(__package__, "partners")["working"])


@cache
def _kinds() -> list[tuple[str, re.Pattern[str]]]:
    kinds = content(__package__, "partners")["kinds"]
    return [(kind, _whole(each)) for kind, each in kinds.items()]


def _whole(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(patterns).pattern})\b", re.IGNORECASE)


@cache
def _heads() -> frozenset[str]:
    return frozenset(content(__package__, "partners")["names"]["heads"])


@cache
def _name() -> re.Pattern[str]:
    """A run of words with capitals, joined by small words such as `of`; two such words at least."""
    joins = "|".join(map(re.escape, content(__package__, "partners")["names"]["joins"]))
    capital = r"[A-Z][\w’'.&-]*(?<![.])"
    return re.compile(rf"\b{capital}(?: (?:(?:{joins}) ){{0,2}}{capital})+")
