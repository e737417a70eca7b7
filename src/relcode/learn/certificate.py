"""What may be decided automatically on a code, and what is known of its errors."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from relcode.learn.bounds import NOTHING, Rate
from relcode.learn.search import Pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from relcode.learn.cases import Floats
    from relcode.learn.split import Part

Verdict = Literal["certified", "weak", "not automatable", "too little evidence"]
NOBODY = Pair(0.0, inf)  # nothing is decided automatically


class Rates(NamedTuple):
    """The two error rates of what was decided automatically.

    `withheld` is among segments that have the code, `given` among those that do not.
    """

    withheld: Rate = NOTHING
    given: Rate = NOTHING

    def upper(self) -> float:
        """The higher of the two upper bounds."""
        return max(self.withheld.upper, self.given.upper)


class Count(NamedTuple):
    """What a part of the split holds."""

    sources: int
    positives: int
    negatives: int


class Needed(NamedTuple):
    """How many more must be reviewed at the least; None where no number would do."""

    positives: int | None
    negatives: int | None


class Certificate(NamedTuple):
    """What may be decided automatically on one code, and on what evidence.

    At or above `high` the code is given, below `low` it is withheld, and people decide between
    (`low` 0 and `high` infinite: everything). `holds_at` is the error rate that both classes stay
    below with confidence 1 - delta each: alpha where certified. `refused` is the share of all
    segments that people decide.
    """

    verdict: Verdict
    low: float
    high: float
    alpha: float
    delta: float
    holds_at: float
    calibration: Rates
    test: Rates
    counts: Mapping[Part, Count]
    refused: float
    needed: Needed

    def decide(self, chances: Floats) -> NDArray[np.int8]:
        """For each chance 1 (given), 0 (withheld) or -1 (refused)."""
        given, withheld = chances >= self.high, chances < self.low
        return np.where(given, 1, np.where(withheld, 0, -1)).astype(np.int8)
