"""Fit how the model and the cues make one probability, and where a code is suggested."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from training.measure import f1

_STEPS = np.arange(0.16, 0.80, 0.02)
_OWN = 0.5  # strength of what codes have of their own, against what they share
_PRIOR = 0.15  # share of the decisions of all codes that each code's threshold borrows


class Combination(NamedTuple):
    """p = sigmoid(bias + slope × logit + cue weights); one bias, slope and threshold a code.

    `weak` and `strong` are what a weak and a strong cue add, one for each code.
    """

    bias: np.ndarray
    slope: np.ndarray
    weak: np.ndarray
    strong: np.ndarray

    def chances(self, logits: np.ndarray, cues: np.ndarray) -> np.ndarray:
        """The calibrated probability of each code on each unit, (units, codes)."""
        total = self.bias + self.slope * logits
        total = total + self.weak * (cues == 1) + self.strong * (cues == 2)  # noqa: PLR2004 - strong
        return np.asarray(1 / (1 + np.exp(-total)))


def fit(logits: np.ndarray, cues: np.ndarray, coded: np.ndarray) -> Combination:
    """The combination that these units speak for; all arrays are (units, codes)."""
    units, codes = logits.shape
    parts = [logits, cues == 1, cues == 2]  # noqa: PLR2004 - a strong cue
    shared = sparse.csr_matrix(np.stack([part.ravel().astype(float) for part in parts], 1))
    own = sparse.vstack([sparse.eye(codes, format="csr")] * units).tocsr()
    alone = [own.multiply(part.ravel().astype(float)[:, None]).tocsr() * _OWN for part in parts]
    model = LogisticRegression(C=1.0, max_iter=300)
    model.fit(sparse.hstack([shared, own, *alone]).tocsr(), coded.ravel())
    weights = model.coef_[0]
    single = weights[3 + codes :].reshape(3, codes) * _OWN
    slope, weak, strong = (weights[number] + single[number] for number in range(3))
    return Combination(model.intercept_[0] + weights[3 : 3 + codes], slope, weak, strong)


def thresholds(chances: np.ndarray, coded: np.ndarray) -> np.ndarray:
    """For each code the probability from which on it is suggested, for the best F1.

    Codes with few positives lean on the threshold that is best for all codes together.
    """
    hits = np.stack([((chances >= step) * coded).sum(0) for step in _STEPS])
    given = np.stack([(chances >= step).sum(0) for step in _STEPS])
    there = coded.sum(0)
    lent = _PRIOR * np.array([hits.sum(1), given.sum(1)]) / there.sum() * 100
    scores = 2 * (hits + lent[0][:, None]) / (given + lent[1][:, None] + there + _PRIOR * 100)
    return np.asarray(_STEPS[scores.argmax(0)])


def calibration_error(chances: np.ndarray, coded: np.ndarray, least: float = 0.1) -> float:
    """The expected calibration error over the predictions above `least`, in ten bins."""
    kept = chances > least
    p, y = chances[kept], coded[kept]
    if not len(p):
        return 0.0
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs(p[bins == one].mean() - y[bins == one].mean()) * (bins == one).mean()
            for one in np.unique(bins)
        )
    )


def brier_skill(chances: np.ndarray, coded: np.ndarray) -> float:
    """One less the Brier score against that of always saying the base rate."""
    base = coded.mean()
    return float(1 - ((chances - coded) ** 2).mean() / max(base * (1 - base), 1e-9))


def best(chances: np.ndarray, coded: np.ndarray, cut: np.ndarray) -> float:
    """Micro F1 at these thresholds."""
    return f1((chances >= cut).astype(float), coded)
