"""Correct, code by code, how the shipped model and the cues make a probability.

A code's logit becomes slope × shipped logit + bias + what cues add + the product of the unit's
vector and `weights`: logistic regression over a frozen encoder (as in SetFit, Tunstall et al. 2022,
arXiv:2209.11055) that is drawn towards what is shipped, not towards nothing (Evgeniou & Pontil
2004, KDD 10:109-117). How much of that a code may learn hangs on how many units have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from relcode.features.fewshot import chances
from relcode.learn.fit import Task, fitted, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relcode.learn.space import Space

    Floats = NDArray[np.float64]

Rung = Literal["untouched", "without", "few", "enough"]

ENOUGH = 5  # units with a code from which on it has a head of its own
WEAK, STRONG = 1, 2  # how strongly a cue speaks for a code
# how near to the shipped ones these stay: one over the variance that they are expected to have
_SLOPE, _CUE, _WEIGHT = 100.0, 16.0, 1.0


class Given(NamedTuple):
    """Reviewed units: arrays of n rows, all but `vectors` and `sources` with a column a code.

    `vectors` (n, width) are the encoder's, `logits` (n, codes) those of the shipped model and cues
    together, `cues` 0, 1 or 2 for no, a weak or a strong one. `holds` says whether the code holds,
    `counts` how many units each row stands for, 0 where nobody said. `sources` name the documents.
    """

    vectors: NDArray[np.float32]
    logits: Floats
    cues: NDArray[np.int8]
    holds: NDArray[np.bool_]
    counts: Floats
    sources: NDArray[np.str_]

    def of(self, rows: NDArray[np.bool_]) -> Given:
        """These rows alone."""
        return Given(
            self.vectors[rows],
            self.logits[rows],
            self.cues[rows],
            self.holds[rows],
            self.counts[rows],
            self.sources[rows],
        )

    @property
    def found(self) -> NDArray[np.int64]:
        """How many units have each code."""
        return np.asarray((self.holds & (self.counts > 0)).sum(0))

    @property
    def judged(self) -> NDArray[np.int64]:
        """On how many units somebody decided on each code."""
        return np.asarray((self.counts > 0).sum(0))


class Heads(NamedTuple):
    """What corrects the shipped logits: a value a code each, and `weights` (width, codes)."""

    slope: Floats
    bias: Floats
    weak: Floats
    strong: Floats
    weights: NDArray[np.float32]

    @classmethod
    def shipped(cls, width: int, codes: int) -> Heads:
        """Those that change nothing."""
        bias, weak, strong = np.zeros((3, codes))
        return cls(np.ones(codes), bias, weak, strong, np.zeros((width, codes), np.float32))

    def mixed(self, other: Heads, codes: NDArray[np.bool_]) -> Heads:
        """These for the codes that are marked, the other ones for the rest."""
        return Heads(
            np.where(codes, self.slope, other.slope),
            np.where(codes, self.bias, other.bias),
            np.where(codes, self.weak, other.weak),
            np.where(codes, self.strong, other.strong),
            np.where(codes, self.weights, other.weights),
        )

    def logits(
        self, vectors: NDArray[np.float32], logits: Floats, cues: NDArray[np.int8]
    ) -> Floats:
        """The corrected logits of units, (n, codes); what is given is as in `Given`."""
        cued = self.weak * (cues == WEAK) + self.strong * (cues == STRONG)
        return np.asarray(self.slope * logits + self.bias + cued + unit(vectors) @ self.weights)

    def chances(self, given: Given) -> Floats:
        """The corrected probabilities of units, (n, codes)."""
        return chances(self.logits(given.vectors, given.logits, given.cues))


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each of length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.finfo(np.float32).tiny))


def rungs(given: Given) -> list[Rung]:
    """How much each code may learn.

    `untouched`, where nobody decided on it: nothing. `without`, where no unit has it: how much
    seldomer it is. `few` have it: bias, slope and cues. `enough`: a head of its own, too.
    """
    return [_rung(*each) for each in zip(given.found, given.judged, strict=True)]


def _rung(found: int, judged: int) -> Rung:
    if not judged:
        return "untouched"
    return "enough" if found >= ENOUGH else "few" if found else "without"


def learned(given: Given, space: Space, expected: float = 0.0) -> Heads:
    """The heads that these units teach; codes that nobody decided on stay as shipped.

    `expected` is the standard deviation of biases over codes, where it is known already.
    """
    heads = Heads.shipped(given.vectors.shape[1], given.logits.shape[1])
    # small products by many threads take longer, by far where other programs run
    with threadpool_limits(1):
        _learn(heads, given, space, expected or deviation(given))
    return heads


def _learn(heads: Heads, given: Given, space: Space, expected: float) -> None:
    """Write what these units teach into the heads."""
    counts = _even(given.counts)
    rows = space.of(unit(given.vectors))
    every = np.array(rungs(given))
    for rung in ("without", "few", "enough"):
        if len(codes := np.flatnonzero(every == rung)):
            parts = _parts(given, codes)[: 1 if rung == "without" else None]
            task = Task(
                offset=given.logits[:, codes],
                parts=parts,
                rows=rows if rung == "enough" else rows[:, :0],
                holds=given.holds[:, codes],
                counts=counts[:, codes],
                precisions=(expected**-2, _SLOPE, _CUE, _CUE)[: len(parts)],
                precision=_WEIGHT,
            )
            _put(heads, codes, *fitted(task), space)


def deviation(given: Given) -> float:
    """The standard deviation of the biases that these units speak for, over codes."""
    judged = given.judged > 0
    even = _even(given.counts)[:, judged]
    return spread(given.logits[:, judged], given.holds[:, judged], even)


def _even(counts: Floats) -> Floats:
    """Counts that are 1 on average over the units on which somebody decided, code by code."""
    judged = np.maximum((counts > 0).sum(0), 1)
    mean = counts.sum(0) / judged
    return np.asarray(counts / np.where(mean > 0, mean, 1.0))


def _parts(given: Given, codes: NDArray[np.intp]) -> list[Floats]:
    """What bias, slope, weak and strong weigh, each (n, codes)."""
    cues = given.cues[:, codes]
    one = np.ones(cues.shape)
    return [one, given.logits[:, codes], 1.0 * (cues == WEAK), 1.0 * (cues == STRONG)]


def _put(
    heads: Heads, codes: NDArray[np.intp], parts: Floats, weights: Floats, space: Space
) -> None:
    """Write what was fitted for these codes into the heads."""
    columns = (heads.bias, heads.slope, heads.weak, heads.strong)
    for column, values in zip(columns, parts, strict=False):
        column[codes] += values
    if len(weights):
        turned, shift = space.turned(weights)
        heads.weights[:, codes] = turned
        heads.bias[codes] += shift
