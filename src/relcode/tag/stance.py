"""Whether a sentence asks, and its stance, which its main clause decides (R20, R23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.tag.context import WINDOW

if TYPE_CHECKING:
    from relcode.tag.context import Reading
    from relcode.tag.triggers import Trigger
    from relcode.terms import Stance

ENDS_ASKING = re.compile(r"\?[\s\"'”’»)\]]*$")
OPENING = re.compile(
    r"(?:^|[,:;\"“«(\[-]\s*|(?<=\w)\.\s+)"
    r"(?:(?:and|but|so|or|well|then|now|ok|okay|yes|no|to me)\b[,\s]+)*"
)
LIST_MARK = re.compile(r"^[\s\"'“‘(\[•*–-]*(?:\d{1,2}[.)]\s+)?")
TAG_WORDS = 4
# "is happening", "have also responded"
ONGOING = re.compile(
    r"\b(?:is|are|am|'m|'re) (?:\w+ ){0,2}?\w{2,}ing\b|\b(?:has|have|'ve) (?:\w+ ){0,2}?\w{2,}ed\b"
)


def asked(reading: Reading) -> bool:
    """Whether the sentence is a question; a statement hedged by a question mark is none."""
    if reading.all("asks_indirectly"):
        return True
    if not ENDS_ASKING.search(reading.text):
        return False
    openings = {reading.own, *(place.end() for place in OPENING.finditer(reading.text))}
    return any(
        one.start in openings and not _tag(reading, one) for one in reading.all("asks", "inverts")
    )


def stance(reading: Reading) -> Stance:
    """The first that fits: asking, advising, hedging, reporting, else asserting."""
    if reading.all("invites"):
        return "recommended"
    if asked(reading):
        return "hypothetical"
    if _main(reading, "recommends") or _imperative(reading):
        return "recommended"
    if _main(reading, "hedges"):
        return "hypothetical"
    if reading.all("cites", "gap"):
        return "asserted"
    happening = _main(reading, "reports") or ONGOING.search(reading.text)
    return "reported" if happening else "asserted"


def _tag(reading: Reading, one: Trigger) -> bool:
    """Whether only the last few words ask, as in `we were lucky, weren't we?`."""
    return one.start > 0 and reading.words(one.start, len(reading.text)) < TAG_WORDS


def _imperative(reading: Reading) -> bool:
    mark = LIST_MARK.match(reading.text, reading.own)
    opening = mark.end() if mark else reading.own
    return any(one.start == opening for one in reading.all("imperatives"))


def _main(reading: Reading, kind: str) -> bool:
    """Whether a trigger of that kind stands outside subordinate clauses and parentheses."""
    return any(not _subordinate(reading, one) for one in reading.all(kind))


def _subordinate(reading: Reading, one: Trigger) -> bool:
    before = reading.text[max(0, one.start - WINDOW) : one.start]
    if before.count("(") > before.count(")"):
        return True
    claims = {claim.end for claim in reading.near("claims", one.start, one.start)}
    openers = reading.near("subordinates", one.start, one.start)
    ends = [opener.end for opener in openers if opener.end <= one.start]
    last = max((end for end in ends if end not in claims), default=-1)
    return last >= 0 and "," not in reading.text[last : one.start]


def embedded(reading: Reading, one: Trigger) -> bool:
    """Whether a trigger stands inside a how, why or what clause that follows a main clause."""
    openers = reading.near("embeds", one.start, one.start)
    return any(opener.start > 0 and opener.end <= one.start for opener in openers)
