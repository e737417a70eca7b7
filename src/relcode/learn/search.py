"""Propose pairs of thresholds, in the order in which they are worth trying."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import betainc

from relcode.learn.bounds import worth

if TYPE_CHECKING:
    from relcode.learn.cases import Cases, Floats

_LEVELS = np.linspace(0, 1, 25)  # of alpha: how much of a class a threshold may cut off
_ERROR = 2  # times the cost of a refusal: giving pays only where a code likelier holds than not
_DOUBTS = np.geomspace(1e-4, 0.5, 12)


class Pair(NamedTuple):
    """At or above `high` a code is given, below `low` it is withheld, between people decide."""

    low: float
    high: float


class _Mass(NamedTuple):
    """How much of a class is below, and at or above, each of the thresholds, over 0 to 1."""

    below: Floats
    above: Floats


def candidates(cases: Cases, alpha: float, larger: float) -> list[Pair]:
    """Pairs of thresholds from development cases: the likeliest to be proven first.

    Each that follows costs less, refusals and errors taken together (Chow 1970, IEEE Trans.
    Information Theory 16:41-46), so that they can be tested in this order until one fails.
    `larger` is how many times more segments there will be to prove them on. An order learned on
    data apart: Angelopoulos, Bates, Candes, Jordan & Lei (2025), Annals of Applied Statistics
    19:1641-1662, on fixed-sequence testing. Rates are the mean of what people decided and what the
    chances promise: of few positives either alone is a poor guide.
    """
    order = np.argsort(cases.chances)
    chances, weights = cases.chances[order], cases.weights[order]
    holds = weights * (cases.truth[order] + chances) / 2
    fails = weights - holds
    if not len(chances) or min(holds.sum(), fails.sum()) <= 0:
        return []
    lows, highs = _grid(chances, holds, fails, alpha)
    units = [worth(cases.where(cases.truth == truth)) * larger for truth in (True, False)]
    missed = _mass(chances, holds, lows, highs)
    false = _mass(chances, fails, lows, highs)
    doubts = np.maximum(
        _doubt(missed.below, missed.above, units[0], alpha),
        _doubt(false.above, false.below, units[1], alpha),
    )
    share = holds.sum() / weights.sum()
    wrong = share * missed.below + (1 - share) * false.above
    right = share * missed.above + (1 - share) * false.below
    pairs = [Pair(*pair) for pair in zip(lows.tolist(), highs.tolist(), strict=True)]
    return _chain(pairs, doubts, 1 - right - wrong + _ERROR * wrong)


def _grid(chances: Floats, holds: Floats, fails: Floats, alpha: float) -> tuple[Floats, Floats]:
    """All pairs worth looking at: each threshold cuts alpha of its class off at the most."""
    cut = np.searchsorted(np.cumsum(holds) / holds.sum(), alpha * _LEVELS)
    low = np.unique(chances[np.minimum(cut, len(chances) - 1)])
    cut = np.searchsorted(np.cumsum(fails) / fails.sum(), 1 - alpha * _LEVELS)
    high = np.unique(chances[np.minimum(cut, len(chances) - 1)])
    lows, highs = (axis.ravel() for axis in np.meshgrid(low, high))
    apart = lows <= highs
    one = np.union1d(low, high)
    return np.concatenate([lows[apart], one]), np.concatenate([highs[apart], one])


def _mass(chances: Floats, weights: Floats, lows: Floats, highs: Floats) -> _Mass:
    summed = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
    below = summed[np.searchsorted(chances, lows)]
    return _Mass(below, 1 - summed[np.searchsorted(chances, highs)])


def _doubt(wrong: Floats, right: Floats, units: float, alpha: float) -> Floats:
    """The chance of as few errors, were the rate alpha: what a test of each pair would find."""
    decided = np.maximum(wrong + right, 1e-12)
    number, errors = units * decided, units * wrong
    return np.asarray(betainc(np.maximum(number - errors, 1e-9), errors + 1, 1 - alpha))


def _chain(pairs: list[Pair], doubts: Floats, costs: Floats) -> list[Pair]:
    """The cheapest pair that is hardly in doubt, and then ever cheaper ones, ever more in doubt."""
    chain: list[int] = []
    for level in np.maximum(_DOUBTS, doubts.min()):
        best = int(np.argmin(np.where(doubts <= level, costs, np.inf)))
        if not chain or costs[best] < costs[chain[-1]]:
            chain.append(best)
    return [pairs[place] for place in chain]
