"""Reviewed units as what was learned from them is fitted on: vectors, cues, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.learn.heads import STRONG, WEAK
from relcode.tag.own import shown
from relcode.terms import segment_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from relcode.features.encoder import Encoder
    from relcode.reviewed import Reviewed
    from relcode.tag.cues import CueTagger
    from relcode.tag.own import Shown
    from relcode.tag.support import Case

_MOST = 20.0  # times that one reviewed unit may count


class Gathered(NamedTuple):
    """Reviewed units, and for each (row) and code (column) 0, 1 or 2: no cue, a weak, a strong one.

    `codes` name the columns.
    """

    shown: Shown
    cues: NDArray[np.int8]
    codes: tuple[str, ...]

    @property
    def sources(self) -> NDArray[np.str_]:
        """The source of each unit."""
        return np.array([segment_source(one) for one in self.shown.ids], dtype=np.str_)

    def holds(self, codes: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each of these codes holds on each unit."""
        rows = [[code in one.holds for code in codes] for one in self.shown.answers]
        return np.array(rows, dtype=bool).reshape(len(rows), len(codes))

    def counts(self, codes: Sequence[str]) -> NDArray[np.float64]:
        """How many units each stands for, and 0 where nobody decided on the code."""
        rows = [
            [min(one.stands, _MOST) * (code in one.holds or code in one.fails) for code in codes]
            for one in self.shown.answers
        ]
        return np.array(rows, dtype=float).reshape(len(rows), len(codes))


def gathered(
    reviewed: Iterable[Reviewed], encoder: Encoder, cues: CueTagger, codes: Sequence[str]
) -> Gathered:
    """The units that people decided on, read as where they are tagged; `codes` are those of cues.

    A source in another language than the codebook's gives none.
    """
    said: dict[str, NDArray[np.int8]] = {}
    # of two columns of one id the last: the codebook's own, not the model's of another meaning
    columns = {code: number for number, code in enumerate(codes)}

    def heard() -> Iterator[Reviewed]:
        for one in reviewed:
            if not cues.reads(one.source):
                continue
            for view, found in cues.seen(one.source, one.segments):
                if view.segment.id in one.answers:
                    said[view.segment.id] = _strengths(found, columns, len(codes))
            yield one

    units = shown(heard(), encoder, cues.uncoded)
    rows = [said[one] for one in units.ids]
    return Gathered(units, np.array(rows, np.int8).reshape(len(rows), len(codes)), tuple(codes))


def _strengths(cases: Iterable[Case], columns: dict[str, int], width: int) -> NDArray[np.int8]:
    found = np.zeros(width, np.int8)
    for one in cases:
        if one.code in columns:
            found[columns[one.code]] = STRONG if one.status == "suggested" else WEAK
    return found
