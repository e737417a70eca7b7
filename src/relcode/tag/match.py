"""Find where cues occur: an index of words, so that a sentence tries only the likely cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from relcode.tag.rules import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relcode.tag.compile import Cue, Openings

Payload = TypeVar("Payload")
Words: TypeAlias = "list[tuple[str, int]]"
FIRST = re.compile(r"\w+")
MOST_KNOWN = 100_000
LONGEST_WORD = 40


class Found(NamedTuple, Generic[Payload]):
    """One occurrence of a cue, in positions of the folded text."""

    cue: Cue
    of: Payload
    start: int
    end: int


class _Entry(NamedTuple):
    number: int
    match: Callable[[str, int], re.Match[str] | None]
    cue: Cue
    of: Any


class _Known(NamedTuple):
    """What a word means to an index: the cues it makes possible, the cues it can begin."""

    possible: frozenset[int]
    entries: tuple[_Entry, ...]


def words_of(text: str) -> Words:
    """The words of a folded text, each with the place of its start."""
    return [(word.group(), word.start()) for word in FIRST.finditer(text)]


class CueIndex(Generic[Payload]):
    """Cues by the words they can begin with and by the rarest word each cannot do without."""

    def __init__(self, cues: Iterable[tuple[Cue, Payload]]) -> None:
        """Index the cues; each carries what it stands for."""
        self._starts = _Openers()
        self._anchors = _Openers()
        self._entries: list[_Entry] = []
        self._known: dict[str, _Known | Literal[False]] = {}
        common = frozenset(rules("common_words")["common"])
        for number, (cue, of) in enumerate(cues):
            self._entries.append(_Entry(number, cue.pattern.match, cue, of))
            self._starts.add(cue.starts, number)
            self._anchors.add(min(cue.needs, key=lambda needs: _frequency(needs, common)), number)

    def found(self, text: str, words: Words) -> list[Found[Payload]]:
        """Every occurrence in folded text with these words, by start; of one cue none overlap."""
        known, learnt = self._known.get, self._learnt
        places: list[tuple[int, tuple[_Entry, ...]]] = []
        possible = set[int]()
        for word, start in words:
            about = known(word)
            if about is None:
                about = learnt(word)
            if about:
                if about.possible:
                    possible |= about.possible
                if about.entries:
                    places.append((start, about.entries))
        return self._matches(text, places, possible) if possible else []

    def _matches(
        self, text: str, places: list[tuple[int, tuple[_Entry, ...]]], possible: set[int]
    ) -> list[Found[Payload]]:
        hits: list[Found[Payload]] = []
        ends: dict[int, int] = {}
        for start, entries in places:
            for number, match, cue, of in entries:
                if number in possible:
                    hit = match(text, start)
                    if hit and ends.get(number, 0) <= start:
                        ends[number] = hit.end()
                        hits.append(Found(cue, of, start, hit.end()))
        return hits

    def _learnt(self, word: str) -> _Known | Literal[False]:
        """What a word means to the index, False for nothing, remembered for the next time."""
        entries = tuple(self._entries[number] for number in sorted(self._starts.of(word)))
        possible = frozenset(self._anchors.of(word))
        about: _Known | Literal[False]
        about = _Known(possible, entries) if possible or entries else False
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[word] = about
        return about


class _Openers:
    """Numbers of cues by whole word and by beginning of a word."""

    def __init__(self) -> None:
        self._exact: dict[str, list[int]] = {}
        self._prefixes: dict[str, list[int]] = {}

    def add(self, openings: Openings, number: int) -> None:
        for word in openings.exact:
            self._exact.setdefault(word, []).append(number)
        for prefix in openings.prefixes:
            self._prefixes.setdefault(prefix, []).append(number)

    def of(self, word: str) -> set[int]:
        numbers = set(self._exact.get(word, ()))
        for length in range(1, min(len(word), LONGEST_WORD) + 1):
            numbers.update(self._prefixes.get(word[:length], ()))
        return numbers


def _frequency(openings: Openings, common: frozenset[str]) -> tuple[int, int]:
    """How often, roughly, a text has one of these words: common ones first, then their number."""
    return len(openings.exact & common), len(openings.exact) + 3 * len(openings.prefixes)


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The folded text with the letters in these spans made unmatchable, blanks kept."""
    parts, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            parts.append(text[done : max(start, done)])
            hidden = text[max(start, done) : end]
            parts.append(FIRST.sub(lambda word: "_" * len(word[0]), hidden))
            done = end
    return "".join([*parts, text[done:]])
