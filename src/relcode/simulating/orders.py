"""In which order people could review units: by chance, by doubt, to teach, or to gain most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.learn.gain import BY_CHANCE, worth
from relcode.learn.informative import Doubts, informative
from relcode.learn.simulation import Draw
from relcode.review.proportional import drawn, shares

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from relcode.learn.simulation import State

    Places = NDArray[np.intp]

_TAUGHT_BY_CHANCE = 1 / 3  # of what is drawn for teaching, as 'review out' does
_DOUBTFUL = 0.02  # doubts below teach nothing


def at_random(state: State, number: int, chance: Generator) -> Draw:
    """By chance alone."""
    found = chance.permutation(state.rest)[:number]
    return Draw(found, found)


def by_doubt(state: State, number: int, chance: Generator) -> Draw:
    """The most doubtful units first: those with the code whose chance is nearest to a half."""
    return Draw(_highest(_doubts(state).max(1), state, number, chance), state.rest[:0])


def teaching(state: State, number: int, chance: Generator) -> Draw:
    """In proportion to what is learned, of every source, as 'review out --by uncertain' draws."""
    rest = chance.permutation(state.rest)
    doubts = _doubts(state)[rest]
    units, codes = np.nonzero(doubts > _DOUBTFUL)
    known = Doubts(units, codes, doubts[units, codes])
    decided = state.decided[state.reviewed].sum(0, dtype=float)
    teaches = informative(known, decided, len(rest))
    _, groups = np.unique(state.sources[rest], return_inverse=True)
    odds = shares(teaches.scores, groups, number - round(number * _TAUGHT_BY_CHANCE))
    line = np.lexsort((teaches.leading, groups))
    return _filled(rest[drawn(odds, line, chance.random())], state, number, chance)


class Gaining:
    """First where the finished coding is expected to gain most, as 'review out --by gain' draws.

    A part is drawn at random from the rest, by which the errors that are left are estimated.
    """

    def __init__(self, target: float) -> None:
        """Codes of which more than that kappa is expected are left aside, and rare ones."""
        self._target = target

    def __call__(self, state: State, number: int, chance: Generator) -> Draw:
        """The draw."""
        scores = worth(state.chances, state.decided, state.found, self._target)
        first = _highest(scores, state, number - round(number * BY_CHANCE), chance)
        return _filled(first, state, number, chance)


def _filled(first: Places, state: State, number: int, chance: Generator) -> Draw:
    """These, and at random as many as are still wanted."""
    others = chance.permutation(np.setdiff1d(state.rest, first))[: number - len(first)]
    return Draw(np.concatenate([first, others]), others)


def _doubts(state: State) -> NDArray[np.float64]:
    return np.asarray((1 - abs(2 * state.chances - 1)) * state.decided)


def _highest(scores: NDArray[np.float64], state: State, number: int, chance: Generator) -> Places:
    """The units of the rest with the highest scores; lots decide between equal ones."""
    rest = chance.permutation(state.rest)
    return np.asarray(rest[np.argsort(-scores[rest], kind="stable")][:number])
