"""Which codings of a segment stand: a person's latest decision on a code, else the suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.terms import Coding

MACHINE = ("suggested", "candidate")


def standing(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    """The codings that stand, by segment, one for each code; rejected ones are left out.

    `codings` are those of one source in order of making.
    """
    latest: dict[tuple[str, str], Coding] = {}
    for coding in codings:
        key = (coding.segment, coding.code)
        before = latest.get(key)
        if before is None or before.status in MACHINE or coding.status not in MACHINE:
            latest[key] = coding
    found: dict[str, list[Coding]] = {}
    for coding in latest.values():
        if coding.status != "rejected":
            found.setdefault(coding.segment, []).append(coding)
    return found


def assigned(codings: Iterable[Coding]) -> list[Coding]:
    """Those that count as codes of their segment: all but candidates."""
    return [coding for coding in codings if coding.status != "candidate"]
