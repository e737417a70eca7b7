"""Suggest codings for the sources of a study, and score its lessons, source by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode import __version__, plugins
from relcode.outcome import Outcome, silent
from relcode.segment.lessons import lesson_scores

if TYPE_CHECKING:
    from relcode.outcome import Progress
    from relcode.plugins import TaggerFactory
    from relcode.study import Study

TAGGER = "cues"


def tag(
    study: Study, tagger: str = "", *, progress: Progress = silent, outcome: Outcome | None = None
) -> Outcome:
    """Suggest codings for every source that this tagger has not coded with this codebook.

    `tagger` is the name of one that is installed, and is remembered (default: the one used last,
    at first `cues`). Raises RelcodeError listing those there are, for another name.
    """
    outcome = outcome or Outcome()
    book = study.codebook()
    chosen = tagger or study.get("tagger", TAGGER)
    factory: TaggerFactory = plugins.load("taggers", chosen)
    if tagger:
        study.set("tagger", tagger)
    fingerprint = f"{factory.name} {__version__} {book.hash}"
    waiting = study.untagged(fingerprint)
    outcome.foreign = study.foreign(book.language)
    if not waiting:
        return outcome
    made = factory(book)
    total, done = study.words(waiting), 0
    for source in map(study.source, waiting):
        segments = study.segments(source.id)
        codings = list(made.codings(source, segments))
        coded = {coding.segment for coding in codings if coding.status == "suggested"}
        scores = lesson_scores(source, segments, coded, book.lesson_headings, book.lesson_markers)
        study.suggest(source.id, codings, scores, fingerprint)
        outcome.tagged.append(source.name)
        done += study.words([source.id])
        progress("tagging", done, total, "words")
    study.record_run("tag", made.name, len(outcome.read), len(waiting))
    return outcome
