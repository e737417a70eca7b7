"""Take codes over from the sentence before (R7), or from the question answered (R8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcode.tag.context import Reading
    from relcode.tag.triggers import Trigger

OPENING = re.compile(
    r"[\s\"'“‘(\[-]*(?:(?:and|but|so|or|because|yet|well|also|thus|overall|indeed|still|then|"
    r"oh|um|uh|i think|i mean|it seems|in (?:fact|turn|short))\b[,\s]*)*"
)
# what the lists below can begin with: to look for them in few sentences only
POINTER = re.compile(r"(?:this|these|that|those|such|both|all|it)\b")
WORD = re.compile(r"[^\W\d_]+")
MOST_ANSWER_WORDS = 8
LONG_ENOUGH = 4
SHORTEST_NOUN = 5


def pointing(reading: Reading) -> tuple[Trigger, str] | None:
    """What opens the sentence by pointing to the one before, and the noun it names it by.

    The noun, cut to its beginning, is empty for a bare `this` that makes a new claim.
    """
    if not POINTER.match(reading.text, _start(reading)):
        return None
    if one := _opening(reading, "points"):
        return one, ""
    if one := _opening(reading, "points_by_name"):
        words = WORD.findall(reading.text, one.start, one.end)[1:-1]
        noun = max(words, key=len, default="")
        if len(noun) >= SHORTEST_NOUN:
            return one, noun[:SHORTEST_NOUN]
    return None


def answer(reading: Reading) -> tuple[Trigger, int] | None:
    """The word that agrees (1) or declines (-1) in a short answer, or None for another text."""
    if reading.words(0, len(reading.text)) > MOST_ANSWER_WORDS:
        return None
    for kind, value in (("declines", -1), ("agrees", 1)):
        if one := _opening(reading, kind):
            return one, value
    return None


def thin(reading: Reading) -> bool:
    """Whether a turn is too short to stand alone (R1)."""
    return reading.words(0, len(reading.text)) < LONG_ENOUGH


def _opening(reading: Reading, kind: str) -> Trigger | None:
    opening = _start(reading)
    return next((one for one in reading.all(kind) if one.start == opening), None)


def _start(reading: Reading) -> int:
    place = OPENING.match(reading.text, reading.own)
    return place.end() if place else reading.own
