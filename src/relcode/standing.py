"""Which codings of a segment are in force when all coders are taken together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relcode.terms import MACHINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.terms import Coding


def standing(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    """The codings in force, by segment, one for each code; rejected ones are left out.

    `codings` are those of one source as `Study.codings` gives them. What was adjudicated decides;
    else a code is in force that anybody accepted or added; else, if nobody rejected it, the
    suggestion. Of several coders' the first by name is given, whoever's file came in first.
    """
    groups: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        groups[coding.segment, coding.code].append(coding)
    found: dict[str, list[Coding]] = {}
    for (segment, _), group in groups.items():
        if kept := in_force(group):
            found.setdefault(segment, []).append(kept)
    return found


def in_force(group: Sequence[Coding]) -> Coding | None:
    """Of all codings of one code on one segment the one in force, or None."""
    adjudicated = [one for one in group if one.origin == "adjudication"]
    people = adjudicated or [one for one in group if one.status not in MACHINE]
    if not people:
        return group[-1]
    kept = (one for one in people if one.status != "rejected")
    return min(kept, key=lambda one: one.coder, default=None)


def assigned(codings: Iterable[Coding]) -> list[Coding]:
    """Those that count as codes of their segment: all but candidates."""
    return [coding for coding in codings if coding.status != "candidate"]
