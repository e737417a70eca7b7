"""Whether what was learned tells a code better than what was used before."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_LEAST = 1e-6  # a probability below counts as this


class Said(NamedTuple):
    """What a tagger says of units: the probability of each code, and whether it suggests it.

    Both are (n, codes).
    """

    chances: Floats
    given: Bools


class Score(NamedTuple):
    """How well a code is told: F1 of what is suggested, average precision, and mean log loss.

    The first two are nan where no unit has the code, all where nobody decided on it.
    """

    f1: float
    precision: float
    loss: float


class Compared(NamedTuple):
    """A code before and after, on `n` units that have it."""

    n: int
    before: Score
    after: Score

    @property
    def better(self) -> bool:
        """Whether F1 and average precision together are higher, or the loss is lower.

        With few units F1 leaps, and the loss, which sees every probability, hardly does: what is
        better by neither is not better. Where no unit has the code, the loss decides.
        """
        before, after = self.before, self.after
        higher = after.f1 + after.precision > before.f1 + before.precision
        return higher or after.loss < before.loss


def compared(before: Said, after: Said, holds: Bools, counts: Floats) -> list[Compared]:
    """Each code before and after, on units that neither had learned from.

    `holds` and `counts` (n, codes) say what people decided, and how many units each row stands for,
    0 where nobody decided.
    """
    found = []
    for code in range(holds.shape[1]):
        judged = counts[:, code] > 0
        there, weight = holds[judged, code], counts[judged, code]
        scores = (
            _score(one.chances[judged, code], one.given[judged, code], there, weight)
            for one in (before, after)
        )
        found.append(Compared(int(there.sum()), *scores))
    return found


def _score(chances: Floats, given: Bools, holds: Bools, counts: Floats) -> Score:
    from sklearn.metrics import (  # noqa: PLC0415 - heavy, and only a comparison needs it
        average_precision_score,
    )

    if not len(holds):
        return Score(nan, nan, nan)
    sure = np.clip(np.where(holds, chances, 1 - chances), _LEAST, 1)
    loss = -float(np.average(np.log(sure), weights=counts))
    right, said, there = (float(counts @ one) for one in (given & holds, given, holds))
    if not there:
        return Score(nan, nan, loss)
    precision = average_precision_score(holds, chances, sample_weight=counts)
    return Score(2 * right / (said + there), float(precision), loss)
