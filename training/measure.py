"""Figures on held-out documents: per code and over all, as the reports give them."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import average_precision_score

FEWEST = 5  # positives that a code needs to count in a macro mean


def f1(given: np.ndarray, coded: np.ndarray) -> float:
    """F1 over all decisions of two arrays of 0 and 1."""
    both = float((given * coded).sum())
    total = float(given.sum() + coded.sum())
    return 2 * both / total if total else 0.0


def macro_f1(given: np.ndarray, coded: np.ndarray) -> float:
    """The mean F1 over the codes (columns) with enough positives."""
    columns = np.flatnonzero(coded.sum(0) >= FEWEST)
    return float(np.mean([f1(given[:, one], coded[:, one]) for one in columns]))


def macro_precision(scores: np.ndarray, coded: np.ndarray) -> float:
    """The mean average precision over the codes (columns) with enough positives."""
    columns = np.flatnonzero(coded.sum(0) >= FEWEST)
    return float(
        np.mean([average_precision_score(coded[:, one], scores[:, one]) for one in columns])
    )


def best_f1(scores: np.ndarray, coded: np.ndarray) -> tuple[float, float]:
    """The best F1 with one threshold for all codes, and that threshold."""
    steps = np.arange(0.05, 0.95, 0.05)
    return max((f1(scores > step, coded), float(step)) for step in steps)


def rolled(scores: np.ndarray, roll: np.ndarray) -> np.ndarray:
    """The chance of any of the codes that roll up to each core code; `roll` is (codes, core)."""
    return 1 - np.exp(np.log1p(-np.clip(scores, 0, 1 - 1e-9)) @ roll)
