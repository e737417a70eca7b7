"""From which probability on a code is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STEPS = np.arange(0.04, 0.9, 0.02)
_LENT = 100  # units with the code that the probabilities themselves stand for
_SHIPPED = 2  # documents with the code that the shipped threshold stands for


def cuts(
    chances: Floats,
    holds: NDArray[np.bool_],
    counts: Floats,
    sources: NDArray[np.str_],
    shipped: Floats,
) -> Floats:
    """The threshold of each code for the best F1; without a unit that has it, the shipped one.

    `chances` (n, codes) are of units that were not learned from. What is found and what is given
    at a threshold is what was seen, and for some units more what the probabilities promise, as in
    Lewis (1995, SIGIR 18:246-254): they are true over many units, and the seen ones are few. It
    goes as far from the shipped one as the code is in several documents (`sources`, of each unit),
    because what is best in one is not in the next.
    """
    there = holds & (counts > 0)
    found = np.array(shipped, dtype=float)
    for code in np.flatnonzero(there.any(0)):
        best = _best(chances[:, code], there[:, code], counts[:, code])
        several = _several(sources[there[:, code]])
        found[code] += several / (several + _SHIPPED) * (best - found[code])
    return found


def _several(sources: NDArray[np.str_]) -> float:
    """How many documents, had all of them as many units, would tell as much (Kish 1965)."""
    _, sizes = np.unique(sources, return_counts=True)
    return float(sizes.sum() ** 2 / (sizes**2).sum())


def _best(chances: Floats, holds: NDArray[np.bool_], counts: Floats) -> float:
    """The threshold of one code."""
    given = chances[:, None] >= _STEPS
    weight = counts / counts[counts > 0].mean()
    scale = _LENT / max(float((weight * chances).sum()), 1e-9)
    hits = weight @ (given * (holds + scale * chances)[:, None])
    said = weight @ given * (1 + scale)
    return float(_STEPS[(2 * hits / (said + weight @ holds + _LENT)).argmax()])
