"""The grounds of a code that the model reads: the words that speak for it, and what it is like."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from relcode.terms import Evidence, Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcode.features.encoder import Encoded
    from relcode.features.model import Model
    from relcode.features.tokens import Tokens
    from relcode.tag.support import View

_LONGEST = 8  # words that are shown
_WORD = re.compile(r"\S+")
_QUOTED = 90  # letters of an example


class Grounds:
    """Finds the words that moved a code most, and the nearest unit that it was learned from.

    A unit's vector is the mean of its tokens' states, so its logit is exactly the mean of what each
    token adds: the words shown are those that add most, and what the logit would be without them is
    the mean of the others.
    """

    def __init__(self, model: Model, tokens: Tokens) -> None:
        """Take the examples."""
        self._examples, self._tokens = model.examples, tokens

    def why(  # noqa: PLR0913, PLR0917 - all that a reason says
        self,
        view: View,
        text: str,
        unit: Encoded,
        number: int,
        chance: Callable[[float], float] | None = None,
        by: str = "the model",
    ) -> Why:
        """The why of the code with that number; `text` is the segment's.

        `chance` gives its probability when the model's logit changes by so much; with it, the note
        says from what the words shown lift the probability. `by` says who read it.
        """
        gains = unit.gains[:, number].astype(float)
        words = [found.span() for found in _WORD.finditer(text)]
        owners = self._owners(text, words)[: len(gains)]
        first, last = _best(_added(gains, owners))
        start, end = words[first][0], words[last][1]
        change = without(gains, (owners >= first) & (owners <= last))
        place = view.segment.start
        said = Evidence(text[start:end], place + start, place + end, "strong")
        moved = _moved(chance(0.0), chance(change)) if chance else ""
        return Why((said,), "", f"read by {by}{moved}; like “{self._like(unit, number)}”")

    def _owners(self, text: str, words: list[tuple[int, int]]) -> np.ndarray:
        """The number of the word that each token is part of; -1 for the opening."""
        starts = [start for start, _ in words]
        tokens = [start for start, _ in self._tokens.places(text)]
        of_words = np.searchsorted(starts, tokens, side="right") - 1
        return np.array([-1, *of_words.clip(0)], dtype=int)

    def _like(self, unit: Encoded, number: int) -> str:
        """The nearest unit with this code that the model learned from."""
        rows = np.flatnonzero(self._examples.coded[:, number])
        near = self._examples.vectors[rows] @ unit.vector
        return shortened(self._examples.texts[rows[int(near.argmax())]])


def shortened(text: str) -> str:
    """The text, or its first words where it is long."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rsplit(' ', 1)[0]} …"


def without(gains: np.ndarray, out: np.ndarray) -> float:
    """How the logit of a code changes when the tokens that `out` marks are left out of the mean.

    `gains` (tokens) is what each token of a unit adds to that code, the opening first, which is
    never left out. Exact at the pooling; the other tokens' states are as they were read, with the
    words that are left out in view.
    """
    return float(gains[~out].mean() - gains.mean())


def _added(gains: np.ndarray, owners: np.ndarray) -> list[float]:
    """What each word adds above the mean token, as far as the model reads."""
    above = gains - gains.mean()
    return [float(one) for one in np.bincount(owners[1:], above[1:], minlength=1)]


def _best(sums: list[float]) -> tuple[int, int]:
    """The first and last of a few neighbours with the greatest sum."""
    total = [0.0, *accumulate(sums)]
    spans = (
        (total[last + 1] - total[first], first, last)
        for first in range(len(sums))
        for last in range(first, min(first + _LONGEST, len(sums)))
    )
    _, first, last = max(spans)
    return first, last


def _moved(chance: float, other: float) -> str:
    """What is said of a probability that is higher for the words shown."""
    low, high = f"{other:.0%}", f"{chance:.0%}"
    # not that it would be as low without them: what they say is in the other words' states, too
    return "" if other >= chance or low == high else f": these words lift it from {low} to {high}"
