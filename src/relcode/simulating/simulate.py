"""Replay the review of coded units in several orders, over several seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from relcode.errors import RelcodeError
from relcode.learn.gain import LEAST, TARGET
from relcode.learn.simulation import Replay
from relcode.learn.simulation_curves import Curve
from relcode.outcome import silent
from relcode.simulating.orders import Gaining, at_random, by_doubt, teaching

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from relcode.learn.simulation import Coded, Order, Tagger
    from relcode.outcome import Progress

    Places = NDArray[np.intp]

SEEDS: Final = 5
# of the units, that are reviewed when a round ends
SHARES: Final = (
    *(0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6),
    *(0.7, 0.8, 0.9, 1.0),
)
# of one code by itself errors are few, and soon gone
FINE: Final = (
    *(0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.065, 0.08, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3),
    *(0.4, 0.5, 0.7, 1.0),
)
RANDOM, DOUBTFUL, UNCERTAIN, GAIN = "random", "doubtful", "uncertain", "gain"
ALONE = "code-by-code"
NAMES: Final = (RANDOM, DOUBTFUL, UNCERTAIN, GAIN, ALONE)


class Simulated(NamedTuple):
    """Codes with as many units as kappa needs, how many have each, and a curve for each order.

    `size` counts the units in all.
    """

    codes: tuple[str, ...]
    units: NDArray[np.int64]
    size: int
    target: float
    curves: list[Curve]


class Plan(NamedTuple):
    """What to replay: in which orders, to which kappa, and how often, from which seed on."""

    names: Sequence[str] = NAMES
    target: float = TARGET
    seeds: int = SEEDS
    seed: int = 0


def simulate(
    codes: Sequence[str], coded: Coded, tagger: Tagger, plan: Plan, progress: Progress = silent
) -> Simulated:
    """Replay all orders of the plan; `codes` name the columns.

    People review all codes of a unit at once; `code-by-code` each code by itself, in an order of
    its own, and only that one is learned. Raises RelcodeError where no code is on 20 units and
    missing on others.
    """
    found = (coded.holds & coded.decided).sum(0)
    wanted = np.flatnonzero((found >= LEAST) & (found < coded.decided.sum(0)))
    if not len(wanted):
        message = (
            f"no code is on {LEAST} reviewed segments, and missing on others: kappa says nothing"
        )
        raise RelcodeError(message, fix="review more, then simulate again")
    every = Replay(coded, tagger, np.flatnonzero(coded.decided.any(0)), at_random)
    step = _steps(plan, len(wanted), progress)
    curves = [_replayed(every, name, wanted, plan, step) for name in plan.names]
    names = tuple(codes[n] for n in wanted.tolist())
    return Simulated(names, found[wanted], len(coded.holds), plan.target, curves)


def _replayed(
    every: Replay, name: str, wanted: Places, plan: Plan, step: Callable[[], None]
) -> Curve:
    """The curve of an order."""
    ways: dict[str, Order] = {RANDOM: at_random, DOUBTFUL: by_doubt, UNCERTAIN: teaching}
    one = every._replace(order=ways.get(name) or Gaining(plan.target))
    if name == ALONE:
        each = [one._replace(codes=np.array([code])) for code in wanted]
        return Curve.beside(name, [_curve(code, plan, FINE, step) for code in each])
    found = _curve(one, plan, SHARES, step)
    kept = np.isin(every.codes, wanted)
    return found._replace(name=name, kappa=found.kappa[..., kept], bound=found.bound[..., kept])


def _curve(one: Replay, plan: Plan, shares: Sequence[float], step: Callable[[], None]) -> Curve:
    replays = []
    for seed in range(plan.seed, plan.seed + plan.seeds):
        replays.append(list(one.rounds(shares, seed)))
        step()
    return Curve.of("", replays)


def _steps(plan: Plan, codes: int, progress: Progress) -> Callable[[], None]:
    """What counts the replays."""
    total = plan.seeds * sum(codes if name == ALONE else 1 for name in plan.names)
    done = iter(range(1, total + 1))
    return lambda: progress("replaying", next(done), total, "replays")
