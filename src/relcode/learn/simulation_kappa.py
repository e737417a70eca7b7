"""The kappa that a half reviewed coding is to have, and what each review adds to it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    # all units, some at a time: chances and where decided, (n, codes); gone through several times
    Blocks = Iterable[tuple[Floats, Bools]]

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

    def plus(self, other: Counts) -> Counts:
        """Those of both, of other units."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))

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


class Cut(NamedTuple):
    """From which chance on each code is given, (codes), and what is expected of that, by code."""

    least: Floats
    expected: Counts

    def finish(self, chances: Floats) -> Finish:
        """The finished coding of these units, some or all."""
        return Finish(chances >= self.least, self.expected)


def finish(chances: Floats, decided: Bools) -> Finish:
    """The coding with the highest expected kappa; what was reviewed has chances of 0 or 1."""
    return cut([(chances, decided)]).finish(chances)


def cut(blocks: Blocks) -> Cut:
    """Where the coding has the highest expected kappa; the blocks hold all units.

    A unit more is worth giving where its chance is at least f + kappa × (1/2 - f), f being how
    frequent the code is: there the derivative of the expected kappa by it is 0. For a rare code
    that is half of the F1 that is reached (Lipton, Elkan & Naryanaswamy 2014, ECML PKDD, LNCS
    8725:225-239): the better the rest already is, the surer a code must be to be given.
    """
    least = np.array(np.inf)
    counts = _counted(blocks, least)
    frequent, kappa = counts.have / np.maximum(counts.units, 1), np.full(counts.have.shape, _START)
    for _ in range(_STEPS):
        before, least = least, np.maximum(frequent + kappa * (0.5 - frequent), _LEAST)
        if (least == before).all():  # as it will be for good
            break
        counts = _counted(blocks, least)
        kappa = np.nan_to_num(counts.kappa)
    return Cut(least, counts)


def _counted(blocks: Blocks, least: Floats) -> Counts:
    each = (Counts.of(chances >= least, chances, decided) for chances, decided in blocks)
    return reduce(Counts.plus, each)


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
