"""Coefficients of agreement between two codings of the same units, from counts.

Every function takes arrays (any shape, alike) of true positives, false positives, false negatives
and true negatives, and gives an array of that shape; a coefficient that is undefined is nan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part / whole`, nan where `whole` is 0."""
    result = np.full(np.broadcast(part, whole).shape, np.nan)
    return np.asarray(np.divide(part, whole, out=result, where=whole != 0))


def precision(tp: Floats, fp: Floats) -> Floats:
    """The share of given codes that the reference has too."""
    return ratio(tp, tp + fp)


def recall(tp: Floats, fn: Floats) -> Floats:
    """The share of the reference's codes that were given."""
    return ratio(tp, tp + fn)


def f1(tp: Floats, fp: Floats, fn: Floats) -> Floats:
    """The harmonic mean of precision and recall, which is positive agreement between two coders."""
    return ratio(2 * tp, 2 * tp + fp + fn)


def kappa(tp: Floats, fp: Floats, fn: Floats, tn: Floats) -> Floats:
    """Cohen's kappa for presence against absence (Cohen 1960, Educ Psychol Meas 20:37-46)."""
    n = tp + fp + fn + tn
    observed = ratio(tp + tn, n)
    expected = ratio((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn), n * n)
    return ratio(observed - expected, 1 - expected)


def ac1(tp: Floats, fp: Floats, fn: Floats, tn: Floats) -> Floats:
    """Gwet's AC1 for presence against absence (Gwet 2008, Br J Math Stat Psychol 61:29-48)."""
    n = tp + fp + fn + tn
    observed = ratio(tp + tn, n)
    share = ratio(2 * tp + fp + fn, 2 * n)
    expected = 2 * share * (1 - share)
    return ratio(observed - expected, 1 - expected)
