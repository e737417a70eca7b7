"""What the cell of a column that stands for one code says: applied or not, and how it is valued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.review.imported.wording import folded, ticks, valences

if TYPE_CHECKING:
    from relcode.terms import Valence

_FIGURE = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")
_EITHER = "-–−"  # no code, or a negative one: which, nobody can tell


def is_tick(cell: str, *, figures: bool = True) -> bool:
    """Whether the cell is a tick, a weight (with `figures`) or a valence."""
    return folded(cell) in {*_EITHER} or tick(cell, figures=figures) is not None


def is_ticked(cell: str) -> bool:
    """Whether the cell says that the code applies."""
    return bool(ticks().get(folded(cell)))


def tick(cell: str, *, figures: bool = True) -> tuple[bool, Valence | None] | None:
    """Whether the code applies, and with what valence; None where the cell does not tell.

    Weights of a code say that it applies unless they are 0.
    """
    word = folded(cell)
    if word in _EITHER and word:
        return None
    if word in ticks():
        return ticks()[word], None
    if word in valences():
        return True, valences()[word]
    if figures and _FIGURE.fullmatch(word):
        return float(word.replace(",", ".")) > 0, None
    return None
