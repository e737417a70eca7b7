"""Cut run-on speech at the start of a new clause, so that a unit stays short enough to code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.rules import any_of
from relcode.segment.rules import lines, rules
from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\S+")
_MARK = re.compile(r"(?P<open>(?<!\S)\"|[“«(\[])|[\"”»)\]]")


class _Limits(NamedTuple):
    """The figures of clauses.yaml, in words, and its patterns."""

    clear_after: int
    any_after: int
    least: int
    quotation: int
    clear: re.Pattern[str]
    any: re.Pattern[str]


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The parts of a spoken sentence: itself, or where it runs on (manual, R2) several in a row.

    A cut falls before a connector that opens a new clause, never within quotation marks or
    brackets, and leaves no part of a few words.
    """
    limits = _limits()
    words = [match.span() for match in _WORD.finditer(text, *sentence)]
    begin, first = sentence.start, 0
    if len(words) > limits.clear_after:
        for index in _outside(text, words, limits.quotation):
            if len(words) - index < limits.least:
                break
            if _opens(text, words[index][0], index - first, limits):
                yield Span(begin, words[index - 1][1])
                begin, first = words[index][0], index
    yield Span(begin, sentence.end)


def _outside(text: str, words: list[tuple[int, int]], quotation: int) -> Iterator[int]:
    """The indices of the words that open outside quotation marks and brackets."""
    depth = since = 0
    for index, (start, end) in enumerate(words):
        if depth == 0 or index - since > quotation:
            yield index
        for mark in _MARK.finditer(text, start, end):
            depth = depth + 1 if mark["open"] else max(depth - 1, 0)
            since = index


def _opens(text: str, at: int, length: int, limits: _Limits) -> bool:
    """Whether a clause opens here that is far enough from the last cut."""
    if length >= limits.any_after and limits.any.match(text, at):
        return True
    return length >= limits.clear_after and limits.clear.match(text, at) is not None


@cache
def _limits() -> _Limits:
    content = rules("clauses")
    return _Limits(
        clear_after=content["clear_after"],
        any_after=content["any_after"],
        least=content["least"],
        quotation=content["quotation"],
        clear=any_of(lines("clauses", "clear")),
        any=any_of(lines("clauses", "any")),
    )
