"""The codes that one coder gave, by segment, with the places that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.analyse.agree.units import Judgement
from relcode.terms import MACHINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.terms import Coding, Segment

    Given = dict[str, dict[str, Judgement]]  # segment -> code -> judgement


def judgement_of(coding: Coding, within: Segment | None = None) -> Judgement:
    """What a coding says, with its spans cut to a segment; all of the segment counts as none.

    A person's valence that has a why was not written by that person but filled in: it is "".
    """
    spans = coding.spans
    if within is not None:
        spans = _cut(within, spans)
        spans = () if spans == (Span(within.start, within.end),) else spans
    filled_in = coding.status not in MACHINE and coding.why.valence
    return Judgement("" if filled_in else coding.valence, coding.role, spans)


def by_segment(segments: Sequence[Segment], codings: Iterable[Coding]) -> Given:
    """The codes of one coder that were not rejected.

    A code whose spans reach over other segments is given there, too, unless it has its own there.
    """
    place = {one.id: one for one in segments}
    found: Given = {}
    reaching: list[tuple[Segment, Coding]] = []
    for one in codings:
        if one.status == "rejected":
            continue
        at = place[one.segment]
        found.setdefault(at.id, {})[one.code] = judgement_of(one, at)
        if any(span.start < at.start or at.end < span.end for span in one.spans):
            reaching += [(other, one) for other in segments if _cut(other, one.spans)]
    for other, one in reaching:
        found.setdefault(other.id, {}).setdefault(one.code, judgement_of(one, other))
    return found


def _cut(segment: Segment, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of the spans that lie in a segment."""
    cut = (Span(max(s.start, segment.start), min(s.end, segment.end)) for s in spans)
    return tuple(span for span in cut if span.start < span.end)
