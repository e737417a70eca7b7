"""What simulations found, code by code, as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.learn.simulation_curves import Curve
    from relcode.simulating.simulate import Simulated

    Value = str | int | float

COLUMNS: Final = (
    *("code", "units_with_it", "order", "target_kappa"),
    *("share_needed", "share_needed_least", "share_needed_most"),
    *("share_at_stop", "stopped_below_target"),
)


class Summary(NamedTuple):
    """An order over all codes: medians over codes of the share needed, and of that at the stop.

    `read` is the share of units reviewed, for any code, until all codes are at the target. `below`
    of `stops` were said while kappa was below the target; `lowest` is the lowest then.
    """

    order: str
    needed: float
    read: float
    at_stop: float
    below: int
    stops: int
    lowest: float


def rows(found: Simulated) -> Iterator[Sequence[Value]]:
    """A row for each code and order, in the order of COLUMNS: means over seeds, least and most."""
    for curve in found.curves:
        needed, stops = curve.needed(found.target), curve.stops(found.target)
        for number, code in enumerate(found.codes):
            mine = needed[:, number]
            below = float((stops.kappa[:, number] < found.target).mean())
            figures = (mine.mean(), mine.min(), mine.max(), stops.shares[:, number].mean(), below)
            shares = [round(float(one), 4) for one in figures]
            yield [code, int(found.units[number]), curve.name, found.target, *shares]


def summaries(found: Simulated) -> list[Summary]:
    """What each order comes to."""
    return [_summary(curve, found.target) for curve in found.curves]


def _summary(curve: Curve, target: float) -> Summary:
    stops = curve.stops(target)
    return Summary(
        curve.name,
        needed=float(np.median(curve.needed(target).mean(0))),
        read=curve.read(target),
        at_stop=float(np.median(stops.shares.mean(0))),
        below=int((stops.kappa < target).sum()),
        stops=stops.kappa.size,
        lowest=float(stops.kappa.min()),
    )
