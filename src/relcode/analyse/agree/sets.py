"""Agreement on the whole set of codes of a unit: Krippendorff's alpha with the MASI distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse.agreement import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.tally import Floats

_BLOCK = 256  # rows of the table of distances that are held at once


@dataclass(frozen=True, slots=True)
class SetSums:
    """What alpha over sets follows from, by source.

    `values` counts the judgements, `observed` adds up the distances within units, and `expected`
    (source × source) those between all judgements of two sources.
    """

    values: Floats
    observed: Floats
    expected: Floats


def masi(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Floats:
    """The MASI distance of every set of `first` from every set of `second`, both sets × codes.

    1 - Jaccard x monotonicity, which is 1 for equal sets, 2/3 where one contains the other, 1/3
    where they only overlap, 0 for disjoint ones (Passonneau 2006, LREC). Two empty sets are equal.
    """
    a, b = first.astype(np.float64), second.astype(np.float64)
    return _distance(a @ b.T, a.sum(axis=1)[:, None], b.sum(axis=1)[None, :])


def _distance(both: Floats, left: Floats, right: Floats) -> Floats:
    """From the sizes of two sets and of what they share."""
    either = left + right - both
    monotonicity = np.where((both == left) | (both == right), 2 / 3, 1 / 3)
    monotonicity[both == either] = 1
    either[either == 0] = 1  # two empty sets: 0 / 0, but equal
    return np.asarray(1 - np.where(left + right == 0, 1, both / either) * monotonicity)


def set_sums(ratings: Ratings, groups: Sequence[Sequence[str]]) -> SetSums:
    """The sums over the units that at least two coders of a group judged, groups added up.

    Needs at least one code.
    """
    owner = np.repeat(np.arange(len(ratings.sources)), np.diff([*ratings.cuts, len(ratings.units)]))
    sets, kind = _distinct(ratings)
    counts = np.zeros((len(ratings.sources), len(sets)))
    observed = np.zeros(len(ratings.sources))
    for group in groups:
        chosen = kind[:, ratings.columns(group)]
        judged = (chosen >= 0).sum(axis=1)
        paired = judged > 1
        if not paired.any():
            continue
        mine, who, times = chosen[paired], owner[paired], ratings.stands[paired]
        rows, columns = np.nonzero(mine >= 0)
        np.add.at(counts, (who[rows], mine[rows, columns]), times[rows])
        np.add.at(observed, who, times * _within(mine, sets) / (judged[paired] - 1))
    return SetSums(counts.sum(axis=1), observed, _between(counts, sets))


def set_alpha(weights: Floats, sums: SetSums) -> Floats:
    """Alpha over sets with every source weighted: `weights` is draws × sources, or sources."""
    n = weights @ sums.values
    expected = ((weights @ sums.expected) * weights).sum(axis=-1)
    return np.asarray(1 - ratio((n - 1) * (weights @ sums.observed), expected))


def _distinct(ratings: Ratings) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """All sets that occur, and for each unit and coder the number of its set, -1 if not judged.

    Sets are of codes that all could be given whenever a unit was judged.
    """
    judged = ratings.presence[ratings.judged]
    present = (judged == 1) & (judged >= 0).all(axis=0)
    packed = np.packbits(present, axis=1)
    keys = np.ascontiguousarray(packed).view(f"V{max(packed.shape[1], 1)}").ravel()
    _, first, number = np.unique(keys, return_index=True, return_inverse=True)
    kind = np.full(ratings.judged.shape, -1, dtype=np.int64)
    kind[ratings.judged] = number
    return present[first], kind


def _within(kinds: NDArray[np.int64], sets: NDArray[np.bool_]) -> Floats:
    """For each unit the distances of all ordered pairs of its judgements, added up."""
    total = np.zeros(len(kinds))
    for i in range(kinds.shape[1]):
        for j in range(i):
            unlike = (kinds[:, i] >= 0) & (kinds[:, j] >= 0) & (kinds[:, i] != kinds[:, j])
            a, b = sets[kinds[unlike, i]], sets[kinds[unlike, j]]
            both = (a & b).sum(axis=1, dtype=np.float64)
            total[unlike] += 2 * _distance(both, a.sum(axis=1), b.sum(axis=1))
    return total


def _between(counts: Floats, sets: NDArray[np.bool_]) -> Floats:
    """Source × source: the distances between all judgements of two sources, added up."""
    total = np.zeros((len(counts), len(counts)))
    for start in range(0, len(sets), _BLOCK):
        block = slice(start, start + _BLOCK)
        total += counts[:, block] @ (masi(sets[block], sets) @ counts.T)
    return total
