"""Learn from what people have decided in a study, on top of the shipped model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.errors import RelcodeError
from relcode.features.model import described, shipped
from relcode.learn import versions
from relcode.learn.heads import ENOUGH
from relcode.learn.versions import Version
from relcode.outcome import silent
from relcode.reviewed import Reviews
from relcode.tag.known import known
from relcode.tag.lesson import Correction, Lesson
from relcode.tag.own import unlearned
from relcode.tag.unlearned import SUGGESTED
from relcode.terms import segment_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.learn.compare import Compared
    from relcode.outcome import Progress
    from relcode.reviewed import Reviewed
    from relcode.study import Study


class Change(NamedTuple):
    """What became of a code that people decided on, on `judged` units of which `found` have it.

    `own` says that the shipped model has not learned it. `before` and `after` are its thresholds,
    `by` the number of the version that it is read by from now on, 0 for none, and `compared` how
    well it was told before and after, where that was asked.
    """

    code: str
    own: bool
    judged: int
    found: int
    before: float
    after: float
    by: int
    compared: Compared | None

    @property
    def rung(self) -> str:
        """Its place on the ladder: how many units have it decides how it is read."""
        return f"{ENOUGH}+" if self.found >= ENOUGH else f"1–{ENOUGH - 1}" if self.found else "0"


class Report(NamedTuple):
    """The version in force, whether it is new, and, if so, what became of each code.

    `units` and `sources` count what it was learned from.
    """

    version: Version
    fresh: bool
    units: int
    sources: int
    changes: list[Change]


def learn(study: Study, *, compare: bool = False, progress: Progress = silent) -> Report:
    """Learn from all decisions that stand, as a new version, which the full tagger then uses.

    Where nothing was decided since the last version there is none. With `compare`, a code that is
    not told better than before, by cross-validation over documents, stays as it was. Raises
    RelcodeError where nobody has decided on anything, or in one document only and it is to compare.
    """
    book, about = study.codebook(), described()
    reviews = Reviews(study, {*known(about.values, book), *unlearned(about.values, book)})
    decisions = reviews.fingerprint()
    last = versions.latest(study)
    if last is None and not decisions:
        message = "nobody has decided yet on a code that could be learned"
        fix = "send a sheet out with 'relcode review out' and take it back with 'relcode review in'"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    now = book.hash, about.hash, decisions
    if last and last.learned_by == now and (last.compared or not compare):
        sources = {segment_source(one) for one in last.answers}
        return Report(last, fresh=False, units=len(last.answers), sources=len(sources), changes=[])
    lesson = Lesson(study, shipped(), _told(study, reviews, progress))
    before = versions.replaced(study, decisions)
    if before and before.model != about.hash:
        before = None
    scores = lesson.compared(before) if compare else None
    version = versions.add(study, _version(lesson, before, now, scores))
    return Report(
        version=version,
        fresh=True,
        units=len(lesson.answers),
        sources=lesson.sources,
        changes=list(_changes(lesson, before, version, scores)),
    )


def outdated(study: Study) -> str:
    """Why the version in force is not of the codebook and model in use, "" where it is."""
    version = versions.latest(study)
    if version and version.model != described().hash:
        return f"{version.name} corrects another model than relcode has now, and is not used"
    if version and version.codebook != study.codebook_hash:
        return f"{version.name} was learned by another codebook; new or changed codes are not in it"
    return ""


def _version(
    lesson: Lesson,
    before: Version | None,
    learned_by: tuple[str, str, str],
    scores: Sequence[Compared] | None,
) -> Version:
    """What was learned; codes that are not better, where that was asked, as before."""
    better = np.array([one.better for one in scores] if scores else True)
    taken = (lesson.judged > 0) & better
    earlier = before if scores else None
    old = _correction(lesson, earlier)
    heads, cuts = lesson.correction().mixed(old, taken[: lesson.learned])
    by = {
        code: versions.NEW if new else earlier.by.get(code, 0) if earlier else 0
        for code, new in zip(lesson.codes, taken.tolist(), strict=True)
    }
    compared = scores is not None
    return Version(*learned_by, heads, cuts, by, lesson.answers, compared=compared)


def _correction(lesson: Lesson, version: Version | None) -> Correction:
    return Correction(version.heads, version.cuts) if version else lesson.shipped()


def _changes(
    lesson: Lesson, before: Version | None, after: Version, scores: Sequence[Compared] | None
) -> Iterator[Change]:
    """What became of each code that was decided on."""
    old = _correction(lesson, before).cuts
    for number in np.flatnonzero(lesson.judged).tolist():
        own, code = number >= lesson.learned, lesson.codes[number]
        yield Change(
            code=code,
            own=own,
            judged=int(lesson.judged[number]),
            found=int(lesson.found[number]),
            before=SUGGESTED if own else float(old[number]),
            after=SUGGESTED if own else float(after.cuts[number]),
            by=after.by[code],
            compared=scores[number] if scores else None,
        )


def _told(study: Study, reviews: Reviews, progress: Progress) -> Iterator[Reviewed]:
    """What was reviewed, source by source; `progress` is told the words gone through."""
    total, done = study.words(study.source_ids()), 0
    for one in reviews:
        yield one
        done += study.words([one.source.id])
        progress("reading what was reviewed", done, total, "words")
