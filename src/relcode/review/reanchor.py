"""Keep what people left on a source whose file has changed: find its places in the new text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from difflib import SequenceMatcher
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from relcode.ledger import Decided
from relcode.review.anchor import Anchors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    with study.transaction():
        study.succeed(old, new)
        return _caught_up(study, (one for one, now in study.superseded() if now == new))


def catch_up(study: Study) -> dict[str, str]:
    """Carry over what came in for a text after another had taken its place.

    Gives the words, by segment, that the new text does not have.
    """
    with study.transaction():
        return _caught_up(study, (old for old, _ in study.superseded()))


def _caught_up(study: Study, sources: Iterable[str]) -> dict[str, str]:
    lost: dict[str, str] = {}
    for old in sources:
        lost |= _moved(study, old, study.successor(old))
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
        self._text, text = study.source(old).text, study.source(new).text
        segments, self._new = study.segments(old), study.segments(new)
        self._old = {segment.id: segment for segment in segments}
        self._starts = [segment.start for segment in self._new]
        self._anchors = Anchors(text)
        self._shifts = list(_shifts(self._text, segments, text, self._new))
        self._places: dict[str, Place | None] = {}
        self.lost: dict[str, str] = {}

    def place(self, name: str) -> Place | None:
        """Where an old segment stands now, by its words; of several places the likeliest."""
        place = self._find(name)
        if place is None:
            one = self._old[name]
            self.lost[name] = self._text[one.start : one.end]
        return place

    def decisions(self, decisions: Iterable[Coding]) -> Iterator[Decided]:
        """The decisions at their new places."""
        for coding in decisions:
            found = self._parts(coding) if coding.spans else self._whole(coding)
            if found:
                place, spans = found
                moved = replace(coding, segment=place.segment.id, spans=spans, carried=True)
                yield Decided(moved, coding)

    def _find(self, name: str) -> Place | None:
        if name not in self._places:
            start, end = self._old[name].start, self._old[name].end
            span = self._anchors.find(self._text[start:end], near=self._near(start)).span
            self._places[name] = self._cover(span) if span else None
        return self._places[name]

    def _near(self, start: int) -> int:
        """Where something is to be looked for: moved as far as what stands before it."""
        last = bisect_right(self._shifts, start, key=itemgetter(0)) - 1
        return start + self._shifts[last][1] if last >= 0 else start

    def _cover(self, span: Span) -> Place | None:
        """The first segment that a span touches, and whether the span is just that segment."""
        at = max(bisect_right(self._starts, span.start) - 1, 0)
        touched = (one for one in self._new[at:] if one.end > span.start and one.start < span.end)
        first = next(touched, None)
        if first is None:
            return None
        return Place(first, span, span == (first.start, first.end))

    def _whole(self, coding: Coding) -> tuple[Place, tuple[Span, ...]] | None:
        place = self.place(coding.segment)
        return place and (place, () if place.whole else (place.span,))

    def _parts(self, coding: Coding) -> tuple[Place, tuple[Span, ...]] | None:
        """Where a decision on parts of the text stands, also where only the parts are left."""
        segment = self._find(coding.segment)
        texts = [self._text[start:end] for start, end in coding.spans]
        nears = [self._near(start) if segment else None for start, _ in coding.spans]
        pairs = zip(texts, nears, strict=True)
        found = [self._anchors.find(words, near=near).span for words, near in pairs]
        spans = tuple(span for span in found if span)
        place = (segment or self._cover(spans[0])) if len(spans) == len(found) else None
        if place is None:
            self.lost[coding.segment] = " … ".join(texts)
            return None
        return place, spans


def _shifts(
    old: str, before: Sequence[Segment], new: str, after: Sequence[Segment]
) -> Iterator[tuple[int, int]]:
    """From where on in the old text its segments stand how much further on in the new one."""
    texts = [old[one.start : one.end] for one in before]
    now = [new[one.start : one.end] for one in after]
    for at, to, length in SequenceMatcher(None, texts, now).get_matching_blocks():
        if length:
            yield before[at].start, after[to].start - before[at].start
