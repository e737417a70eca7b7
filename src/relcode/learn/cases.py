"""Segments whose code people decided on, with the chance that a tagger had given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Places = NDArray[np.intp]


class Cases(NamedTuple):
    """One code on n segments: arrays of length n in one order.

    `chances` are calibrated probabilities over 0 to 1, `truth` is 0 or 1 as people decided,
    `weights` say how many segments each stands for (one over its inclusion probability), and
    `sources` name the document that each is from.
    """

    chances: Floats
    truth: Bools
    weights: Floats
    sources: NDArray[np.str_] | Places

    @classmethod
    def of(
        cls,
        chances: Sequence[float],
        truth: Sequence[int],
        sources: Sequence[str] | Sequence[int],
        weights: Sequence[float] | None = None,
    ) -> Self:
        """The cases from plain sequences; each stands for itself unless weights are given."""
        stands = np.ones(len(chances)) if weights is None else np.asarray(weights, float)
        return cls(np.asarray(chances, float), np.asarray(truth, bool), stands, np.asarray(sources))

    def where(self, chosen: Bools) -> Self:
        """Those of the cases that are chosen."""
        return type(self)(
            self.chances[chosen], self.truth[chosen], self.weights[chosen], self.sources[chosen]
        )
