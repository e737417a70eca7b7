"""How the shipped model and the cues make a logit together, for many units at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.learn.heads import STRONG, WEAK

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from relcode.features.model import Model

    Floats = NDArray[np.float64]

KNEE = -3.0  # the network's logit at which the line of every code bends


class Shipped:
    """The model's own combination: what makes a logit, and a threshold (`cuts`) a code.

    Per code a bias, a slope that bends at `KNEE`, since the network is surer than it ought to be
    where it is sure, and what a weak and a strong cue add.
    """

    def __init__(self, model: Model) -> None:
        """Take them from the model, in the order of its codes."""
        about = model.about["combination"]
        self.bias, self._slope, self._bend, self._weak, self._strong = (
            np.array(about[name]) for name in ("bias", "slope", "bend", "weak", "strong")
        )
        self.cuts = np.array(model.about["thresholds"])
        self._heads, self._heads_bias = model.heads["codes"], model.heads["codes_bias"]

    def logits(self, vectors: NDArray[np.float32], cues: NDArray[np.int8]) -> Floats:
        """The logits (n, codes) of units, by their vectors (n, width) and cues (n, codes)."""
        read = vectors @ self._heads + self._heads_bias
        own = self._slope * read + self._bend * np.maximum(read - KNEE, 0)
        cued = self._weak * (cues == WEAK) + self._strong * (cues == STRONG)
        return np.asarray(self.bias + own + cued)

    def gains(self, vector: NDArray[np.float32], number: int) -> Callable[[float], float]:
        """What code `number` gains in its logit on a unit were the network's so much higher."""
        read = float(vector @ self._heads[:, number] + self._heads_bias[number])
        slope, bend = float(self._slope[number]), float(self._bend[number])
        return lambda change: (
            slope * change + bend * (max(read + change - KNEE, 0.0) - max(read - KNEE, 0.0))
        )
