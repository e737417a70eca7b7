"""Draw in proportion to a size, so that every chance is known and every group is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

_HALVINGS = 60
_DIGITS = 9  # of chances added up: where a group ends is a whole number
_CERTAIN = 1 - 1e-9  # a chance from which on no lot is cast


def shares(sizes: Floats, groups: Places, number: int) -> Floats:
    """The chance of each unit to be among `number` drawn: its part of the sizes, at most 1.

    Sizes are 0 or more; groups are numbers from 0, each with a unit. Where there are no more groups
    than are drawn, the chances of each one's units add up to 1 or more, evenly where they have no
    size. Apart from that units without a size have chance 0, and so fewer may be drawn: the
    chances add up to the number that are.
    """
    sums = np.bincount(groups, sizes)
    least = np.zeros_like(sizes)
    if len(sums) <= number:
        even = 1 / np.bincount(groups)[groups]
        least = np.where(sums[groups] > 0, sizes / np.where(sums > 0, sums, 1.0)[groups], even)
    found = np.where(sizes > 0, 1.0, least)
    wanted = min(number, round(float(found.sum())))
    low, high = 0.0, wanted / sizes[sizes > 0].min(initial=np.inf)
    for _ in range(_HALVINGS if found.sum() > wanted else 0):
        middle = (low + high) / 2
        found = np.minimum(np.maximum(middle * sizes, least), 1.0)
        low, high = (middle, high) if found.sum() < wanted else (low, middle)
    return found


def drawn(chances: Floats, order: Places, start: float) -> Places:
    """The places drawn with these chances, in ascending order; the chances add up to their number.

    Systematic sampling with unequal chances along the order (Madow 1949, Ann. Math. Statist.
    20:333-354): neighbours are seldom drawn together, and of neighbours whose chances add up to 1
    one is. `start` is over 0 to 1, the lot.
    """
    certain = chances >= _CERTAIN
    line = order[~certain[order] & (chances[order] > 0)]
    number = round(float(chances.sum())) - int(certain.sum())
    ends = np.cumsum(chances[line])
    if number:
        ends = np.round(ends * (number / ends[-1]), _DIGITS)
        ends[-1] = number  # whatever was rounded on the way
    first = min(start, 1 - 10**-_DIGITS)  # what is nearer to 1 would be rounded to it
    found = line[np.searchsorted(ends, first + np.arange(number), side="right")]
    return np.sort(np.concatenate([np.flatnonzero(certain), found]))
