"""What would be said of each document by what was learned from the others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.learn.heads import deviation, learned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from relcode.learn.heads import Given
    from relcode.learn.space import Space

    Floats = NDArray[np.float64]

_PARTS = 5


def parts(sources: Iterable[str], most: int = _PARTS) -> dict[str, int]:
    """The part of each document, 0 to at most `most` - 1, all with about as many units.

    `sources` name the document of each unit. The same documents give the same parts.
    """
    names, sizes = np.unique(list(sources), return_counts=True)
    filled = np.zeros(min(most, max(len(names), 1)))
    found = {}
    for number in np.argsort(-sizes, kind="stable"):
        part = int(filled.argmin())
        filled[part] += sizes[number]
        found[str(names[number])] = part
    return found


def crossed(given: Given, tested: Given, part: Mapping[str, int], space: Space) -> Floats:
    """The probabilities (n, codes) of the tested units, by heads that never saw their document.

    Every document of `tested` has its `part`; heads for it learn from all units in `given` that are
    not of that part. Documents in `given` without one are learned from always.
    """
    wide = deviation(given)
    there, asked = (
        np.array([part.get(name, -1) for name in one.sources]) for one in (given, tested)
    )
    found = np.zeros(tested.logits.shape)
    for number in np.unique(asked):
        heads = learned(given.of(there != number), space, wide)
        found[asked == number] = heads.chances(tested.of(asked == number))
    return found
