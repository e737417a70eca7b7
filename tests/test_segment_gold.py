"""Segments begin where the units of the reference coding begin, and leave nothing coded out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from laid_out import cut
from relcode import read

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Segment

# the document, and the share of its coded units that begin at the start of a segment
DOCUMENTS = [
    ("PMC5751778", "jats/PMC5751778.xml", 1.0),
    ("pcd-23_0211", "pcd_html/23_0211.htm", 1.0),
    ("pcd-23_0420", "pcd_html/23_0420.htm", 1.0),
    ("pcd-24_0183", "pcd_html/24_0183.htm", 1.0),
    ("autspaces-sep24", "autspaces/24-september-2019.md", 0.98),
    ("int_d1", "gold/texts/int_d1.txt", 1.0),
    ("int_d2", "gold/texts/int_d2.txt", 1.0),
    ("int_d3", "gold/texts/int_d3.txt", 1.0),
    ("int_d4", "gold/texts/int_d4.txt", 1.0),
]
# "(R, *T* d): “" before a quotation says who spoke, and is no part of the unit
_ATTRIBUTION = re.compile(r"\W*(?:\([^()]{1,20}\)\W*)?")
_CHARACTER = re.compile(r"[^\W_]")


class Place(NamedTuple):
    """Where a unit of the reference stands in the text, and whether it carries a code."""

    start: int
    end: int
    coded: bool


def places(text: str, reference: Path) -> list[Place]:
    """The units that people code, found by their letters and digits alone, in order."""
    kept = [(match.start(), match[0]) for match in _CHARACTER.finditer(text)]
    letters, after, found = "".join(letter for _, letter in kept), 0, []
    for row in map(json.loads, reference.read_text("utf-8").splitlines()):
        wanted = "".join(_CHARACTER.findall(row["text"]))
        at = letters.find(wanted, after)
        at = at if at >= 0 else letters.find(wanted)
        assert at >= 0, f"not in the text: {row['text']}"
        last = at + len(wanted)
        after = max(after, last)
        if not row["skip"]:
            found.append(Place(kept[at][0], kept[last - 1][0] + 1, bool(row["codes"])))
    return found


def begins(text: str, segments: list[Segment], start: int) -> bool:
    """Whether a segment begins at a position, but for marks and an attribution."""
    around = [each for each in segments if each.start <= start < each.end]
    return bool(around) and _ATTRIBUTION.fullmatch(text, around[0].start, start) is not None


@pytest.mark.parametrize(("name", "path", "share"), DOCUMENTS)
def test_units_begin_at_segments_and_are_codable(
    shared: Path, name: str, path: str, share: float
) -> None:
    """Nearly every coded unit begins a segment, and every one with a code lies in codable text."""
    data = shared / "data"
    made = read.source(data / path)
    segments = cut(made)
    units = places(made.text, data / "gold" / f"{name}.jsonl")
    begun = sum(begins(made.text, segments, unit.start) for unit in units) / len(units)
    assert begun >= share
    lost = [
        made.text[unit.start : unit.end]
        for unit in units
        if unit.coded
        and not any(s.codable for s in segments if s.start < unit.end and unit.start < s.end)
    ]
    assert lost == []
