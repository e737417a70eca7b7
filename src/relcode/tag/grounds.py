"""The grounds of a code that the model reads: the words that speak for it, and what it is like."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from relcode.terms import Evidence, Why

if TYPE_CHECKING:
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
    token adds: the words shown are those that add most.
    """

    def __init__(self, model: Model, tokens: Tokens) -> None:
        """Take the heads and the examples."""
        self._heads, self._examples, self._tokens = model.heads["codes"], model.examples, tokens

    def why(self, view: View, text: str, unit: Encoded, number: int) -> Why:
        """The why of the code with that number; `text` is the segment's."""
        start, end = self._words(text, unit, self._heads[:, number])
        place = view.segment.start
        said = Evidence(text[start:end], place + start, place + end, "strong")
        return Why((said,), "", f"read by the model; like “{self._like(unit, number)}”")

    def _words(self, text: str, unit: Encoded, head: np.ndarray) -> tuple[int, int]:
        """Where the words stand that speak most for a code, a few in a row."""
        added = (unit.states @ head)[1:]
        if len(added):  # nothing is left of a segment of invisible signs
            added = added - added.mean()
        words = [found.span() for found in _WORD.finditer(text)]
        sums = [0.0] * len(words)
        number = 0
        for (start, _), gain in zip(self._tokens.places(text), added, strict=False):
            while number + 1 < len(words) and words[number + 1][0] <= start:
                number += 1
            sums[number] += float(gain)
        first, last = _best(sums[: number + 1])  # the model reads only so far
        return words[first][0], words[last][1]

    def _like(self, unit: Encoded, number: int) -> str:
        """The nearest unit with this code that the model learned from."""
        rows = np.flatnonzero(self._examples.coded[:, number])
        near = self._examples.vectors[rows] @ unit.vector
        text = self._examples.texts[rows[int(near.argmax())]]
        return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rsplit(' ', 1)[0]} …"


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
