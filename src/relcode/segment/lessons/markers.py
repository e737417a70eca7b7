"""Wordings that announce a lesson in running text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import LessonMarker


class Phrase(NamedTuple):
    """A marker; where none of its words occurs, its pattern need not be tried."""

    pattern: re.Pattern[str]
    confidence: float
    words: tuple[str, ...] = ("",)


def phrases(markers: Sequence[LessonMarker]) -> Sequence[Phrase]:
    """Those of a codebook, or the built-in ones where it has none."""
    return [Phrase(_compiled(each.pattern), each.confidence) for each in markers] or _built_in()


def surest(text: str, known: Sequence[Phrase]) -> float:
    """How sure the surest marker in a text makes us, 0 to 1; half of it in a question."""
    small = text.lower()
    sure = max(
        (
            phrase.confidence
            for phrase in known
            if any(word in small for word in phrase.words) and phrase.pattern.search(text)
        ),
        default=0.0,
    )
    return sure / 2 if text.endswith("?") else sure


@cache
def _built_in() -> list[Phrase]:
    return [
        Phrase(_compiled(each["pattern"]), float(each["confidence"]), tuple(each["words"]))
        for each in content(__package__, "lessons")["markers"]
    ]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
