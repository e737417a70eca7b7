"""The kappas that are reported, by the libraries that the field checks against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relcode.analyse.agree.tally import Floats


def cohen(confusion: Floats) -> float:
    """Cohen's kappa from a table of two coders, category × category; it must be defined."""
    first, second = np.indices(confusion.shape)
    weights = confusion.ravel()
    return float(cohen_kappa_score(first.ravel(), second.ravel(), sample_weight=weights))


def fleiss(ratings: NDArray[np.int8], categories: int) -> float:
    """Fleiss' kappa of units × coders, over units that all judged; it must be defined."""
    whole = ratings[(ratings >= 0).all(axis=1)]
    table = np.stack([(whole == category).sum(axis=1) for category in range(categories)], axis=1)
    return float(fleiss_kappa(table))
