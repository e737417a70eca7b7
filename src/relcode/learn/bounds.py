"""How high an error rate can be, given the errors seen, in segments that documents hold together.

Measured against other ways by `bench/certificates.py`: bounds that take segments as independent,
linearised variances and the bootstrap over documents all promise more than they keep.
"""

from __future__ import annotations

from math import ceil, inf, log, nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import betaincinv

if TYPE_CHECKING:
    from relcode.learn.cases import Bools, Cases, Floats, Places

# how much errors in one document are taken to hang together at the least: a few errors cannot
# show that they do not. At 0.1 bounds keep their promise alone where the truth is 0.1 or less,
# and certificates, which must pass twice, where it is 0.4 (bench/certificates.py)
TOGETHER = 0.1
_FAR = 10_000_000


class Rate(NamedTuple):
    """An error rate with its one-sided bounds, each with confidence 1 - delta.

    `wrong` of `units` segments in `sources` documents were wrong; `rate` is weighted, and
    `effective` is the number of independent segments that would say as much. Without units the
    rate is nan and the bounds are 0 and 1.
    """

    wrong: int
    units: int
    sources: int
    rate: float
    effective: float
    lower: float
    upper: float


NOTHING = Rate(0, 0, 0, nan, 0.0, 0.0, 1.0)


def upper(wrong: float, units: float, delta: float) -> float:
    """The upper bound of a rate with confidence 1 - delta; `units` need not be whole.

    Clopper & Pearson (1934), Biometrika 26:404-413; on fractions of units as in Korn & Graubard
    (1998), Survey Methodology 24:193-201.
    """
    if wrong >= units:
        return 1.0
    return float(betaincinv(wrong + 1, units - wrong, 1 - delta))


def lower(wrong: float, units: float, delta: float) -> float:
    """The lower bound of a rate with confidence 1 - delta, as `upper`."""
    return 1 - upper(units - wrong, units, delta)


def enough(alpha: float, delta: float, rate: float = 0.0) -> float:
    """The fewest independent segments whose bound is alpha at most, if this share of them is wrong.

    Error-free 29 at alpha 0.10 and delta 0.05; infinitely many where the rate is alpha or more.
    """
    if rate <= 0:
        return ceil(log(delta) / log(1 - alpha))
    few, many = 1, 2
    while upper(rate * many, many, delta) > alpha:
        few, many = many, 2 * many
        if many > _FAR:
            return inf
    while many - few > 1:
        middle = (few + many) // 2
        if upper(rate * middle, middle, delta) > alpha:
            few = middle
        else:
            many = middle
    return many


def rate(wrong: Bools, weights: Floats, sources: Places, heavy: float, delta: float) -> Rate:
    """The error rate of segments, which of them are wrong, what they stand for and where from.

    `heavy` is what a segment stands for that could be wrong: a rate of 0 among segments that stand
    for one each says little of errors that would stand for twenty. Sources are numbers from 0.
    """
    if not len(wrong):
        return NOTHING
    found = float(weights @ wrong / weights.sum())
    units = effective(wrong, weights, sources, heavy)
    bounds = lower(found * units, units, delta), upper(found * units, units, delta)
    return Rate(int(wrong.sum()), len(wrong), len(np.unique(sources)), found, units, *bounds)


def effective(wrong: Bools, weights: Floats, sources: Places, heavy: float = 0.0) -> float:
    """How many independent, equally weighted segments say as much as these.

    The effective sample size of Kish (1965, Survey Sampling, 11.7), divided by the design effect of
    documents 1 + (b - 1) rho, with b of Gabler, Haeder & Lahiri (1999), Survey Methodology
    25:105-106, used on a rate as by Rao & Scott (1992), Biometrics 48:577-585. Rho is as estimated,
    but no less than `TOGETHER`: Franco, Little, Louis & Slud (2019), J. Survey Statistics and
    Methodology 7:334-364, find too narrow whatever takes the design effect from few errors alone.
    """
    total, squares = weights.sum(), (weights**2).sum()
    rho = max(TOGETHER, intraclass(wrong, sources))
    shared = (np.bincount(sources, weights) ** 2).sum() - squares
    return float(total**2 / (max(squares, total * heavy) + rho * shared))


def worth(cases: Cases) -> float:
    """How many independent segments all cases are worth, if none is decided wrongly."""
    if not len(cases.weights):
        return 0.0
    _, places = np.unique(cases.sources, return_inverse=True)
    return effective(np.zeros(len(places), bool), cases.weights, places)


def intraclass(wrong: Bools, sources: Places) -> float:
    """The correlation of errors within documents, over 0 to 1: the analysis of variance estimator.

    Ridout, Demetrio & Firth (1999), Biometrics 55:137-148. It is 1 where all are from one document.
    """
    sizes = np.bincount(sources).astype(float)
    errors = np.bincount(sources, wrong)[sizes > 0]
    sizes = sizes[sizes > 0]
    count, total = len(sizes), sizes.sum()
    if count == 1:
        return 1.0
    if total == count:
        return 0.0
    shares = errors / sizes
    between = (sizes * (shares - errors.sum() / total) ** 2).sum() / (count - 1)
    within = (errors * (1 - shares)).sum() / (total - count)
    usual = (total - (sizes**2).sum() / total) / (count - 1)
    spread = between + (usual - 1) * within
    return float(min(max((between - within) / spread, 0.0), 1.0)) if spread > 0 else 0.0
