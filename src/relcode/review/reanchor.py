"""Keep what people left on a source whose file has changed: find its places in the new text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relcode.ledger import Decided
from relcode.review.anchor import Anchors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.study import Study
    from relcode.terms import Coding, Segment, Span


class Place(NamedTuple):
    """Where something stands in the new text: from its first segment on, as a `span`."""

    segment: Segment
    span: Span
    whole: bool


def reanchor(study: Study, old: str, new: str) -> dict[str, str]:
    """Carry over from the source `old` to `new` what people left on it.

    Both are ids of sources in the study; call it inside the transaction that adds the new one.
    Gives the words, by segment, that stand nowhere in the new text: what was left on them stays
    with the old source, in the history.
    """
    lost = _moved(study, old, new) if study.holds(old) else {}
    study.succeed(old, new)
    return lost


def _moved(study: Study, old: str, new: str) -> dict[str, str]:
    moving = _Moving(study, old, new)
    study.ledger.carry(moving.decisions(study.ledger.remaining(old)))
    for name in sorted(study.ledger.hung(old)):
        if place := moving.place(name):
            study.ledger.follow(name, place.segment.id, judged=place.whole)
    return moving.lost


class _Moving:
    """Finds the places of old segments in a new text."""

    def __init__(self, study: Study, old: str, new: str) -> None:
        self._text = study.source(old).text
        self._old = {segment.id: segment for segment in study.segments(old)}
        self._new = study.segments(new)
        self._starts = [segment.start for segment in self._new]
        self._anchors = Anchors(study.source(new).text)
        self._places: dict[str, Place | None] = {}
        self.lost: dict[str, str] = {}

    def place(self, name: str) -> Place | None:
        """Where an old segment stands now, by its words; the nearest of several places."""
        if name not in self._places:
            one = self._old[name]
            words = self._text[one.start : one.end]
            span = self._anchors.find(words, near=one.start).span
            self._places[name] = self._cover(span) if span else None
            if self._places[name] is None:
                self.lost[name] = words
        return self._places[name]

    def _cover(self, span: Span) -> Place | None:
        """The first segment that a span touches, and whether the span is just that segment."""
        at = max(bisect_right(self._starts, span.start) - 1, 0)
        touched = (one for one in self._new[at:] if one.end > span.start and one.start < span.end)
        first = next(touched, None)
        if first is None:
            return None
        return Place(first, span, span == (first.start, first.end))

    def decisions(self, decisions: Sequence[Coding]) -> Iterator[Decided]:
        """The decisions at their new places."""
        for coding in decisions:
            if place := self.place(coding.segment):
                spans = self._spans(coding, place)
                if spans is None:
                    self.lost[coding.segment] = self._quote(coding)
                    continue
                moved = replace(coding, segment=place.segment.id, spans=spans, carried=True)
                yield Decided(moved, coding)

    def _spans(self, coding: Coding, place: Place) -> tuple[Span, ...] | None:
        """The places of a decision in the new text; None where a part of it is not found."""
        if not coding.spans:
            return () if place.whole else (place.span,)
        found = [
            self._anchors.find(self._text[start:end], near=place.span.start).span
            for start, end in coding.spans
        ]
        spans = tuple(span for span in found if span)
        return spans if len(spans) == len(found) else None

    def _quote(self, coding: Coding) -> str:
        return " … ".join(self._text[start:end] for start, end in coding.spans)
