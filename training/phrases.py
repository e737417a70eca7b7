"""The phrases of a text that a cue could be made of: neighbouring words, and words around a gap."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from relcode.tag.fold import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 6  # words of a phrase without a gap
WIDEST = 3  # words in a gap
_PARTS = ((1, 1), (2, 1), (1, 2), (2, 2))  # words before and after a gap
_CLAUSE = re.compile(r"[.;:?!…]+\s|[.;:?!…]+$|\s-+\s")
_WORD = re.compile(r"\w+(?:'\w+)?")
_ENDINGS = ("s", "es", "d", "ed", "ing")
_SHORTEST = 3  # letters of a word that has regular forms


def phrases(text: str) -> Iterator[str]:
    """The phrases of a text in the cue language, each word as the class of words that it is in."""
    for clause in _CLAUSE.split(folded(text)):
        words = [alike(_bare(word)) for word in _WORD.findall(clause)]
        yield from _unbroken(words)
        yield from _gapped(words)


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _unbroken(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
            yield " ".join(words[start:end])


def _gapped(words: Sequence[str]) -> Iterator[str]:
    """Words, a gap that is not empty, and words; the gap is written as wide as any may be."""
    for before, after in _PARTS:
        for start in range(len(words) - before - after):
            lead = " ".join(words[start : start + before])
            first = start + before + 1
            for place in range(first, min(first + WIDEST, len(words) - after + 1)):
                yield f"{lead} ~{WIDEST} {' '.join(words[place : place + after])}"


@cache
def alike(word: str) -> str:
    """The word with those that count as the same, in the cue language: `(tell|tells|told)`."""
    return _written().get(word) or _regular(word)


@cache
def _written() -> dict[str, str]:
    """The classes of `phrases.yaml`, by each of their words."""
    lists = YAML(typ="safe").load(Path(__file__).with_name("phrases.yaml"))
    groups = [words for kind in ("irregular", "classes") for words in lists[kind]]
    return {word: f"({'|'.join(words)})" for words in groups for word in words}


def _regular(word: str) -> str:
    """The beginning that regular forms of a word share: `listen*` of listened and listening."""
    for ending in reversed(_ENDINGS):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST and not stem.endswith("s"):
            return f"{stem.removesuffix('e')}*"
    return f"{word.removesuffix('e')}*" if len(word) > _SHORTEST else word
