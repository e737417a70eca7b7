"""Logistic regression of many codes at once, with an offset that each is drawn towards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from relcode.features.fewshot import chances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STEPS = 150
_CLOSE = 1e-7  # of the loss: steps that gain less are not worth their time
_ROUNDS = 25
_USUAL = 0.5  # standard deviation of biases that is expected before any is known
_WORTH = 2  # codes that this expectation counts for


class Task(NamedTuple):
    """Total = offset + parts × their weights + rows × theirs, (n, codes), and what holds.

    Each part is (n, codes) and has one weight a code, with a precision of its own; `rows`
    (n, features) have `features` weights a code. `counts` say how often each answer counts.
    """

    offset: Floats
    parts: Sequence[Floats]
    rows: NDArray[np.float32]
    holds: NDArray[np.bool_]
    counts: Floats
    precisions: Sequence[float]
    precision: float

    def total(self, weights: Floats) -> Floats:
        """The logits with these weights, (parts + features, codes)."""
        found = self.offset + self.rows @ weights[len(self.parts) :].astype(np.float32)
        for part, own in zip(self.parts, weights, strict=False):
            found = found + part * own
        return np.asarray(found, np.float64)

    def slopes(self, errors: Floats) -> Floats:
        """How the loss changes with each weight, given by how much each chance is too high."""
        of_parts = [(part * errors).sum(0) for part in self.parts]
        return np.vstack([*of_parts, self.rows.T @ errors.astype(np.float32)])


def fitted(task: Task) -> tuple[Floats, Floats]:
    """The likeliest weights of the parts, (parts, codes), and of the rows, (features, codes)."""
    shape = len(task.parts) + task.rows.shape[1], task.offset.shape[1]
    strength = np.repeat(task.precision, shape[0])
    strength[: len(task.parts)] = task.precisions

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        total = task.total(weights)
        errors = task.counts * (chances(total) - task.holds)
        drawn = strength[:, None] * weights
        likely = task.counts * (np.logaddexp(0, total) - task.holds * total)
        value = likely.sum() + 0.5 * (drawn * weights).sum()
        return float(value), (task.slopes(errors) + drawn).ravel()

    start = np.zeros(shape[0] * shape[1])
    options = {"maxiter": _STEPS, "ftol": _CLOSE}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x.reshape(shape)
    return found[: len(task.parts)], found[len(task.parts) :]


def spread(offset: Floats, holds: NDArray[np.bool_], counts: Floats) -> float:
    """The standard deviation, over codes, of the biases that fit these units best.

    By empirical Bayes (Efron & Morris 1975, JASA 70:311-319; Laplace's approximation inside EM):
    where codes differ from what is shipped by no more than chance it comes out small, and then
    none is moved far. All are (n, codes).
    """
    bias, wide = np.zeros(offset.shape[1]), _USUAL
    for _ in range(_ROUNDS):
        found = chances(offset + bias)
        sure = (counts * found * (1 - found)).sum(0) + wide**-2
        missing = (counts * (holds - found)).sum(0) - bias * wide**-2
        bias = bias + np.clip(missing / sure, -1, 1)
        squares = (bias**2 + 1 / sure).sum() + _WORTH * _USUAL**2
        wide = float(np.sqrt(squares / (len(bias) + _WORTH)))
    return wide
