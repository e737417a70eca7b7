"""One row of the sheet of segments: what a reviewer needs to judge a segment's codes."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcode.review.reasons import reason
from relcode.review.view import Slots
from relcode.review.words import own_key, told_key
from relcode.terms import Span
from relcode.workbook import Marked, text_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.review.page import Page
    from relcode.terms import Coding, Segment, Source
    from relcode.workbook import Value

LIKELY_LESSON = 0.5
LONGEST_HEADING = 36
HOUR, MINUTE = 3600, 60
NONE = Slots([], [], [])


class Left(NamedTuple):
    """What coders have left on the segments of a source: notes, own columns, marks, and more."""

    notes: Mapping[str, str]
    own: Mapping[str, Mapping[str, str]]
    judged: set[str]
    told: Mapping[str, Sequence[str]]


class Rows:
    """Makes the rows of one source."""

    def __init__(self, page: Page, source: Source, segments: Sequence[Segment]) -> None:
        """Take the sheet, the source and all its segments in reading order."""
        self._page, self._source, self._segments = page, source, segments
        self._blocks = [block.start for block in source.blocks]
        self._turns = [turn.start for turn in source.turns]
        view = page.view
        name = source.id
        left = (view.notes(name), view.own(name), view.judged(name), view.told(name))
        self._left = Left(*left)

    def row(self, place: int, slots: Slots = NONE) -> dict[str, Value]:
        """The values by column key of the segment at that place of the source."""
        segment = self._segments[place]
        text = self._text(segment)
        values: dict[str, Value] = {
            "_id": segment.id,
            "_hash": text_hash(text),
            "_sheet": self._page.sheet.id,
            "source": self._source.name,
            "place": self._place(segment),
            "speaker": _speaker(segment),
            "text": text,
            "notes": self._left.notes.get(segment.id),
        }
        values |= self._around(place) | _coded(slots)
        own = self._left.own.get(segment.id, {})
        values |= {own_key(heading): value for heading, value in own.items()}
        told = enumerate(self._left.told.get(segment.id, ()), start=1)
        values |= {told_key(number): words for number, words in told}
        values["maybe"] = ", ".join(coding.code for coding in slots.hints) or None
        return values | self._suggested(segment, slots) if self._page.parts.suggests else values

    def style(self, segment: Segment) -> str:
        """The kind of row: a heading, a question, not for coding, or one judged before; or ""."""
        if segment.unit == "heading":
            return "heading"
        if segment.speaker_role in ("interviewer", "system"):
            return "question"
        if not segment.codable:
            return "uncodable"
        return "judged" if segment.id in self._left.judged else ""

    def _text(self, segment: Segment) -> str:
        return self._source.text[segment.start : segment.end]

    def _suggested(self, segment: Segment, slots: Slots) -> dict[str, Value]:
        """What a tagger says of the segment."""
        whys = (reason(coding, self._source.text) for coding in slots.all())
        return {
            "lesson": _lesson(segment),
            "text": _marked(self._text(segment), segment, slots),
            "why": "  ·  ".join(whys) or None,
        }

    def _around(self, place: int) -> dict[str, Value]:
        """The segments before and after, with the speaker's name where it changes."""
        count = self._page.parts.context
        if not count:
            return {}
        before = self._segments[max(0, place - count) : place]
        here = self._segments[place]
        after = self._segments[place + 1 : place + 1 + count]
        return {
            "before": self._talk([here, *before]) or None,
            "after": self._talk([here, *after]) or None,
        }

    def _talk(self, segments: Sequence[Segment]) -> str:
        """The texts of all but the first, from which a speaker is told apart."""
        lines = []
        for last, segment in pairwise(segments):
            who = segment.speaker if segment.speaker != last.speaker else None
            text = self._text(segment)
            lines.append(f"{who}: {text}" if who else text)
        return "\n".join(lines)

    def _place(self, segment: Segment) -> str | None:
        """The time; or the page and heading; or the number of the turn; whatever is known."""
        block = bisect_right(self._blocks, segment.start) - 1
        at = self._source.blocks[block].at if block >= 0 else None
        if at is not None:
            return _clock(at)
        turn = bisect_right(self._turns, segment.start)
        if turn and segment.page is None:
            return f"turn {turn}"
        page = "" if segment.page is None else f"p. {segment.page}"
        heading = "" if segment.unit == "heading" else segment.section.rsplit(" > ", 1)[-1]
        if len(heading) > LONGEST_HEADING:
            heading = f"{heading[:LONGEST_HEADING]}…"
        return " · ".join(filter(None, (page, heading))) or None


def _coded(slots: Slots) -> dict[str, Value]:
    """The code slots; what they cannot hold goes to `more`."""
    values: dict[str, Value] = {}
    for slot, coding in enumerate(slots.cells, start=1):
        values |= {f"code_{slot}": coding.code, f"valence_{slot}": coding.valence}
    if slots.more:
        values["more"] = "; ".join(map(_written, slots.more))
    return values


def _written(coding: Coding) -> str:
    """A code as a reviewer would write it."""
    role = "" if coding.role == "none" else f", {coding.role}"
    return f"{coding.code} ({coding.valence}{role})"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // HOUR}:{whole % HOUR // MINUTE:02}:{whole % MINUTE:02}"


def _speaker(segment: Segment) -> str | None:
    role = "" if segment.speaker_role in ("participant", "author") else segment.speaker_role
    if segment.speaker and role and segment.speaker.casefold() != role:
        return f"{segment.speaker} ({role})"
    return segment.speaker or role or None


def _lesson(segment: Segment) -> str | None:
    if segment.lesson >= LIKELY_LESSON:
        return "lesson"
    return "maybe" if segment.lesson > 0 else None


def _marked(text: str, segment: Segment, slots: Slots) -> Marked:
    codes = [*slots.cells, *slots.more]
    return Marked(text, spans(segment, codes), spans(segment, slots.hints))


def spans(segment: Segment, codings: Sequence[Coding]) -> list[Span]:
    """Where the evidence stands in the segment; what stands elsewhere is left out."""
    return [
        Span(evidence.start - segment.start, evidence.end - segment.start)
        for coding in codings
        for evidence in coding.why.evidence
        if segment.start <= evidence.start and evidence.end <= segment.end
    ]
