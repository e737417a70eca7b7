"""A source's segments as the encoder reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.features.passages import Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from relcode.features.passages import Opening
    from relcode.terms import Segment, Source

_CONTEXT = ("question", "heading")


def units(source: Source, segments: Sequence[Segment], uncoded: Collection[str]) -> Iterator[Unit]:
    """A unit for each segment; those of `uncoded` speaker roles are context only."""
    opening: Opening = "heading"  # as if after one, the first unit begins a turn
    speaker: str | None = None
    for segment in segments:
        before, opening = opening, _opening(segment)
        if opening == "same" and (segment.speaker != speaker or before in _CONTEXT):
            opening = "turn"
        speaker = segment.speaker
        wanted = segment.codable and segment.speaker_role not in uncoded
        yield Unit(source.text[segment.start : segment.end], opening, wanted)


def _opening(segment: Segment) -> Opening:
    if segment.speaker_role == "interviewer":
        return "question"
    return "heading" if segment.unit == "heading" else "same"
