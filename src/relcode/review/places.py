"""The texts and segments of one source, and where in them a person's marks lie."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from relcode.review.anchor import find
from relcode.review.back import Question
from relcode.terms import Span

if TYPE_CHECKING:
    from relcode.review.back import Extent
    from relcode.study import Study
    from relcode.terms import Segment

SHOWN = 60  # letters of quoted words in a message


class Places:
    """One source of a study, for looking up its segments."""

    def __init__(self, study: Study, source: str) -> None:
        """Read the source's text and segments."""
        self._study, self._source = study, source
        self.text = study.source(source).text
        self.read()

    def read(self) -> None:
        """Read the segments, also once more."""
        self.segments = {one.id: one for one in self._study.segments(self._source)}
        self._codable = [one for one in self.segments.values() if one.codable]

    def words(self, segment: str) -> str:
        """The text of a segment."""
        one = self.segments[segment]
        return self.text[one.start : one.end]

    def part(self, segment: str, words: str) -> tuple[Span, ...]:
        """Where words stand in a segment; none where they do not, or in more than one place."""
        start = self.segments[segment].start
        found = find(self.words(segment), words)
        return tuple(Span(start + span.start, start + span.end) for span in found.spans)

    def spans(self, segment: str, extent: Extent | None, at: str) -> tuple[Span, ...] | Question:
        """The places that an extent names, none for the whole segment; or why there are none."""
        if extent is None:
            return ()
        one = self.segments[segment]
        if extent.following:
            return self._reach(one, extent.following, at)
        spans = self.part(segment, extent.words)
        if not spans:
            what = f"“{extent.words[:SHOWN]}” does not stand in the text, or more than once"
            return Question(at, what, "copy the words from the text, and enough of them")
        return () if spans == (Span(one.start, one.end),) else spans

    def _reach(self, first: Segment, following: int, at: str) -> tuple[Span, ...] | Question:
        starts = [one.start for one in self._codable]
        last = bisect_left(starts, first.end) + following - 1
        if last >= len(self._codable):
            what = f"there are not {following} more segments in this source"
            return Question(at, what, "write a smaller number after the +")
        return (Span(first.start, self._codable[last].end),)
