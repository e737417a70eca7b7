"""A sample of the segments of sources, by which sources are compared."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from relcode.learn.drift import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.tag.told import Told

_ROWS = 1500  # what is compared at once are twice as many
_SOURCES = 300


def sample(told: Told, names: Sequence[str], seed: int) -> Sample:
    """Vectors of at most 1,500 segments that can be coded, as many of each source as it has."""
    chance = Random(seed)  # noqa: S311 - a sample that comes again, no secret
    taken = sorted(chance.sample(sorted(names), min(len(names), _SOURCES)))
    each = max(1, _ROWS // max(len(taken), 1))
    rows, sources = [], []
    for name in taken:
        vectors = told.vectors(name)
        places = sorted(chance.sample(range(len(vectors)), min(len(vectors), each)))
        rows += [vectors[place] for place in places]
        sources += [name] * len(places)
    return Sample(np.array(rows, float), np.array(sources, np.str_))
