"""The segments on which a certificate leaves a code to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.certifying.check import changes, last
from relcode.errors import RelcodeError
from relcode.outcome import silent
from relcode.reviewed import Reviews
from relcode.tag.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.learn.certifications import Certification
    from relcode.outcome import Progress
    from relcode.study import Study


class Refused(NamedTuple):
    """What people have to decide.

    `segments` are those between the thresholds of any code that is decided on automatically, with
    the probability of each such code; what people decided on already is left out. `codes` are those
    of which nothing is decided automatically, and all segments are for people.
    """

    segments: dict[str, dict[str, float]]
    codes: list[str]


def refused(study: Study, progress: Progress = silent) -> Refused:
    """The refused segments of all sources, by the last certification.

    Thresholds may lie below what the tagger stores, so that probabilities are read anew from the
    vectors kept beside the study, as they were when thresholds were proven. Raises RelcodeError
    where nothing was certified, or what codes are read by has changed since.
    """
    made = last(study)
    if why := changes(study, made):
        message = f"the certificates are suspended: {'; '.join(why)}"
        raise RelcodeError(message, where=str(study.path), fix="run 'relcode certify' again")
    usable = {code for code, one in made.codes.items() if one.decides}
    found = dict(_found(study, made, usable, progress)) if usable else {}
    return Refused(found, sorted(made.codes.keys() - usable))


def to_people(study: Study, progress: Progress = silent) -> set[str]:
    """The ids of the refused segments; raises RelcodeError, too, where there is none."""
    found = refused(study, progress)
    if not found.segments:
        none = last(study).codes.keys() == set(found.codes)
        message = "no segment is refused: " + (
            "no code is decided automatically, so that all are for people"
            if none
            else "what certificates leave to people has been decided"
        )
        fix = "draw with '--by uncertain'"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    return set(found.segments)


def _found(
    study: Study, made: Certification, codes: set[str], progress: Progress
) -> Iterator[tuple[str, dict[str, float]]]:
    decided = {
        segment: said.holds | said.fails
        for one in Reviews(study, codes)
        for segment, said in one.answers.items()
    }
    told = Told(study)
    columns = [(code, told.trial.columns[code]) for code in sorted(codes)]
    for units, chances in told.everything(progress, "looking for refused segments"):
        between = {
            code: np.asarray(made.codes[code].certificate.decide(chances[:, column])) < 0
            for code, column in columns
        }
        for row, segment in enumerate(units.shown.ids):
            open_codes = {
                code: float(chances[row, column])
                for code, column in columns
                if between[code][row] and code not in decided.get(segment, ())
            }
            if open_codes:
                yield segment, open_codes
