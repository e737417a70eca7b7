"""Make talk of single words, each of which may name its own speaker and time."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.read.speech.values import speaker_at, time_at, word_at
from relcode.read.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOSING = frozenset(".,;:!?…%)]}。，！？、")


class Word(NamedTuple):
    """A word or punctuation mark; times are in seconds."""

    text: str
    speaker: str | None
    start: float | None
    end: float | None


def words(
    items: Sequence[Any], people: dict[str, str], speaker: str | None, labels: object = None
) -> list[Word]:
    """The words of a list, each with its speaker, or the one of the word before, or `speaker`.

    `labels` is a list of stretches with speakers and times, for words that name none.
    """
    turns = _turns(labels, people)
    found: list[Word] = []
    for item in items:
        start = time_at(item, "start")
        own = speaker_at(item, people) if isinstance(item, dict) else None
        speaker = own or _speaking(turns, start) or speaker
        if text := word_at(item):
            found.append(Word(text, speaker, start, time_at(item, "end")))
    return found


def spoken(found: Sequence[Word]) -> Iterator[Spoken]:
    """The talk of the words, a piece for each run of words by one speaker."""
    for speaker, run in groupby(found, key=lambda word: word.speaker):
        said = list(run)
        starts = [word.start for word in said if word.start is not None]
        ends = [word.end for word in said if word.end is not None]
        text = _sentence([word.text for word in said])
        yield Spoken(text, speaker, starts[0] if starts else None, ends[-1] if ends else None)


def _turns(labels: object, people: dict[str, str]) -> list[tuple[float, str]]:
    """When each speaker begins, in order."""
    found = [
        (start, speaker)
        for label in (labels if isinstance(labels, list) else ())
        if (start := time_at(label, "start")) is not None
        and (speaker := speaker_at(label, people)) is not None
    ]
    return sorted(found)


def _speaking(turns: list[tuple[float, str]], start: float | None) -> str | None:
    if start is None or not turns:
        return None
    place = bisect_right(turns, start, key=lambda turn: turn[0])
    return turns[max(0, place - 1)][1]


def _sentence(texts: Sequence[str]) -> str:
    """The words with blanks between, unless they bring their own."""
    if any(text != text.strip() for text in texts):
        return "".join(texts)
    return "".join(text if text in _CLOSING else f" {text}" for text in texts).strip()
