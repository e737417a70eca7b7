"""Sentences made into a source and segments, and what the cue tagger says of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode import codebook
from relcode.tag.cues import CueTagger
from relcode.terms import Segment, Source, Span, segment_id, source_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from relcode.terms import Coding


class Line(NamedTuple):
    """A sentence and how it stands in its source; `stem` is the number of the line it completes."""

    text: str
    speaker: str = "A"
    role: str = "participant"
    unit: str = "sentence"
    stem: int | None = None
    codable: bool = True


@cache
def relational() -> Codebook:
    """The shipped codebook."""
    return codebook.load("relational")


@cache
def tagger() -> CueTagger:
    """The tagger for the shipped codebook, compiled once."""
    return CueTagger(relational())


def laid_out(lines: Sequence[Line | str], language: str = "en") -> tuple[Source, list[Segment]]:
    """A source with a line for each sentence, and its segments."""
    kept = [line if isinstance(line, Line) else Line(line) for line in lines]
    text = "".join(f"{line.text}\n" for line in kept)
    identity = source_id(text)
    source = Source(identity, "t", "interview", language, "", text, (), (), ())
    segments: list[Segment] = []
    at = 0
    for line in kept:
        end = at + len(line.text)
        stem = None
        if line.stem is not None:
            stem = Span(segments[line.stem].start, segments[line.stem].end)
        segments.append(
            Segment(
                id=segment_id(identity, at, end),
                source=identity,
                start=at,
                end=end,
                unit=line.unit,  # type: ignore[arg-type]
                speaker=line.speaker,
                speaker_role=line.role,  # type: ignore[arg-type]
                stem=stem,
                codable=line.codable,
            )
        )
        at = end + 1
    return source, segments


def coded(*lines: Line | str, **layout: Any) -> list[dict[str, Coding]]:
    """For each line its codings by code, candidates included."""
    source, segments = laid_out(lines, **layout)
    found: dict[str, dict[str, Coding]] = {segment.id: {} for segment in segments}
    for coding in tagger().codings(source, segments):
        assert coding.code not in found[coding.segment], "one coding a code and segment"
        found[coding.segment][coding.code] = coding
    return list(found.values())


def suggested(*lines: Line | str, **layout: Any) -> list[set[str]]:
    """For each line the codes suggested."""
    return [
        {code for code, coding in codings.items() if coding.status == "suggested"}
        for codings in coded(*lines, **layout)
    ]


def valences(sentence: str) -> dict[str, str]:
    """The valence of each code suggested for one sentence."""
    return {
        code: coding.valence
        for code, coding in coded(sentence)[0].items()
        if coding.status == "suggested"
    }
