"""Find decisions that the model and the nearest decisions contradict: perhaps slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.errors import RelcodeError
from relcode.features.model import described
from relcode.learn.crossed import parts
from relcode.learn.suspicious import Suspect, suspicious
from relcode.outcome import silent
from relcode.reviewed import Reviews
from relcode.tag.known import known
from relcode.tag.own import unlearned
from relcode.tag.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from relcode.learn.suspicious import Suspects
    from relcode.outcome import Progress
    from relcode.reviewed import Reviewed
    from relcode.study import Study
    from relcode.tag.gathered import Gathered


def suspects(study: Study, most: int, progress: Progress = silent) -> dict[str, list[Suspect]]:
    """At most so many segments with decisions that are contradicted, the most suspicious first.

    Where several decisions on a segment are, all of them. Raises RelcodeError where none is.
    """
    book, about = study.codebook(), described()
    reviews = Reviews(study, {*known(about.values, book), *unlearned(about.values, book)})
    told = Told(study)
    units = told.reviewed(_read(study, reviews, progress))
    found: dict[str, list[Suspect]] = {}
    for one in _contradicted(told, units) if units.shown.ids else ():
        if one.segment in found or len(found) < most:
            found.setdefault(one.segment, []).append(one)
    if not found:
        message = "no decision is contradicted by the model and the nearest decisions"
        fix = "review more first: of few decisions little can be said"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    return found


def _contradicted(told: Told, units: Gathered) -> Iterator[Suspect]:
    """The decisions against which more is said than for them, the most suspicious first.

    What the model says has learned from the decisions on other documents, be they in force or not.
    """
    holds, decided = told.trial.holds(units), told.trial.counts(units) > 0
    said = np.where(decided, holds, -1).astype(np.int8)
    part = parts(units.sources.tolist())
    chances = told.trial.crossed(units, units, part)
    found = suspicious(said, chances, _vectors(units))
    for unit, code, score, near in _rows(found):
        if score <= 0:
            return
        place = units.shown.ids[unit], told.codes[code]
        yield Suspect(*place, bool(holds[unit, code]), float(chances[unit, code]), near)


def _rows(found: Suspects) -> Iterator[tuple[int, int, float, float]]:
    return zip(
        found.units.tolist(),
        found.codes.tolist(),
        found.scores.tolist(),
        found.nearest.tolist(),
        strict=True,
    )


def _vectors(units: Gathered) -> NDArray[np.float64]:
    return np.asarray(units.shown.vectors, float).reshape(len(units.shown.ids), -1)


def _read(study: Study, reviews: Reviews, progress: Progress) -> Iterator[Reviewed]:
    total, done = study.words(study.source_ids()), 0
    for one in reviews:
        yield one
        done += study.words([one.source.id])
        progress("reading what was reviewed", done, total, "words")
