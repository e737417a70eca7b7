"""Whether one text was made of another by editing it; in time linear to their lengths."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

_ALIKE = 0.5  # of the pieces are the same; texts about the same things share under 0.35
_SHORT = 400  # letters up to which pieces are three letters, above which they are two words


def like(one: str, other: str) -> bool:
    """Whether the texts are alike (Dice's coefficient of their pieces), or one holds the other."""
    first, second = (" ".join(text.casefold().split()) for text in (one, other))
    if not (first and second):
        return False
    if first in second or second in first:
        return True
    short = min(len(first), len(second)) <= _SHORT
    ours, theirs = _pieces(first, short=short), _pieces(second, short=short)
    return 2 * (ours & theirs).total() >= _ALIKE * (ours.total() + theirs.total())


def _pieces(text: str, *, short: bool) -> Counter[str]:
    if short:
        padded = f" {text} "
        return Counter(padded[place : place + 3] for place in range(len(padded) - 2))
    words = text.split()
    return Counter(map(" ".join, pairwise(words)))
