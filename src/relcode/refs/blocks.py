"""Which references are compared at all: those that share a sign of being the same work."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.refs.shape import Shape

Pair = tuple[int, int]
_LETTERS = 18  # of the title's start and end; a slip in one of them leaves the other
_MOST = 50  # in a block in which all are compared with all
_NEAR = 6  # neighbours compared in larger ones, which hold many copies or one title for all


def pairs(shapes: Sequence[Shape]) -> set[Pair]:
    """The places of references to compare, each pair once; linear in the number of references.

    The pairs depend on the set of references, not on their order.
    """
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(shapes):
        for key in _keys(each):
            blocks[key].append(place)
    found: set[Pair] = set()
    for block in blocks.values():
        found.update(_within(block, shapes))
    return found


def _keys(one: Shape) -> Iterator[str]:
    if one.doi:
        yield f"doi {one.doi}"
    if one.pmid:
        yield f"pmid {one.pmid}"
    if one.bare:
        yield f"start {one.bare[:_LETTERS]}"
        yield f"end {one.bare[-_LETTERS:]}"
    if one.family and one.year and one.page:
        yield f"place {one.family} {one.year} {one.page}"


def _within(block: Sequence[int], shapes: Sequence[Shape]) -> Iterator[Pair]:
    """All pairs of a small block; of a large one those that have more in common."""
    if len(block) <= _MOST:
        yield from map(_ordered, combinations(block, 2))
        return
    for key in (_by_author, _by_place):
        near = sorted(block, key=lambda place: (*key(shapes[place]), shapes[place].id))
        for start, place in enumerate(near):
            yield from (_ordered((place, other)) for other in near[start + 1 : start + 1 + _NEAR])


def _ordered(pair: Iterable[int]) -> Pair:
    first, second = sorted(pair)
    return first, second


def _by_author(one: Shape) -> tuple[str | int, ...]:
    return one.bare, one.family, one.year, one.page


def _by_place(one: Shape) -> tuple[str | int, ...]:
    return one.year, one.journal[:1], one.volume, one.page, one.bare
