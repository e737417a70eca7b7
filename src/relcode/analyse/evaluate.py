"""How well suggested codes meet a reference: per code and overall, with intervals by document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse import agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DRAWS = 2000
MEASURES = ("precision", "recall", "f1", "kappa", "ac1")
COLUMNS = (
    "group", "code", "n", "suggested", "precision", "precision_low", "precision_high",
    "recall", "recall_low", "recall_high", "f1", "f1_low", "f1_high",
    "kappa", "kappa_low", "kappa_high", "ac1", "ac1_low", "ac1_high",
    "average_precision", "valence_agreement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One document's units against the reference, units × codes.

    `truth` and `given` hold 1 for presence; `score` ranks what was given (2 suggested, 1 only a
    candidate, 0 nothing); `same_valence` holds 1 where both have the code with one valence.
    """

    document: str
    truth: NDArray[np.int64]
    score: NDArray[np.int64]
    same_valence: NDArray[np.int64]

    @property
    def given(self) -> NDArray[np.int64]:
        """1 where the code was suggested."""
        return (self.score > 1).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its 95 % interval (percentile bootstrap over documents)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a code, or `micro` for all of them together."""

    code: str
    n: int
    suggested: int
    figures: dict[str, Figure]
    average_precision: float
    valence_agreement: float


def table(documents: Sequence[Judged], codes: Sequence[str], *, seed: int = 0) -> list[Row]:
    """A row per code, then the row `micro`; needs at least one document.

    Intervals resample whole documents (units of one document are not independent); with few
    documents they are rough, and nan with a single one or where a measure is undefined in too many
    draws.
    """
    counts = np.stack([_counts(document) for document in documents])  # documents × 4 × codes
    counts = np.concatenate([counts, counts.sum(axis=2, keepdims=True)], axis=2)
    draws = _resampled(counts, seed) if len(counts) > 1 else np.full_like(counts[[0]], np.nan)
    total = counts.sum(axis=0)
    figures = {name: _figures(name, total, draws) for name in MEASURES}
    return [
        Row(
            code=code,
            n=int(total[0, i] + total[2, i]),
            suggested=int(total[0, i] + total[1, i]),
            figures={name: figures[name][i] for name in MEASURES},
            average_precision=_average_precision(documents, i if i < len(codes) else None),
            valence_agreement=_valence(documents, i if i < len(codes) else None),
        )
        for i, code in enumerate([*codes, "micro"])
    ]


def macro_f1(rows: Sequence[Row]) -> float:
    """The mean F1 over the codes that the reference has at all; a code never found counts as 0."""
    values = [row.figures["f1"].value for row in rows if row.code != "micro" and row.n]
    return float(np.mean(np.nan_to_num(values))) if values else float("nan")


def _counts(document: Judged) -> Floats:
    truth, given = document.truth, document.given
    cells = (truth & given, (1 - truth) & given, truth & (1 - given), (1 - truth) & (1 - given))
    return np.stack([cell.sum(axis=0) for cell in cells]).astype(np.float64)


def _resampled(counts: Floats, seed: int) -> Floats:
    chosen = np.random.default_rng(seed).integers(len(counts), size=(_DRAWS, len(counts)))
    return np.asarray(counts[chosen].sum(axis=1))


def _measure(name: str) -> Callable[[Floats], Floats]:
    functions: dict[str, Callable[[Floats], Floats]] = {
        "precision": lambda c: agreement.precision(c[..., 0, :], c[..., 1, :]),
        "recall": lambda c: agreement.recall(c[..., 0, :], c[..., 2, :]),
        "f1": lambda c: agreement.f1(c[..., 0, :], c[..., 1, :], c[..., 2, :]),
        "kappa": lambda c: agreement.kappa(*(c[..., i, :] for i in range(4))),
        "ac1": lambda c: agreement.ac1(*(c[..., i, :] for i in range(4))),
    }
    return functions[name]


def _figures(name: str, total: Floats, draws: Floats) -> list[Figure]:
    values, spread = _measure(name)(total), _measure(name)(draws)
    return [Figure(float(v), *_interval(spread[:, i])) for i, v in enumerate(values)]


def _interval(values: Floats) -> tuple[float, float]:
    defined = values[~np.isnan(values)]
    if len(defined) < _DRAWS // 2:
        return float("nan"), float("nan")
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def _column(documents: Sequence[Judged], field: str, code: int | None) -> NDArray[np.int64]:
    arrays = [getattr(document, field) for document in documents]
    picked = [array if code is None else array[:, code] for array in arrays]
    return np.concatenate([array.ravel() for array in picked])


def _average_precision(documents: Sequence[Judged], code: int | None) -> float:
    """Mean precision over the ranks of the true units; tied units share one precision."""
    truth, score = _column(documents, "truth", code), _column(documents, "score", code)
    if not truth.any():
        return float("nan")
    total, last_recall = 0.0, 0.0
    for level in sorted(set(score.tolist()), reverse=True):
        above = score >= level
        recall = truth[above].sum() / truth.sum()
        total += (recall - last_recall) * truth[above].mean()
        last_recall = recall
    return float(total)


def _valence(documents: Sequence[Judged], code: int | None) -> float:
    both = _column(documents, "truth", code) & _column(documents, "given", code)
    same = _column(documents, "same_valence", code) & both
    return float(same.sum() / both.sum()) if both.any() else float("nan")
