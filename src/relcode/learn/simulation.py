"""Replay how a coded corpus is reviewed round by round, and how reliable it is when finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from relcode.learn.simulation_kappa import Counts, finish
from relcode.learn.simulation_stop import Seen, bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from relcode.learn.simulation_kappa import Finish

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Places = NDArray[np.intp]

RISK = 0.1  # that the stopping rule is to run, a code


class Coded(NamedTuple):
    """What people say: whether each code holds, (n, codes), where they decided; (n) the source."""

    holds: Bools
    decided: Bools
    sources: Places


class State(NamedTuple):
    """What is known before a round: all that an order may go by.

    `chances` (n, codes) are 0 or 1 where `reviewed` (n), elsewhere the tagger's; `found` is the
    coding if nothing more were reviewed.
    """

    chances: Floats
    reviewed: Bools
    decided: Bools
    sources: Places
    found: Finish

    @property
    def rest(self) -> Places:
        """The units that nobody has reviewed."""
        return np.flatnonzero(~self.reviewed)


class Draw(NamedTuple):
    """Places to review next; `random` are those among them drawn with equal chances of the rest."""

    places: Places
    random: Places


class Order(Protocol):
    """Draws so many of the rest, of which there are as many."""

    def __call__(self, state: State, number: int, chance: np.random.Generator) -> Draw:
        """The draw."""


class Tagger(Protocol):
    """Reads all units by some of the codes, having learned from what was reviewed."""

    def __call__(self, reviewed: Bools, codes: Places) -> Floats:
        """The chances (n, codes) that these codes hold."""


class Round(NamedTuple):
    """Which units (n) were reviewed; by code kappa of the finished coding, and its lower bound."""

    reviewed: Bools
    kappa: Floats
    bound: Floats


class Replay(NamedTuple):
    """A corpus, of which some codes are reviewed, by what tagger, and in what order."""

    coded: Coded
    tagger: Tagger
    codes: Places
    order: Order

    def rounds(self, shares: Sequence[float], seed: int) -> Iterator[Round]:
        """Before the first round, and after each: what the coding would be, were it finished then.

        Finished means: as people say on units that are reviewed, as the tagger says on the others.
        `shares` of the units are reviewed when a round ends, in ascending order.
        """
        size, chance = len(self.coded.holds), np.random.default_rng(seed)
        reviewed, seen = np.zeros(size, dtype=bool), Seen.nothing(len(self.codes))
        for share in (*shares, None):
            state = self._state(reviewed)
            yield self._round(state, seen)
            number = round((share or 0) * size) - int(reviewed.sum())
            if number > 0:
                draw = self.order(state, number, chance)
                seen = self._seen(state, draw.random, seen)
                reviewed[draw.places] = True

    def _state(self, reviewed: Bools) -> State:
        holds, decided = self.coded.holds[:, self.codes], self.coded.decided[:, self.codes]
        chances = holds.astype(float)
        if not reviewed.all():
            chances = np.where(reviewed[:, None], holds, self.tagger(reviewed, self.codes))
        found = finish(chances, decided)
        return State(chances, reviewed.copy(), decided, self.coded.sources, found)

    def _round(self, state: State, seen: Seen) -> Round:
        least = bound(state.found.expected, seen, RISK)
        holds = self.coded.holds[:, self.codes]
        kappa = Counts.of(state.found.given, holds, state.decided).kappa
        return Round(state.reviewed, kappa, least)

    def _seen(self, state: State, some: Places, seen: Seen) -> Seen:
        """With what the units drawn at random show: the tagger had not seen them before."""
        holds = self.coded.holds[np.ix_(some, self.codes)]
        return seen.more(state.found.given[some], state.chances[some], holds, state.decided[some])
