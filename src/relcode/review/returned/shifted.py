"""Whether cells of a column stand some rows from where they were sent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from math import log2
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Cells = Sequence[str]

FARTHEST = 50  # rows that cells are looked for up and down
_NEAR = 3  # rows: people delete or insert few cells at once
_STAYED = 2  # cells one after the other
_CHANGES = 3  # in a stretch, found again or not
_SURE, _SURE_TO_END = 5, 1  # bits beyond what so many tries would give by chance


class Stretch(NamedTuple):
    """The first and last place of cells that all moved, and how many of them were found again."""

    first: int
    last: int
    found: int


def shifted(returned: Cells, sent: Cells, changed: Sequence[int]) -> tuple[int, int] | None:
    """The first and last place of cells that stand some rows from where they were sent.

    A stretch counts where so many corrections would hardly give it by chance; one that reaches the
    end of the column, as when a cell was deleted or inserted, needs less.
    """
    by_way: defaultdict[int, list[int]] = defaultdict(list)
    for place in filter(returned.__getitem__, changed):
        for way in _ways(returned, sent, place):
            by_way[way].append(place)
    counts = Counter(sent)
    bits = {cell: -log2(count / len(sent)) for cell, count in counts.items()}
    shifts = {}
    for way, places in by_way.items():
        column = _Column(returned, sent, changed, bits, way)
        stretches = list(column.stretches(places))
        if any(map(column.is_shift, stretches)):
            shifts[way] = stretches
    if not shifts:
        return None
    # a cell may be found again some other way by chance, but not so many
    way = max(shifts, key=lambda way: (sum(each.found for each in shifts[way]), -abs(way)))
    column = _Column(returned, sent, changed, bits, way)
    first, last = column.reach(shifts[way][0].first, shifts[way][-1].last)
    # cells that were put in, or taken away, are empty now
    return max(0, first + min(way, 0)), min(len(sent) - 1, last + max(way, 0))


def _ways(returned: Cells, sent: Cells, place: int) -> Iterator[int]:
    """How many rows further on a cell was sent, wherever the row there has moved on in turn."""
    value, first = returned[place], max(0, place - FARTHEST)
    window = sent[first : place + FARTHEST + 1]
    if value not in window:
        return
    for offset, other in enumerate(window):
        way = first + offset - place
        if other == value and way and _moved_on(returned, sent, place + way, way):
            yield way


def _moved_on(returned: Cells, sent: Cells, place: int, way: int) -> bool:
    """Whether a cell gave up its value; along a run of one value, whether the last of it did."""
    for _ in range(FARTHEST):
        source = place + way
        coming = sent[source] if 0 <= source < len(sent) else ""
        if returned[place] != sent[place]:
            return returned[place] in ("", coming)
        if returned[place] != coming or not 0 <= source < len(sent):
            return False
        place = source
    return False


class _Column:
    """A column looked at for a shift by a number of rows."""

    def __init__(
        self,
        returned: Cells,
        sent: Cells,
        changed: Sequence[int],
        bits: Mapping[str, float],
        way: int,
    ) -> None:
        self._returned, self._sent, self._changed = returned, sent, changed
        self._bits, self._way = bits, way
        self._near = abs(way) <= _NEAR
        self._tries = log2(len(changed) * (2 * _NEAR if self._near else 2 * FARTHEST))

    def stretches(self, places: Sequence[int]) -> Iterator[Stretch]:
        """The stretches around these places in which every cell moved."""
        end = -1
        for place in places:
            if place <= end:
                continue
            first = last = place
            while first > end + 1 and self._has_moved(first - 1):
                first -= 1
            while last + 1 < len(self._sent) and self._has_moved(last + 1):
                last += 1
            end = last
            yield Stretch(first, last, len(_between(places, first, last)))

    def is_shift(self, stretch: Stretch) -> bool:
        """Whether a stretch is no chance: corrections would have to hit what was sent elsewhere."""
        changes = _between(self._changed, stretch.first, stretch.last)
        bits = sum(self._bits.get(self._returned[place], 0) for place in changes)
        if self._near and stretch.last == len(self._sent) - 1:
            return bits >= _SURE_TO_END + log2(len(self._changed))
        several = stretch.found > 1 and len(changes) >= _CHANGES
        return several and bits >= _SURE + self._tries

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """A stretch with what lies around it up to the next cells that surely stayed.

        A cell that was corrected does not tell whether it has moved, and by chance may look as if
        it had stayed.
        """
        return self._reach(first, -1), self._reach(last, 1)

    def _reach(self, place: int, step: int) -> int:
        end, stayed = place, 0
        while 0 <= place + step < len(self._sent) and stayed < _STAYED:
            place += step
            stayed = stayed + 1 if self._has_stayed(place) else 0
            end = end if stayed else place
        return end

    def _has_stayed(self, place: int) -> bool:
        return self._returned[place] == self._sent[place] and not self._has_moved(place)

    def _has_moved(self, place: int) -> bool:
        source = place + self._way
        coming = self._sent[source] if 0 <= source < len(self._sent) else ""
        return self._returned[place] == coming


def _between(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of the places, in order, that lie between two."""
    return places[bisect_left(places, first) : bisect_right(places, last)]
