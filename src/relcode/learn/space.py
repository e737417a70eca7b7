"""The directions in which the units that a model learned from differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ENOUGH = 4000  # examples: as good as all of them for this
_DIRECTIONS = 300
_EVEN = 0.25  # 0 leaves the directions as wide as they are, 0.5 makes all as wide


class Space:
    """Turns vectors of length 1 into coordinates of mean 0 and a mean square length of 1.

    Principal components of the model's examples, half-way to equal width: what sets few units apart
    is learned, too, and noise is not. Fixed by the model, whatever a study holds.
    """

    def __init__(self, examples: NDArray[np.float32]) -> None:
        """Find the directions of these vectors, (units, width), each of length 1."""
        examples = examples[:: max(1, len(examples) // _ENOUGH)]
        self._middle = examples.mean(0)
        with threadpool_limits(1):  # many threads wait for each other where other programs run
            widths, axes = np.linalg.eigh(np.cov(examples.T))
        axes, widths = axes[:, ::-1][:, :_DIRECTIONS], widths[::-1][:_DIRECTIONS]
        scaled = axes * np.maximum(widths, widths[0] * 1e-6) ** -_EVEN
        mean_square = float((((examples - self._middle) @ scaled) ** 2).sum(1).mean())
        self._axes = (scaled / np.sqrt(mean_square)).astype(np.float32)

    def of(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The coordinates of vectors of length 1."""
        return np.asarray((vectors - self._middle) @ self._axes, np.float32)

    def turned(self, weights: Floats) -> tuple[NDArray[np.float32], Floats]:
        """Weights of coordinates as weights of the vectors themselves, and what to add."""
        found = (self._axes @ weights).astype(np.float32)
        return found, -np.asarray(self._middle @ found, np.float64)
