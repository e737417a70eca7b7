"""Choose among several places of a passage by where the rows around it stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcode.review.anchor import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relcode.review.imported.rows import Row

_ENOUGH = {"position": 2, "order": 5}  # rows in order, before their order tells anything


class Finding(NamedTuple):
    """A row and its places in one source."""

    row: Row
    found: Found


class _Known(NamedTuple):
    """How far a row is in the table's own reckoning, and where it stands in the text."""

    at: int
    start: int


def chosen(findings: Sequence[Finding]) -> list[Finding]:
    """The same rows of one source, with one place where their neighbours leave no other.

    First by the positions that the table names, then by the order of its rows; either only if
    all rows that stand in one place alone are in that order. What chose is named in `Found.by`.
    """
    found = list(findings)
    for hint, at in (("position", _position), ("order", _order)):
        known = sorted(
            _Known(number, each.found.spans[0].start)
            for each in found
            if each.found.spans and (number := at(each.row)) is not None
        )
        starts = [each.start for each in known]
        if len(set(starts)) >= _ENOUGH[hint] and _ordered(known):
            found = _narrowed(found, known, hint, at)
    return found


def _position(row: Row) -> int | None:
    return row.position


def _order(row: Row) -> int | None:
    return row.order


def _ordered(known: Sequence[_Known]) -> bool:
    return all(before.start <= after.start for before, after in pairwise(known))


def _narrowed(
    findings: Sequence[Finding],
    known: Sequence[_Known],
    hint: str,
    at: Callable[[Row], int | None],
) -> list[Finding]:
    """The same, with one place for those that their neighbours leave no other."""
    result = list(findings)
    for (before, after, _), numbers in _alike(findings, known, at).items():
        between = before > 0 and after < len(known)
        if hint == "order" and not between:  # rows are often added at the end
            continue
        first = known[before - 1].start if before else 0
        last = known[after].start if after < len(known) else float("inf")
        found = findings[numbers[0]].found
        places = [place for place in found.places if first <= place[0].start <= last]
        units = _units([findings[number].row for number in numbers], numbers)
        for unit, place in zip(units, places, strict=True) if len(units) == len(places) else ():
            for number in unit:
                one = Found((place,), found.step, hint)
                result[number] = Finding(findings[number].row, one)
    return result


def _alike(
    findings: Sequence[Finding], known: Sequence[_Known], at: Callable[[Row], int | None]
) -> dict[tuple[int, int, str], list[int]]:
    """The numbers of rows with several places: those with the same neighbours and words together.

    The neighbours are the last known row before them and the first after, by number.
    """
    alike: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    for number, each in enumerate(findings):
        reached = at(each.row)
        if len(each.found.places) > 1 and reached is not None:
            before = bisect_left(known, (reached,))
            after = bisect_right(known, (reached, float("inf")))
            alike[before, after, each.row.text].append(number)
    return alike


def _units(rows: Sequence[Row], numbers: Sequence[int]) -> list[list[int]]:
    """The rows that are about one passage, coded once more in each: none brings a code again."""
    units: list[list[int]] = []
    codes: set[str] = set()
    for row, number in zip(rows, numbers, strict=True):
        own = {each.code for each in row.applied}
        if not units or row.whole or own & codes:
            units.append([])
            codes = set()
        units[-1].append(number)
        codes |= own
    return units
