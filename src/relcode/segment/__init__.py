"""Cut a source into the segments that can be coded: sentences, bullets, cells, turns, headings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.segment.codable import is_codable, is_matter
from relcode.segment.lessons import Prior, Priors
from relcode.segment.places import Places
from relcode.segment.stems import Stems
from relcode.segment.units import pieces
from relcode.terms import Segment, segment_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.codebook import LessonHeading
    from relcode.segment.places import Place
    from relcode.terms import Block, Source, Span


def segments(source: Source, headings: Sequence[LessonHeading]) -> Iterator[Segment]:
    """The segments of a source, in order and without overlap, by the rules R1 to R8 of the manual.

    Together they hold every character of every block that is not blank; what is not to be coded
    (titles, references, questions of the interviewer …) is there too, with `codable` False.
    `lesson` is the confidence of a heading such as "Lessons learned" above the segment; what the
    text itself says is left to `relcode.segment.lessons.lesson_scores`.
    """
    places, stems = Places(source), Stems(source.text)
    priors = Priors(headings, places.title)
    for block in source.blocks:
        place = places.of(block)
        yield from _of_block(source, block, place, stems, priors.of(place.path))


def _of_block(
    source: Source, block: Block, place: Place, stems: Stems, prior: Prior
) -> Iterator[Segment]:
    text = source.text
    matter = is_matter(text, block, place)
    units = list(pieces(text, block, place, whole=matter))
    shared = _shared(source, block, place, stems.of(block, [span for span, _ in units]))
    for (start, end), unit in units:
        codable = not matter and is_codable(text[start:end], unit, place)
        yield replace(
            shared,
            id=segment_id(source.id, start, end),
            start=start,
            end=end,
            unit=unit,
            lesson=prior.confidence if prior.whole and codable and unit != "cell" else 0.0,
            codable=codable,
        )


def _shared(source: Source, block: Block, place: Place, stem: Span | None) -> Segment:
    """What the segments of a block have in common, on a segment without a span of its own."""
    return Segment(
        id="",
        source=source.id,
        start=block.start,
        end=block.end,
        unit="sentence",
        section=" > ".join(place.path),
        page=block.page,
        speaker=place.speaker,
        speaker_role=place.role,
        reply_to=place.reply_to,
        stem=stem,
    )
