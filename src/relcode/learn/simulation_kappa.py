"""The kappa that a half reviewed coding is to have, and what each review adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_STEPS = 20
_START = 0.5  # kappa
_LEAST = 1e-9


class Counts(NamedTuple):
    """By code, how many units there are, `have` it, were `given` it, and both (`right`).

    All may be expected numbers.
    """

    units: Floats
    have: Floats
    given: Floats
    right: Floats

    @classmethod
    def of(cls, given: Bools, holds: Bools | Floats, decided: Bools) -> Counts:
        """Those of a coding against what holds, or its chances, (n, codes), where decided."""
        mine = given & decided
        have, right = ((one * holds).sum(0, dtype=float) for one in (decided, mine))
        return cls(decided.sum(0, dtype=float), have, mine.sum(0, dtype=float), right)

    @property
    def kappa(self) -> Floats:
        """Cohen's kappa (1960) by code; nan where all units, or none, have it and were given it."""
        units, have, given, right = self
        below = units * (have + given) - 2 * have * given
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(
                np.where(below > _LEAST, 2 * (units * right - have * given), 0) / below
            )


class Finish(NamedTuple):
    """Which codes the finished coding gives, (n, codes), and what is expected of it, by code."""

    given: Bools
    expected: Counts


def finish(chances: Floats, decided: Bools) -> Finish:
    """The coding with the highest expected kappa; what was reviewed has chances of 0 or 1.

    A unit more is worth giving where its chance is at least f + kappa × (1/2 - f), f being how
    frequent the code is: there the derivative of the expected kappa by it is 0. For a rare code
    that is half of the F1 that is reached (Lipton, Elkan & Naryanaswamy 2014, ECML PKDD, LNCS
    8725:225-239): the better the rest already is, the surer a code must be to be given.
    """
    kappa = np.full(chances.shape[1], _START)
    frequent = (chances * decided).sum(0) / np.maximum(decided.sum(0), 1)
    for _ in range(_STEPS):
        given = chances >= np.maximum(frequent + kappa * (0.5 - frequent), _LEAST)
        counts = Counts.of(given, chances, decided)
        kappa = np.nan_to_num(counts.kappa)
    return Finish(given, counts)


def gains(chances: Floats, decided: Bools, found: Finish) -> Floats:
    """By how much kappa is expected to rise when a unit is reviewed, (n, codes).

    The chance that the code is missing there, or wrongly given, times the derivative of kappa.
    """
    units, have, given, _ = counts = found.expected
    kappa = np.nan_to_num(counts.kappa)
    below = np.maximum(units * (have + given) - 2 * have * given, _LEAST)
    tilt = 2 * have + kappa * (units - 2 * have)
    wrongly, missing = tilt / below, (2 * units - tilt) / below
    return np.asarray(np.where(found.given, (1 - chances) * wrongly, chances * missing) * decided)
