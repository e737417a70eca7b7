"""Fit the paragraph model, and read it on papers that it has not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from relcode.segment.lessons.paragraphs import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.lessons.labels import Marked

FOLDS, SEED = 10, 20260914
STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3)  # of which cross-validation chooses
EVEN = 0.5


class Read(NamedTuple):
    """Out-of-fold probabilities and decisions, paragraph by paragraph, of all papers in order."""

    chances: np.ndarray
    told: np.ndarray


def fit(papers: Sequence[Marked]) -> Model:
    """The model of these papers, its strength and its threshold chosen by cross-validation."""
    chances, strength = _chosen(papers)
    return _linear(papers, strength, _threshold(chances, _lessons(papers)))


def unseen(papers: Sequence[Marked]) -> Read:
    """What models say of papers that none of their choices has seen."""
    chances: list[np.ndarray] = [np.empty(0)] * len(papers)
    told = list(chances)
    for part in parts(len(papers)):
        model = fit([papers[one] for one in range(len(papers)) if one not in part])
        for one in part:
            chances[one] = _read(model, papers[one])
            told[one] = chances[one] >= model.told
    return Read(np.concatenate(chances), np.concatenate(told))


def _chosen(papers: Sequence[Marked]) -> tuple[np.ndarray, float]:
    """The chances of paragraphs in papers left out, by the strength with the least Brier score."""
    worth = np.concatenate([paper.worth for paper in papers])
    found = [(_crossed(papers, strength), strength) for strength in STRENGTHS]
    return min(found, key=lambda one: float(((one[0] - worth) ** 2).mean()))


def _crossed(papers: Sequence[Marked], strength: float) -> np.ndarray:
    found: list[np.ndarray] = [np.empty(0)] * len(papers)
    for part in parts(len(papers)):
        rest = [papers[one] for one in range(len(papers)) if one not in part]
        model = _linear(rest, strength, EVEN)
        for one in part:
            found[one] = _read(model, papers[one])
    return np.concatenate(found)


def parts(number: int) -> list[set[int]]:
    """The numbers of as many papers in folds."""
    order = np.random.default_rng(SEED).permutation(number)
    return [set(order[start::FOLDS].tolist()) for start in range(min(FOLDS, number))]


def _linear(papers: Sequence[Marked], strength: float, told: float) -> Model:
    """Logistic regression on shares: half a lesson counts half for, and half against."""
    names = list(papers[0].features[0])
    rows = np.vstack([_rows(paper, names) for paper in papers])
    worth = np.concatenate([paper.worth for paper in papers])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = (rows - mean) / spread
    learner = LogisticRegression(C=strength, max_iter=2000)
    learner.fit(
        np.vstack([scaled, scaled]),
        np.repeat([1, 0], len(worth)),
        sample_weight=np.concatenate([worth, 1 - worth]),
    )
    weights = learner.coef_[0] / spread
    bias = float(learner.intercept_[0] - (weights * mean).sum())
    return Model(bias, dict(zip(names, weights.tolist(), strict=True)), told)


def _rows(paper: Marked, names: Sequence[str]) -> np.ndarray:
    return np.array([[one[name] for name in names] for one in paper.features]).reshape(
        -1, len(names)
    )


def _read(model: Model, paper: Marked) -> np.ndarray:
    return np.array([model.probability(one) for one in paper.features])


def _lessons(papers: Sequence[Marked]) -> np.ndarray:
    return np.concatenate([paper.worth for paper in papers]) >= EVEN


def _threshold(chances: np.ndarray, lessons: np.ndarray) -> float:
    """That at which F1 is best."""
    order = np.argsort(-chances)
    right = np.cumsum(lessons[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + lessons.sum())
    return float(chances[order[int(f1.argmax())]])
