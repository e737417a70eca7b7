"""Fit how the model and the cues make one probability, and where a code is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from relcode.learn.heads import STRONG, WEAK
from relcode.learn.shipped import KNEE
from training import measure

if TYPE_CHECKING:
    from training.evidence import Evidence

_STEPS = np.arange(0.16, 0.80, 0.02)
NEVER = 2.0
_ANY = np.array([NEVER, *_STEPS[::-1]])  # the first of the best is taken
_OWN = 0.5  # strength of what codes have of their own, against what they share
_BORROWED = 0.15  # share of the decisions of all codes that each code's threshold borrows


class Combination(NamedTuple):
    """p = sigmoid(bias + slope × logit + bend × max(0, logit − KNEE) + cue weights), for each code.

    `weak` and `strong` are what a weak and a strong cue add.
    """

    bias: np.ndarray
    slope: np.ndarray
    bend: np.ndarray
    weak: np.ndarray
    strong: np.ndarray

    def chances(self, found: Evidence) -> np.ndarray:
        """The calibrated probability of each code on each unit, (units, codes)."""
        weighed = zip(self[1:], _parts(found), strict=True)
        total = self.bias + sum(weight * part for weight, part in weighed)
        return np.asarray(1 / (1 + np.exp(-total)))


def _parts(found: Evidence) -> list[np.ndarray]:
    """What slope, bend, weak and strong weigh, each (units, codes)."""
    bent = np.maximum(found.logits - KNEE, 0)
    return [found.logits, bent, found.cues == WEAK, found.cues == STRONG]


def fit(found: Evidence) -> Combination:
    """The combination that these units speak for."""
    units, codes = found.logits.shape
    parts = [part.ravel().astype(float) for part in _parts(found)]
    shared = sparse.csr_matrix(np.stack(parts, 1))
    own = sparse.vstack([sparse.eye(codes, format="csr")] * units).tocsr()
    alone = [own.multiply(part[:, None]).tocsr() * _OWN for part in parts]
    model = LogisticRegression(C=1.0, max_iter=300)
    model.fit(sparse.hstack([shared, own, *alone]).tocsr(), found.coded.ravel())
    common, rest = np.split(model.coef_[0], [len(parts)])
    bias, *each = rest.reshape(-1, codes)
    weights = (one + own * _OWN for one, own in zip(common, each, strict=True))
    return Combination(model.intercept_[0] + bias, *weights)


class Tone(NamedTuple):
    """Valence = argmax(bias + weights of the model's four chances and of the rules' valence).

    `weights` is (8, 4): four log chances, then four signs of what the rules say, if anything.
    """

    weights: np.ndarray
    bias: np.ndarray

    def valences(self, found: Evidence) -> np.ndarray:
        """The valence of each code on each unit were it there, (units, codes)."""
        given = _tones(found.tones, found.judged)
        return np.asarray((given @ self.weights + self.bias).argmax(-1))


def _tones(tones: np.ndarray, judged: np.ndarray) -> np.ndarray:
    logs = tones - np.logaddexp.reduce(tones, axis=-1, keepdims=True)
    return np.concatenate([logs, judged[..., None] == np.arange(tones.shape[-1])], -1)


def fit_tone(found: Evidence) -> Tone:
    """How the model and the rules tell valence together, by the units that are coded."""
    there = found.meant >= 0
    model = LogisticRegression(C=1.0, max_iter=300)
    model.fit(_tones(found.tones[there], found.judged[there]), found.meant[there])
    return Tone(model.coef_.T, model.intercept_)


def thresholds(chances: np.ndarray, coded: np.ndarray) -> np.ndarray:
    """For each code the probability from which on it is suggested, for the best F1.

    Codes with few positives lean on the threshold that is best for all codes together.
    """
    hits = np.stack([((chances >= step) * coded).sum(0) for step in _STEPS])
    given = np.stack([(chances >= step).sum(0) for step in _STEPS])
    there = coded.sum(0)
    lent = _BORROWED * np.array([hits.sum(1), given.sum(1)]) / there.sum() * 100
    scores = 2 * (hits + lent[0][:, None]) / (given + lent[1][:, None] + there + _BORROWED * 100)
    return np.asarray(_STEPS[scores.argmax(0)])


def branches(
    chances: np.ndarray, coded: np.ndarray, cuts: np.ndarray, roll: np.ndarray
) -> np.ndarray:
    """For each core code the probability of any of its codes from which on one is suggested.

    That is where none of them reaches its own of the `cuts`; `NEVER` where that gains nothing.
    `roll` is (codes, core codes), 1 where a code rolls up to the core code.
    """
    alone, there = (chances >= cuts) @ roll > 0, coded @ roll > 0
    any_ = measure.rolled(chances, roll)
    scores = [
        [measure.f1(alone[:, core] | (any_[:, core] >= step), there[:, core]) for step in _ANY]
        for core in range(roll.shape[1])
    ]
    best = _ANY[np.argmax(scores, 1)]
    return np.where(roll.sum(0) > 1, best, NEVER)


def given(chances: np.ndarray, cuts: np.ndarray, least: np.ndarray, roll: np.ndarray) -> np.ndarray:
    """1 where a code is suggested, (units, codes); `least` is what `branches` found.

    A code reaches its own cut, or is the likeliest of a branch that reaches its own together.
    """
    said = chances >= cuts
    lent = (measure.rolled(chances, roll) >= least) & ~(said @ roll > 0)
    for core in np.flatnonzero(lent.any(0)):
        members = np.flatnonzero(roll[:, core])
        rows = np.flatnonzero(lent[:, core])
        said[rows, members[chances[np.ix_(rows, members)].argmax(1)]] = True
    return said.astype(float)


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


def errors_by_chance(chances: np.ndarray, draws: int = 400) -> np.ndarray:
    """The calibration errors that these predictions show in random draws where they are all true.

    With few units they are far from 0: each bin's share of positives is a matter of luck, too. The
    share of draws with an error as great as the one observed is the p value of calibration
    (Vaicenavicius et al. 2019, Evaluating model calibration in classification).
    """
    random = np.random.default_rng(3)
    drawn = (random.random(chances.shape) < chances for _ in range(draws))
    return np.array([calibration_error(chances, one) for one in drawn])


def brier_skill(chances: np.ndarray, coded: np.ndarray) -> float:
    """One less the Brier score against that of always saying the base rate."""
    base = coded.mean()
    return float(1 - ((chances - coded) ** 2).mean() / max(base * (1 - base), 1e-9))
