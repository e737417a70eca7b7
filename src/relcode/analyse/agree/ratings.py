"""Units as arrays: who applied which code to what, one slice for presence, valence and role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, get_args

import numpy as np

from relcode.terms import Role, Valence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from relcode.analyse.agree.units import Unit

    Ints = NDArray[np.int8]

MISSING = -1
VALENCES: tuple[str, ...] = get_args(Valence)
ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Ratings:
    """What every coder made of every unit, by source.

    `judged` is units × coders; `presence` is units × coders × codes: 1 applied, 0 not applied, -1
    not judged, or not by a codebook that had the code. `valence` and `role` index VALENCES and
    ROLES, -1 where the code was not applied. `cuts` are the indices at which the sources begin;
    `stands` says for how many units each one stands.
    """

    sources: tuple[str, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    units: tuple[Unit, ...]
    cuts: NDArray[np.int64]
    stands: NDArray[np.float64]
    judged: NDArray[np.bool_]
    presence: Ints
    valence: Ints
    role: Ints

    @property
    def weighted(self) -> bool:
        """Whether any unit stands for more or less than itself."""
        return bool((self.stands != 1).any())

    def plain(self) -> Ratings:
        """The same with every unit standing for itself."""
        return replace(self, stands=np.ones(len(self.units)))

    def columns(self, coders: Sequence[str]) -> list[int]:
        """The places of these coders on the second axis."""
        return [self.coders.index(coder) for coder in coders]


def ratings(units: Iterable[Unit], coders: Sequence[str]) -> Ratings:
    """The arrays of those units that any of these coders judged."""
    kept = [unit for unit in units if any(coder in unit.judged for coder in coders)]
    kept.sort(key=lambda unit: (unit.source, unit.start, unit.end, unit.segment))
    used = {code for unit in kept for coder in coders for code in unit.judged.get(coder, ())}
    codes = tuple(sorted(used))
    sizes = {source: len(list(group)) for source, group in groupby(kept, lambda u: u.source)}
    cuts = np.cumsum([0, *sizes.values()])[:-1]
    judged = np.array([coder in unit.judged for unit in kept for coder in coders], dtype=bool)
    arrays = (judged.reshape(len(kept), len(coders)), *_filled(kept, coders, codes))
    stands = np.array([unit.stands for unit in kept])
    return Ratings(tuple(sizes), tuple(coders), codes, tuple(kept), cuts, stands, *arrays)


def _filled(
    units: Sequence[Unit], coders: Sequence[str], codes: Sequence[str]
) -> tuple[Ints, Ints, Ints]:
    shape = (len(units), len(coders), len(codes))
    presence, valence, role = (np.full(shape, MISSING, dtype=np.int8) for _ in range(3))
    place = {code: i for i, code in enumerate(codes)}
    left: dict[frozenset[str], list[int]] = {}
    for u, unit in enumerate(units):
        for c, coder in enumerate(coders):
            given = unit.judged.get(coder)
            if given is None:
                continue
            presence[u, c] = 0
            if unasked := unit.unasked.get(coder):
                if unasked not in left:
                    left[unasked] = [place[code] for code in unasked if code in place]
                presence[u, c, left[unasked]] = MISSING
            for code, judgement in given.items():
                at = (u, c, place[code])
                presence[at] = 1
                valence[at] = _index(judgement.valence, VALENCES)
                role[at] = _index(judgement.role, ROLES)
    return presence, valence, role


def _index(value: str, values: tuple[str, ...]) -> int:
    return values.index(value) if value in values else MISSING
