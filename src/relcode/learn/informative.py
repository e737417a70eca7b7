"""How much is learned from judging a segment, by what taggers leave in doubt there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]


class Doubts(NamedTuple):
    """Which codes are in doubt on which segments: arrays of one length, a place for each pair.

    `segments` and `codes` are numbers from 0. `doubts` are over 0 to 1: with the calibrated
    probability p that the code holds 1 - |2p - 1|, twice the chance that the likelier answer is
    wrong. Pairs that are left out are in no doubt.
    """

    segments: Places
    codes: Places
    doubts: Floats


class Informative(NamedTuple):
    """Of each segment how much it teaches (`scores`, 0 and more), and mostly of which code.

    `leading` is the number of that code, -1 where nothing is in doubt.
    """

    scores: Floats
    leading: Places


def informative(doubts: Doubts, decided: Floats, segments: int) -> Informative:
    """What each of so many segments teaches; `decided` counts by code the decisions so far.

    A doubt counts as the standard deviation of its answer, sqrt(p (1 - p)), over the sum of these
    for its code: so a code that is rarely in doubt counts as much in all as one that often is, and
    less by the square root of 1 + the decisions that people took on it. A segment's score is the
    length of the vector of its doubts. Drawn in proportion to it, a sample estimates the
    frequencies of all codes with the least expected variance (Isaki & Fuller 1982, JASA 77:89-96;
    for several variables Cochran 1977, Sampling Techniques, 5A.3); drawing by the doubt of a model
    in this way is the active inference of Zrnic & Candes (2024, ICML; arXiv:2403.03208).
    """
    spread = np.sqrt(doubts.doubts * (2 - doubts.doubts))
    totals = np.bincount(doubts.codes, spread, len(decided))
    shares = spread / np.where(totals > 0, totals, 1.0)[doubts.codes]
    shares /= np.sqrt(1 + decided)[doubts.codes]
    scores = np.sqrt(np.bincount(doubts.segments, shares**2, segments))
    return Informative(scores, _leading(doubts, shares, segments))


def _leading(doubts: Doubts, shares: Floats, segments: int) -> Places:
    """The code with the largest share of each segment; of equal ones the first."""
    leading = np.full(segments, -1, np.intp)
    order = np.lexsort((-doubts.codes, shares))
    order = order[shares[order] > 0]
    leading[doubts.segments[order]] = doubts.codes[order]
    return leading
