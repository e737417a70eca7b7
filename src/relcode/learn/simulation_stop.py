"""When enough was reviewed: a lower bound of kappa, by what the random part of reviews showed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.learn.simulation_kappa import Counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

TRUST = 2.0  # errors of each kind that the tagger's own chances count for


class Seen(NamedTuple):
    """Errors that units drawn at random showed, by code, and those expected of them before.

    `missing` are codes that hold and would not have been given, `wrongly` those given that do not
    hold; each is (2, codes), seen and expected.
    """

    missing: Floats
    wrongly: Floats

    @classmethod
    def nothing(cls, codes: int) -> Seen:
        """Before anything was drawn."""
        return cls(np.zeros((2, codes)), np.zeros((2, codes)))

    def more(self, given: Bools, chances: Floats, holds: Bools, decided: Bools) -> Seen:
        """With units that were drawn, whose codes were to be given by these chances."""
        both = np.array([holds, chances])
        missing, wrongly = ~given & decided, given & decided
        return Seen(
            self.missing + (both * missing).sum(1), self.wrongly + ((1 - both) * wrongly).sum(1)
        )


def bound(expected: Counts, seen: Seen, risk: float) -> Floats:
    """A kappa that the finished coding has, by code, but for that risk; `expected` is of it.

    The errors left are as many as the tagger's own chances say, times a factor: a priori it is
    gamma distributed around 1, and errors seen at random are Poisson distributed around what was
    expected of them (the gamma-Poisson model of Clayton & Kaldor 1987, Biometrics 43:671-681). Both
    kinds of error are put at the quantile that the risk leaves to each.
    """
    from scipy.stats import gamma  # noqa: PLC0415 - heavy, and only this needs it

    units, have, given, right = expected
    missing, wrongly = (
        np.maximum(left, 0) * gamma.ppf(1 - risk / 2, TRUST + kind[0]) / (TRUST + kind[1])
        for left, kind in ((have - right, seen.missing), (given - right, seen.wrongly))
    )
    right = np.maximum(given - wrongly, 0)
    return Counts(units, np.minimum(right + missing, units), given, right).kappa
