"""Decisions that a model and the nearest other decisions contradict: perhaps slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Said = NDArray[np.int8]

NEAREST = 15
_PRIOR = 1.0  # neighbours' worth of the code's frequency: a few neighbours prove little
_CLOSE = 10.0  # how much more a close neighbour counts: exp of this times the cosine
_LEAST = 1e-4  # chances nearer to 0 or 1 are as sure as no model is
_BLOCK = 1024  # rows of likenesses held at a time


class Suspects(NamedTuple):
    """Decisions, the most suspicious first: arrays of one length, a place for each decision.

    `units` and `codes` are its row and column, `scores` the log-odds that it is wrong, but for a
    constant that is the same for all. `nearest` is the share of the nearest decisions on its code,
    close ones counting more, that say the code holds.
    """

    units: Places
    codes: Places
    scores: Floats
    nearest: Floats


class Suspect(NamedTuple):
    """A decision to look at again: that the code holds on the segment (`held`), or does not.

    `chance` is the probability by decisions on other documents, `near` the share of the nearest
    decisions on the code that say it holds.
    """

    segment: str
    code: str
    held: bool
    chance: float
    near: float


def suspicious(said: Said, chances: Floats, vectors: Floats) -> Suspects:
    """Every decision, those that are most contradicted first.

    `said` (units, codes) is 1 where people say that the code holds, 0 where it does not, -1 where
    nobody decided; `chances` of the same shape are a model's probabilities, which must not have
    learned from the decision itself (out of fold); `vectors` (units, width) say what is alike.

    As likely a slip is taken to be a code too many as one too few. Then by Bayes' rule a code that
    was given is suspicious by how much less likely it is here than it usually is, and one that was
    not given by how likely it is. Model and neighbours have an equal say, on the scale of
    logits (Genest & Zidek 1986, Statistical Science 1:114-135). That out-of-fold probabilities tell
    slips is from confident learning (Northcutt, Jiang & Chuang 2021, JAIR 70:1373-1411), that
    decisions on the nearest units do from Wilson (1972, IEEE Trans. SMC 2:408-421).
    """
    decided = said >= 0
    usual = _usual(said)
    near = nearest(said, vectors, usual)
    held = said == 1
    doubt = (_logit(chances) + _logit(near)) / 2
    scores = np.where(held, _logit(usual) - doubt, doubt)
    units, codes = np.nonzero(decided)
    order = np.argsort(-scores[units, codes], kind="stable")
    units, codes = units[order], codes[order]
    return Suspects(units, codes, scores[units, codes], near[units, codes])


def nearest(said: Said, vectors: Floats, usual: Floats) -> Floats:
    """For each unit and code the share of the nearest other decisions that say it holds.

    Of the `NEAREST` by cosine among the units on which that code was decided, shrunk towards
    `usual` (codes), the code's frequency; that alone where nobody decided.
    """
    found = np.tile(usual, (len(said), 1))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.where(lengths > 0, lengths, 1.0)
    masks, group = np.unique(said >= 0, axis=1, return_inverse=True)
    for number, mask in enumerate(masks.T):
        rows, codes = np.flatnonzero(mask), np.flatnonzero(group.ravel() == number)
        if len(rows) > 1:
            held = (said[np.ix_(rows, codes)] == 1).astype(float)
            found[np.ix_(rows, codes)] = _shares(unit[rows], held, usual[codes])
    return found


def _shares(vectors: Floats, held: Floats, usual: Floats) -> Floats:
    """As `nearest`, of units on which the same codes were decided."""
    found = np.empty_like(held)
    count = min(NEAREST, len(vectors) - 1)
    for first in range(0, len(vectors), _BLOCK):
        like = vectors[first : first + _BLOCK] @ vectors.T
        own = np.arange(len(like))
        like[own, first + own] = -np.inf
        close = np.argpartition(-like, count - 1, axis=1)[:, :count]
        weights = np.exp(_CLOSE * (np.take_along_axis(like, close, axis=1) - 1))
        weights *= count / weights.sum(axis=1, keepdims=True)
        share = (weights[:, :, None] * held[close]).sum(axis=1) + _PRIOR * usual
        found[first : first + _BLOCK] = share / (count + _PRIOR)
    return found


def _usual(said: Said) -> Floats:
    """The frequency of each code among the decisions on it, never quite 0 or 1."""
    return np.asarray(((said == 1).sum(axis=0) + 0.5) / ((said >= 0).sum(axis=0) + 1))


def _logit(chances: Floats) -> Floats:
    kept = np.clip(chances, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(kept / (1 - kept)))
