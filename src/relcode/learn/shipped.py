"""How the shipped model and the cues make a logit together, for many units at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.learn.heads import STRONG, WEAK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relcode.features.model import Model


class Shipped:
    """The model's own combination: a bias, a slope, cue weights and a threshold (`cuts`) a code."""

    def __init__(self, model: Model) -> None:
        """Take them from the model, in the order of its codes."""
        about = model.about["combination"]
        self.bias, self.slope, self.weak, self.strong = (
            np.array(about[name]) for name in ("bias", "slope", "weak", "strong")
        )
        self.cuts = np.array(model.about["thresholds"])
        self._heads, self._heads_bias = model.heads["codes"], model.heads["codes_bias"]

    def logits(self, vectors: NDArray[np.float32], cues: NDArray[np.int8]) -> NDArray[np.float64]:
        """The logits (n, codes) of units, by their vectors (n, width) and cues (n, codes)."""
        read = self.slope * (vectors @ self._heads + self._heads_bias)
        cued = self.weak * (cues == WEAK) + self.strong * (cues == STRONG)
        return np.asarray(self.bias + read + cued)
