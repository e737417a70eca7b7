"""A source as the language model reads it: units to be coded, each in its context."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from relcode.terms import Segment, Source

CONTEXT = 2  # segments before a unit
MOST_UNITS = 20  # asked about at once
MOST_WORDS = 700


@dataclass(frozen=True, slots=True)
class Line:
    """One segment: who says what, under which section; `unit` is whether it is to be coded."""

    text: str
    section: str
    unit: bool
    words: int


class Script:
    """The lines of a source, in reading order; units are known by their place among them.

    Speakers go by numbers: their names are nobody's business but the study's.
    """

    def __init__(
        self, source: Source, segments: Sequence[Segment], uncoded: Collection[str]
    ) -> None:
        """Lay out the segments; those of `uncoded` speaker roles are context only."""
        self._said = content(__package__, "prompt")
        self._speakers: dict[str, int] = {}
        self.lines = [self._line(source, segment, uncoded) for segment in segments]
        self.units = [place for place, line in enumerate(self.lines) if line.unit]

    def words(self, units: Sequence[int]) -> int:
        """How many words these units have together."""
        return sum(self.lines[unit].words for unit in units)

    def key(self, unit: int, about: str) -> str:
        """What a unit's answer is known by: its words, its context, and what is asked `about`."""
        context = [line.text for line in self.lines[max(0, unit - CONTEXT) : unit]]
        line = self.lines[unit]
        content_ = json.dumps([about, context, line.section, line.text], ensure_ascii=False)
        return sha256(content_.encode()).hexdigest()

    def batches(self, units: Sequence[int]) -> Iterator[list[int]]:
        """The units in groups to be asked about at once."""
        batch: list[int] = []
        words = 0
        for unit in units:
            words += self.lines[unit].words
            if batch and (len(batch) == MOST_UNITS or words > MOST_WORDS):
                yield batch
                batch, words = [], self.lines[unit].words
            batch.append(unit)
        if batch:
            yield batch

    def passage(self, units: Sequence[int]) -> str:
        """The text that asks about these units, which are in order, numbered from 1."""
        numbers = {unit: number for number, unit in enumerate(units, 1)}
        shown = sorted({at for unit in units for at in range(max(0, unit - CONTEXT), unit + 1)})
        lines: list[str] = []
        section = ""
        gaps = {after for before, after in pairwise(shown) if after > before + 1}
        for at in shown:
            line = self.lines[at]
            if at in gaps:
                lines.append(self._said["gap"])
            if line.section and line.section != section:
                section = line.section
                lines.append(self._said["section"].format(section=section))
            mark = f"[{numbers[at]}]" if at in numbers else self._said["context"]
            lines.append(f"{mark} {line.text}")
        return str(self._said["passage"].format(count=len(units), lines="\n".join(lines)))

    def _line(self, source: Source, segment: Segment, uncoded: Collection[str]) -> Line:
        text = " ".join(source.text[segment.start : segment.end].split())
        coded = segment.codable and segment.speaker_role not in uncoded
        stem = ""
        if segment.stem:
            words = " ".join(source.text[segment.stem.start : segment.stem.end].split())
            stem = self._said["lead_in"].format(stem=words)
        who = self._who(segment)
        shown = f"{who}: {stem}{text}" if who else f"{stem}{text}"
        unit = coded and any(map(str.isalnum, text))
        return Line(shown, segment.section, unit, len(text.split()))

    def _who(self, segment: Segment) -> str:
        if segment.speaker is None:
            return ""
        number = self._speakers.setdefault(segment.speaker, len(self._speakers) + 1)
        return f"{segment.speaker_role} {number}"
