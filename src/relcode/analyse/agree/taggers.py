"""Taggers as coders beside people: what each says of the same units, by its own name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.analyse.agree.given import by_segment
from relcode.analyse.agree.material import Coder
from relcode.analyse.agree.units import MACHINE, Unit
from relcode.terms import UNCODED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.analyse.agree.material import Material
    from relcode.terms import Coding, Segment

    Reading = tuple[str, list[Segment], list[Coding]]  # source, segments judged, their codings


def sources(found: Material) -> list[str]:
    """The sources with units that people coded, or all where nobody has coded any."""
    return sorted({unit.source for unit in found.units}) or list(found.names)


def unnamed(found: Material) -> None:
    """Take out the study's suggestions: taggers are to be compared by their names instead."""
    found.machine = ""
    found.units = [
        replace(unit, judged={k: v for k, v in unit.judged.items() if k != MACHINE})
        for unit in found.units
    ]


def join(found: Material, name: str, readings: Iterable[Reading], *, alone: bool) -> None:
    """Add what a tagger of that name says, as one more coder.

    It is compared on the units that are there; `alone`, where no person has coded anything, on
    all segments that can be coded.
    """
    coder = found.people.setdefault(name, Coder(name))
    units = {unit.segment: unit for unit in found.units}
    for source, segments, codings in readings:
        suggested = (one for one in codings if one.status == "suggested")
        given = by_segment(segments, suggested)
        for segment in _judged(segments, units, alone=alone):
            unit = units.get(segment.id) or _unit(segment)
            units[segment.id] = replace(
                unit, judged={**unit.judged, name: given.get(segment.id, {})}
            )
            coder.units += 1
            coder.sources.add(source)
    found.units = list(units.values())


def _judged(segments: Sequence[Segment], units: dict[str, Unit], *, alone: bool) -> list[Segment]:
    if alone:
        return [one for one in segments if one.codable and one.speaker_role not in UNCODED]
    return [one for one in segments if one.id in units]


def _unit(segment: Segment) -> Unit:
    return Unit(segment.source, segment.id, segment.start, segment.end, {})
