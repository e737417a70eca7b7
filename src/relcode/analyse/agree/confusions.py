"""Which code one coder gave where the other gave this one."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.analyse.agree.ratings import Ratings


def confused(ratings: Ratings, groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, int]]:
    """For each code the one most often given in its place, and in how many units.

    In its place: by a coder who left this code out, where the other coder gave this one and left
    out that one. Codes without such a unit are left out.
    """
    total = np.zeros((len(ratings.codes), len(ratings.codes)))
    for group in groups:
        for pair in combinations(ratings.columns(group), 2):
            a, b = (ratings.presence[:, column] for column in pair)
            only_a, only_b = ((x == 1) & (y == 0) for x, y in ((a, b), (b, a)))
            crossed = only_a.T.astype(np.float32) @ only_b.astype(np.float32)
            total += crossed + crossed.T
    return {
        code: (ratings.codes[int(row.argmax())], int(row.max()))
        for code, row in zip(ratings.codes, total, strict=True)
        if row.max() > 0
    }
