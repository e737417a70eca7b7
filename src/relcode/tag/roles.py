"""The role of a coding: whether its sentence says that the thing helps or hinders (R22)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.tag.context import joined

if TYPE_CHECKING:
    from relcode.tag.context import Reading
    from relcode.tag.resolve import Hit
    from relcode.tag.triggers import Trigger
    from relcode.terms import Role

# a cause stands before its effect word, or after one in the passive
BEFORE = {"helps": "facilitator", "hinders": "barrier"}
AFTER = {"helped_by": "facilitator", "hindered_by": "barrier"}
REACH = 9
# characters that the longest of the two patterns below needs
LONGEST_LEAD = 8
# "developed to support", "can be sustained": the thing is not what supports or sustains
PURPOSE = re.compile(r"\bto $")
PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|get|got) $")


def role(reading: Reading, hit: Hit) -> Role:
    """The role that an effect word in the same clause gives to a hit; none without one."""
    roles = {given for kind, given in BEFORE.items() if _precedes(reading, hit, kind)}
    roles |= {given for kind, given in AFTER.items() if _follows(reading, hit, kind)}
    both = any(one.start >= hit.end for one in reading.near("both", hit.start, hit.end))
    if len(roles) > 1 or both:
        return "both"
    return roles.pop() if roles else "none"  # type: ignore[return-value]


def _precedes(reading: Reading, hit: Hit, kind: str) -> bool:
    return any(
        one.start >= hit.end and _active(reading, one) and _linked(reading, hit, hit.end, one.start)
        for one in reading.near(kind, hit.start, hit.end)
    )


def _follows(reading: Reading, hit: Hit, kind: str) -> bool:
    return any(
        one.end <= hit.start and _linked(reading, hit, one.end, hit.start)
        for one in reading.near(kind, hit.start, hit.end)
    )


def _linked(reading: Reading, hit: Hit, start: int, end: int) -> bool:
    """Whether a hit and an effect word share a clause with nothing but a list between them."""
    if reading.clause(start) != reading.clause(end):
        return False
    between = [
        one
        for one in reading.hits_after(start)
        if one.end <= end and one is not hit and one.strength == "strong"
    ]
    ends = [start, *(one.end for one in between)]
    gaps = list(zip(ends, [*(one.start for one in between), end], strict=True))
    gaps = [(first, last) for first, last in gaps if reading.text[first:last].strip()]
    effect = gaps.pop() if start == hit.end and gaps else gaps.pop(0) if gaps else (start, start)
    return reading.words(*effect) <= REACH and all(
        joined(reading.text[first:last]) for first, last in gaps
    )


def _active(reading: Reading, one: Trigger) -> bool:
    before = reading.text[max(0, one.start - LONGEST_LEAD) : one.start]
    if reading.text.endswith("ed", one.start, one.end) and PASSIVE.search(before):
        return False
    return not PURPOSE.search(before)
