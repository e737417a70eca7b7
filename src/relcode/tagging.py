"""Suggest codings for the sources of a study, and score its lessons, source by source."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from relcode import __version__, plugins
from relcode.outcome import Outcome, silent
from relcode.segment.lessons import lesson_scores

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from relcode.codebook import Codebook
    from relcode.outcome import Progress
    from relcode.plugins import Tagger, TaggerFactory
    from relcode.study import Study
    from relcode.terms import Coding, Segment, Source

TAGGER = "full"
VARIABLE = "RELCODE_TAGGER"  # names another where none is asked for


@runtime_checkable
class Settled(Protocol):
    """What makes taggers by settings that a study remembers."""

    def of(self, study: Study) -> TaggerFactory:
        """What makes them for this study; raises RelcodeError where it remembers none."""


@runtime_checkable
class Patchy(Protocol):
    """A tagger that may have nothing to say of a segment, not even that it has no code."""

    @property
    def missed(self) -> Collection[str]:
        """The segments of the source read last that it could not judge."""


@runtime_checkable
class Dependent(Protocol):
    """What makes taggers whose suggestions hang on more than the codebook."""

    def state(self, codebook: Codebook) -> str:
        """A mark of what they hang on now: another one means that sources are tagged anew."""


@runtime_checkable
class Polyglot(Protocol):
    """A tagger, or what makes it, that reads texts in any language."""

    any_language: bool


class By(NamedTuple):
    """What sources are tagged by, besides a tagger: a codebook, and what else it hangs on."""

    book: Codebook
    state: str


def tag(
    study: Study,
    tagger: str = "",
    *,
    made: Tagger | None = None,
    progress: Progress = silent,
    outcome: Outcome | None = None,
) -> Outcome:
    """Suggest codings for every source that this tagger has not coded with this codebook.

    `tagger` is the name of one that is installed, and is remembered (default: the one used last,
    at first the usual one); `made` is one of that kind, ready for the study's codebook, that needs
    more than the codebook. Raises RelcodeError listing those there are, for another name.
    """
    outcome = outcome or Outcome()
    book = study.codebook()
    maker = made or factory(study, tagger)
    by = By(book, maker.state(book) if isinstance(maker, Dependent) else "")
    waiting = study.untagged(fingerprint(maker.name, book, by.state))
    if not isinstance(maker, Polyglot):
        outcome.foreign = study.foreign(book.language)
    if waiting:
        ready = made or factory(study, tagger)(book)
        total, done = study.words(waiting), 0
        for source in map(study.source, waiting):
            _tag(study, ready, source, by, outcome)
            if outcome.tagged:
                _remember(study, tagger)
            done += study.words([source.id])
            progress("tagging", done, total, "words")
        study.record_run("tag", ready.name, len(outcome.read), len(outcome.tagged))
    else:
        _remember(study, tagger)
    return outcome


def _remember(study: Study, tagger: str) -> None:
    """Keep which tagger is in use, once there is something of it."""
    if tagger and study.get("tagger", "") != tagger:
        study.set("tagger", tagger)


def usual() -> str:
    """The tagger where none was asked for yet: that of RELCODE_TAGGER, or `full`."""
    return os.environ.get(VARIABLE) or TAGGER


def named(study: Study) -> str:
    """The tagger that a study was tagged with last, or the usual one."""
    return study.get("tagger", "") or usual()


def factory(study: Study, tagger: str = "") -> TaggerFactory:
    """What makes the tagger of that name for a study (default: the one it was tagged with last)."""
    found: TaggerFactory = plugins.load("taggers", tagger or named(study))
    return found.of(study) if isinstance(found, Settled) else found


def fingerprint(tagger: str, book: Codebook, state: str = "") -> str:
    """What a source that this tagger has coded with this codebook is marked with."""
    return " ".join(filter(None, (tagger, __version__, state, book.hash)))


def _tag(study: Study, tagger: Tagger, source: Source, by: By, outcome: Outcome) -> None:
    book = by.book
    segments = study.segments(source.id)
    codings = list(tagger.codings(source, segments))
    missed = _missed(tagger)
    if missed:
        outcome.skipped[source.name] = (
            f"{len(missed):,} of its segments have no answer of {tagger.name} yet;"
            " 'relcode tag' asks again"
        )
    if missed and not codings:
        return  # nothing new is known: what was suggested before stays
    coded = {coding.segment for coding in codings if coding.status == "suggested"}
    scores = lesson_scores(source, segments, coded, book.lesson_headings, book.lesson_markers)
    mark = fingerprint(tagger.name, book, "patchy" if missed else by.state)
    study.suggest(source.id, codings, scores, mark)
    outcome.tagged.append(source.name)


def _missed(tagger: Tagger) -> Collection[str]:
    return tagger.missed if isinstance(tagger, Patchy) else ()


def readings(
    study: Study, tagger: str, sources: Iterable[str]
) -> Iterator[tuple[str, list[Segment], list[Coding]]]:
    """What a tagger says of these sources (their ids) now, whatever the study has of it.

    Gives for each its id, the segments that were judged, and the codings of these.
    """
    ready = factory(study, tagger)(study.codebook())
    for source in map(study.source, sources):
        segments = study.segments(source.id)
        codings = list(ready.codings(source, segments))
        missed = set(_missed(ready))
        yield source.id, [one for one in segments if one.id not in missed], codings
