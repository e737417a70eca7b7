"""One row of the review sheet: what a reviewer needs to judge a segment's codes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from relcode.standing import assigned
from relcode.export.why import readable
from relcode.terms import Span
from relcode.workbook import Marked, text_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.terms import Coding, Segment, Source
    from relcode.workbook import Value

LIKELY_LESSON = 0.5
LONGEST_HEADING = 36
HOUR, MINUTE = 3600, 60


class Rows:
    """Makes the rows of one source."""

    def __init__(self, source: Source, order: Mapping[str, int], slots: int) -> None:
        """Take the source, the codes that drop-downs offer with their order, and the slots."""
        self._source = source
        self._order = order
        self._slots = slots
        self._blocks = [block.start for block in source.blocks]
        self._turns = [turn.start for turn in source.turns]

    def row(self, segment: Segment, codings: Sequence[Coding]) -> dict[str, Value]:
        """The values of a segment by column key."""
        text = self._source.text[segment.start : segment.end]
        codes = sorted(assigned(codings), key=self._rank)
        candidates = sorted(set(codings) - set(codes), key=self._rank)
        values: dict[str, Value] = {
            "_id": segment.id,
            "_hash": text_hash(text),
            "source": self._source.name,
            "place": self._place(segment),
            "speaker": _speaker(segment),
            "lesson": _lesson(segment),
            "text": _marked(text, segment, codes, candidates),
            "maybe": ", ".join(coding.code for coding in candidates) or None,
            "why": "  ·  ".join(map(self._why, [*codes, *candidates])) or None,
        }
        return values | self._coded(codes)

    def _rank(self, coding: Coding) -> tuple[float, int, int]:
        """The surest first, then by place of the evidence, then in the codebook's order."""
        places = [evidence.start for evidence in coding.why.evidence]
        order = self._order.get(coding.code, len(self._order))
        return -(coding.probability or 0), min(places, default=0), order

    def _coded(self, codes: Sequence[Coding]) -> dict[str, Value]:
        """The code slots; what they cannot hold goes to `more`."""
        offered = [coding for coding in codes if coding.code in self._order][: self._slots]
        values: dict[str, Value] = {}
        for slot, coding in enumerate(offered, start=1):
            values |= {f"code_{slot}": coding.code, f"valence_{slot}": coding.valence}
        left = [coding for coding in codes if coding not in offered]
        if left:
            values["more"] = "; ".join(f"{coding.code} ({coding.valence})" for coding in left)
        return values

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

    def _why(self, coding: Coding) -> str:
        maybe = "maybe " if coding.status == "candidate" else ""
        role = "" if coding.role == "none" else f" as {coding.role}"
        sure = "" if coding.probability is None else f", {coding.probability:.0%} sure"
        reason = readable(coding.why, self._source.text, short=True) or coding.coder
        return f"{maybe}{coding.code}{role} ({coding.stance}{sure}): {reason}"


def style(segment: Segment) -> str:
    """The kind of row: `heading`, `question`, `uncodable`, or "" for a segment to be coded."""
    if segment.unit == "heading":
        return "heading"
    if segment.speaker_role in ("interviewer", "system"):
        return "question"
    return "" if segment.codable else "uncodable"


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


def _marked(
    text: str, segment: Segment, codes: Sequence[Coding], candidates: Sequence[Coding]
) -> Marked:
    return Marked(text, *(_spans(segment, codings) for codings in (codes, candidates)))


def _spans(segment: Segment, codings: Sequence[Coding]) -> list[Span]:
    """Where the evidence stands in the segment; what stands elsewhere is left out."""
    return [
        Span(evidence.start - segment.start, evidence.end - segment.start)
        for coding in codings
        for evidence in coding.why.evidence
        if segment.start <= evidence.start and evidence.end <= segment.end
    ]
