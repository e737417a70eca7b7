"""Pack the units of a source into passages, so that each unit is encoded once, in its context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Opening = Literal["question", "heading", "turn", "same"]
LONGEST_UNIT = 96
LONGEST_PASSAGE = 192
CONTEXT = 64


class Unit(NamedTuple):
    """A segment as the encoder reads it.

    `opening` says how it begins: an interviewer's `question`, a `heading`, a new `turn`, or the
    `same` speaker going on. Only what is `wanted` gets a vector; the rest is context.
    """

    text: str
    opening: Opening
    wanted: bool


class Passage(NamedTuple):
    """Tokens of neighbouring units, and where among them each wanted unit stands.

    `places` are (number of the unit, first token, token after the last), in order.
    """

    tokens: list[int]
    places: list[tuple[int, int, int]]


def passages(tokens: Sequence[Sequence[int]], wanted: Sequence[bool]) -> Iterator[Passage]:
    """The passages of one source, in order; each wanted unit stands in one of them.

    `tokens` are those of each unit, its opening first. A passage begins with up to `CONTEXT`
    tokens of the units before it, and a unit counts with its first `LONGEST_UNIT` tokens.
    """
    cut = [one[:LONGEST_UNIT] for one in tokens]
    first = 0
    while first < len(cut):
        passage, first = _from(cut, wanted, first)
        if passage.places:
            yield passage


def _from(
    tokens: Sequence[Sequence[int]], wanted: Sequence[bool], first: int
) -> tuple[Passage, int]:
    """The passage that begins with this unit, and the number of the unit after its last."""
    passage = Passage(_before(tokens, first), [])
    number = first
    while number < len(tokens):
        start, end = len(passage.tokens), len(passage.tokens) + len(tokens[number])
        if number > first and end > LONGEST_PASSAGE:
            break
        passage.tokens.extend(tokens[number])
        if wanted[number]:
            passage.places.append((number, start, end))
        number += 1
    return passage, number


def _before(tokens: Sequence[Sequence[int]], first: int) -> list[int]:
    """The tokens of the last units before this one, as many whole ones as the context holds."""
    start, room = first, CONTEXT
    while start and len(tokens[start - 1]) <= room:
        start -= 1
        room -= len(tokens[start])
    return [token for one in tokens[start:first] for token in one]
