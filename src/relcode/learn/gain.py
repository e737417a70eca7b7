"""What a review of each unit is worth: by how much kappa is expected to rise, over all codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from relcode.learn.simulation_kappa import gains

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relcode.learn.simulation_kappa import Finish

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

TARGET: Final = 0.8  # kappa
LEAST: Final = 20  # units with a code: of fewer kappa says little
BY_CHANCE: Final = 0.05  # of what is drawn where most is gained
_SPARE = 0.05  # kappa above the target that is aimed at: what is expected may be too high
_ASIDE = 0.1  # what a gain counts of a code that is good enough, or rare


def worth(chances: Floats, decided: Bools, found: Finish, target: float = TARGET) -> Floats:
    """What a review adds to the kappas of all codes, (n); `found` is the coding of these units.

    Codes of which more than the target is expected are left aside, and rare ones.
    """
    expected = found.expected
    aimed = ~(expected.kappa >= target + _SPARE) & (expected.have >= LEAST)
    return np.asarray(gains(chances, decided, found) @ np.where(aimed, 1.0, _ASIDE))
