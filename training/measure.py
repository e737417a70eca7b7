"""Figures on held-out documents: per code and over all, as the reports give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import average_precision_score

if TYPE_CHECKING:
    from relcode.codebook import Codebook

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


def roll_up(book: Codebook) -> np.ndarray:
    """(codes, core codes), 1 where a code rolls up to the core code."""
    cores = [code.id for code in book.codes if code.core]
    return np.array([[book.core(code.id) == core for core in cores] for code in book.codes], float)


def overall(given: np.ndarray, coded: np.ndarray, roll: np.ndarray) -> dict[str, float]:
    """Micro and macro F1 of all codes, and of the core codes that they roll up to."""
    core_given, core_coded = given @ roll > 0, coded @ roll > 0
    return {
        "micro_f1": f1(given, coded),
        "macro_f1": macro_f1(given, coded),
        "core_micro_f1": f1(core_given, core_coded),
        "core_macro_f1": macro_f1(core_given, core_coded),
    }


def rolled(scores: np.ndarray, roll: np.ndarray) -> np.ndarray:
    """The chance of any of the codes that roll up to each core code; `roll` is (codes, core)."""
    return 1 - np.exp(np.log1p(-np.clip(scores, 0, 1 - 1e-9)) @ roll)
