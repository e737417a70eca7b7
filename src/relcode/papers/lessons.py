"""The passages of a paper that state a lesson, with the codes in force on them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.terms import Coding, Segment


class Lesson(NamedTuple):
    """A paragraph, list item or sentence: `text[start:end]` of its source.

    `first` is its first segment; `probability` is that it states a lesson; `codes` are those in
    force on any of its segments, in the order of the text.
    """

    first: Segment
    end: int
    text: str
    probability: float
    codes: tuple[str, ...]


def lessons(
    text: str, segments: Sequence[Segment], coded: Mapping[str, Sequence[Coding]]
) -> Iterator[Lesson]:
    """The lessons of a source in reading order; neighbours of one probability are one passage."""
    codable = (one for one in segments if one.codable)
    for (probability, *_), run in groupby(codable, _passage):
        if probability:
            found = list(run)
            codes = (coding.code for one in found for coding in coded.get(one.id, ()))
            words = " ".join(text[found[0].start : found[-1].end].split())
            yield Lesson(found[0], found[-1].end, words, probability, tuple(dict.fromkeys(codes)))


def _passage(segment: Segment) -> tuple[float, str, int | None]:
    alone = segment.start if segment.unit in ("bullet", "cell") else None
    return segment.lesson, segment.section, alone
