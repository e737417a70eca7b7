"""Heads for codes that no model has learned, from a definition and however many examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.rows import joined

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from relcode.codebook import Code
    from relcode.features.rows import Rows

# what a likeness is worth, and how seldom a code is where nothing is known of it: these two are
# shared by all codes, and were set on two codebooks of others (docs/any-codebook.md)
SLOPE, BIAS = 0.22, -3.4
_UNLIKE = 0.3  # what likeness to a near miss takes away
_HALF = 5  # reviewed examples from which on the learned head has the greater say
_LOOSE = 10.0  # how freely the learned head follows its examples
FEWEST = 3  # words of a definition that say anything


class Told(NamedTuple):
    """What a codebook says of a code: what holds, its examples first, and what does not."""

    examples: tuple[str, ...]
    definition: tuple[str, ...]
    unlike: tuple[str, ...]

    @property
    def yes(self) -> tuple[str, ...]:
        """All that holds."""
        return (*self.examples, *self.definition)


class Head(NamedTuple):
    """The logit of a code on a row is the row's product with `weights`, and `bias`."""

    weights: np.ndarray
    bias: float


class Taught(NamedTuple):
    """Reviewed units as rows, whether the code holds on each, and how many each stands for."""

    rows: csr_matrix
    holds: np.ndarray
    counts: np.ndarray


def told(code: Code) -> Told | None:
    """What the codebook says of a code, or None where that is too little to go by."""
    yes = tuple(one.text for one in code.borderline if one.decide == "yes")
    no = tuple(one.text for one in code.borderline if one.decide == "no")
    examples = (*code.typical, *yes)
    if not examples and len(code.definition.split()) < FEWEST:
        return None
    use = (f"{code.name}: {code.use}",) if code.use else ()
    near = tuple(one.text for one in code.near_miss)
    return Told(examples, (code.definition, *use), (*near, *no))


def zero_shot(rows: Rows, yes: csr_matrix, no: csr_matrix) -> Head:
    """A head from the codebook alone: how much more than usual a unit is like what it says.

    `yes` and `no` are rows of what holds and of near misses, the latter perhaps none. The likeness
    to the mean of the examples is that of Snell, Swersky & Zemel (2017, NeurIPS 30), with the
    definition among them; near misses are taken off as by Rocchio (1971). Vector and words each
    count in standard deviations over usual units, so that the encoder's width and scale play no
    part. As calibrated as two constants for all codes can make it: how frequent a code is, no
    definition tells.
    """
    towards = np.asarray(yes.mean(0)).ravel()
    if no.shape[0]:
        towards = towards - _UNLIKE * np.asarray(no.mean(0)).ravel()
    bias = BIAS
    weights = np.zeros_like(towards)
    for part in (slice(None, rows.width), slice(rows.width, None)):
        like = rows.usual[:, part] @ towards[part]
        if like.std() > 0:
            weights[part] = SLOPE * towards[part] / like.std()
            bias -= SLOPE * float(like.mean() / like.std())
    return Head(weights, bias)


def blend(first: Head, yes: csr_matrix, no: csr_matrix, taught: Taught) -> Head:
    """A zero-shot head and what reviewed units teach, weighed by how many of them have the code.

    With n of these the learned head counts n / (n + 5): nothing without any, less than the
    codebook with 1 to 4, and more from 5 on. That is the credibility of Bühlmann (1967, ASTIN
    Bulletin 4:199-207), on the scale of logits (Genest & Zidek 1986, Statistical Science
    1:114-135). The learned head is logistic regression over the frozen encoder, as in SetFit
    (Tunstall et al. 2022, arXiv:2209.11055), with what the codebook says (`yes`, `no`) among its
    rows. It is not balanced between the classes, and units count for as many as they were drawn
    from, so that it keeps the code's own frequency and with it the calibration.

    Where no reviewed unit has the code, or all have it, there is no head to learn: then the
    zero-shot head stays, less sure the more units were found without.
    """
    found = int(taught.holds.sum())
    if not found:
        return _rarer(first, taught)
    if found == len(taught.holds):
        return first
    share, second = found / (found + _HALF), learned(yes, no, taught)
    weights = (1 - share) * first.weights + share * second.weights
    return Head(weights, (1 - share) * first.bias + share * second.bias)


def _rarer(head: Head, taught: Taught) -> Head:
    """The head after units without the code: one more than was found, of one more than expected."""
    expected = float(taught.counts @ chances(taught.rows @ head.weights + head.bias))
    return Head(head.weights, head.bias - float(np.log1p(expected)))


def learned(yes: csr_matrix, no: csr_matrix, taught: Taught) -> Head:
    """The head that reviewed units teach, with and without the code, and what the codebook says."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - heavy, seldom needed

    rows = joined(taught.rows, yes, no)
    holds = np.concatenate([taught.holds, np.ones(yes.shape[0]), np.zeros(no.shape[0])])
    counts = np.concatenate([taught.counts, np.ones(yes.shape[0] + no.shape[0])])
    model = LogisticRegression(C=_LOOSE, max_iter=1000).fit(rows, holds.astype(bool), counts)
    return Head(model.coef_[0], float(model.intercept_[0]))


def chances(logits: np.ndarray) -> np.ndarray:
    """The probabilities of logits."""
    return np.asarray(0.5 * (1 + np.tanh(logits / 2)))
