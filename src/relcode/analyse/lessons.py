"""The lessons-learned passages of a study."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.study import Study
    from relcode.terms import Segment

COLUMNS = ("source", "section", "speaker", "lesson", "start", "end", "text")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A run of neighbouring lesson segments of one section and speaker.

    `lesson` is the highest confidence in the run; `text` is the slice from `start` to `end`.
    """

    source: str
    section: str
    speaker: str
    lesson: float
    start: int
    end: int
    text: str


def lessons(study: Study, *, at_least: float = 0.0) -> Iterator[Lesson]:
    """The passages of each source in reading order, with a confidence above `at_least`."""
    for source in study.sources():
        segments = [segment for segment in study.segments(source.id) if segment.codable]
        for (wanted, *_), run in groupby(segments, lambda segment: _place(segment, at_least)):
            if wanted:
                yield _passage(source.name, source.text, list(run))


def _place(segment: Segment, at_least: float) -> tuple[object, ...]:
    """What the segments of one passage share; a bullet or a cell is a passage of its own."""
    alone = segment.start if segment.unit in ("bullet", "cell") else None
    return segment.lesson > at_least, segment.section, segment.speaker, alone


def _passage(name: str, text: str, run: Sequence[Segment]) -> Lesson:
    first, last = run[0], run[-1]
    return Lesson(
        source=name,
        section=first.section,
        speaker=first.speaker or "",
        lesson=max(segment.lesson for segment in run),
        start=first.start,
        end=last.end,
        text=text[first.start : last.end],
    )
