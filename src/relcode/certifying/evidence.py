"""The segments of a study that people have gone through, as evidence on each code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.errors import RelcodeError
from relcode.learn.cases import Cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from relcode.outcome import Progress
    from relcode.reviewed import Reviewed, Reviews
    from relcode.study import Study
    from relcode.tag.told import Told
    from relcode.terms import RoundKind

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

FEWEST = 3  # sources: each of development, calibration and test has to have one
# rounds in which whoever marks a segment as done has gone through all of its codes
_WHOLE: tuple[RoundKind, ...] = ("review", "blind", "import")


class Evidence(NamedTuple):
    """Segments as n rows, with a column for each of `codes` in the first three.

    `chances` are probabilities, `holds` what people decided, `decided` whether they did; `stands`
    (n) is how many segments each stands for, `sources` (n) names the document.
    """

    codes: tuple[str, ...]
    chances: Floats
    holds: Bools
    decided: Bools
    stands: Floats
    sources: NDArray[np.str_]

    def cases(self) -> Iterator[tuple[str, Cases]]:
        """Each code that anybody decided on, with its cases."""
        for number in np.flatnonzero(self.decided.any(0)).tolist():
            rows = self.decided[:, number]
            yield (
                self.codes[number],
                Cases(
                    self.chances[rows, number],
                    self.holds[rows, number],
                    self.stands[rows],
                    self.sources[rows],
                ),
            )


def evidence(study: Study, told: Told, reviews: Reviews, progress: Progress) -> Evidence:
    """What people decided on segments that anybody has gone through for all codes.

    Where only suggestions were accepted or rejected, what the tagger missed was never looked for:
    such segments are no evidence. Raises RelcodeError where there are fewer than three sources.
    """
    units = told.reviewed(through(study, reviews, progress))
    number = len(np.unique(units.sources))
    if number < FEWEST:
        raise _too_few(study, number)
    return Evidence(
        codes=told.codes,
        chances=told.chances(units),
        holds=told.trial.holds(units),
        decided=told.trial.counts(units) > 0,
        stands=np.array([one.stands for one in units.shown.answers], float),
        sources=units.sources,
    )


def through(study: Study, reviews: Reviews, progress: Progress) -> Iterator[Reviewed]:
    """What was reviewed, without segments on which single codes were decided alone."""
    total, done = study.words(study.source_ids()), 0
    for one in reviews:
        marks = study.ledger.judged(one.source.id, _WHOLE)
        whole = {mark.segment for mark in marks if mark.mark == "done"}
        if kept := {name: said for name, said in one.answers.items() if name in whole}:
            yield one._replace(answers=kept)
        done += study.words([one.source.id])
        progress("reading what was reviewed", done, total, "words")


def _too_few(study: Study, number: int) -> RelcodeError:
    there = f"{number} source{'' if number == 1 else 's'}" if number else "no source"
    message = (
        f"people have gone through segments of {there}, marked as done; a certificate needs"
        f" {FEWEST} at the least: to choose thresholds on, to prove them, and to test them"
    )
    fix = "review a sample of all sources: 'relcode review out --sample 300 --by random -o FILE'"
    return RelcodeError(message, where=str(study.path), fix=fix)
