"""A segment as it is read: its words after those of its stem, and what stands in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from relcode.tag.fold import folded
from relcode.tag.match import words_of
from relcode.terms import Evidence

if TYPE_CHECKING:
    from relcode.tag.resolve import CueFinder, Hit
    from relcode.tag.triggers import Trigger, TriggerFinder
    from relcode.terms import Segment, Source, Via

LEAD_IN = re.compile(r"[\s:;,.…-]+$")
STOP = re.compile(r"[;:()…]|\s-+\s|[.!?]+\s")
COMMA = re.compile(r",\s*")
WORD = re.compile(r"\w+(?:'\w+)?")
# characters on each side of a hit within which a trigger can bear on it
WINDOW = 160
JOINED = frozenset({"and", "or", "nor"})
LONGEST_JOINT = 4


def joined(between: str) -> bool:
    """Whether two things are items of one list: `and` or a comma, and few words, between them."""
    words = between.replace(",", " , ").split()
    longest = LONGEST_JOINT if JOINED.intersection(words) else LONGEST_JOINT - 1
    return len(words) <= longest and ("," in words or not JOINED.isdisjoint(words))


class Reading:
    """The folded text of a segment, after that of its stem where it completes one (R4).

    `own` is where the segment's own words begin; `hits` are the cues that count, by start.
    """

    def __init__(
        self, source: Source, segment: Segment, cues: CueFinder, triggers: TriggerFinder
    ) -> None:
        """Read the segment; triggers are looked for when they are first asked for."""
        stem = segment.stem
        lead = LEAD_IN.sub("", source.text[stem.start : stem.end]) + " " if stem else ""
        self.text = folded(lead + source.text[segment.start : segment.end])
        self.own = len(lead)
        self._words = words_of(self.text)
        self.hits = cues.hits(self.text, self._words)
        self._source = source.text
        self._start = segment.start
        self._stem = stem.start if stem else segment.start
        self._triggers = triggers

    @cached_property
    def triggers(self) -> dict[str, list[Trigger]]:
        """What sets valence, role and stance here, by kind and in order."""
        return self._triggers.found(self.text, self._words)

    @cached_property
    def clauses(self) -> list[int]:
        """Where each clause begins, in order: the places that end the reach of a negation."""
        found = [0, *(stop.end() for stop in STOP.finditer(self.text))]
        found += [one.start for kind in ("turn", "contrast") for one in self.all(kind)]
        commas = [comma.end() for comma in COMMA.finditer(self.text)]
        found += [place for place in commas if self._triggers.subject(self.text, place)]
        if any(one.start == 0 for one in self.all("fronted")):
            found += commas[:1]
        return sorted(set(found))

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {kind: [one.start for one in found] for kind, found in self.triggers.items()}

    @cached_property
    def _hit_starts(self) -> list[int]:
        return [hit.start for hit in self.hits]

    def all(self, *kinds: str) -> list[Trigger]:
        """The triggers of these kinds, kind by kind."""
        return [one for kind in kinds for one in self.triggers.get(kind, ())]

    def near(self, kind: str, start: int, end: int) -> list[Trigger]:
        """The triggers of a kind that begin within reach of a stretch."""
        starts = self._starts.get(kind, [])
        first, last = bisect_left(starts, start - WINDOW), bisect_right(starts, end + WINDOW)
        return self.triggers[kind][first:last] if starts else []

    def hits_after(self, place: int) -> list[Hit]:
        """The hits that begin within reach after a place."""
        starts = self._hit_starts
        return self.hits[bisect_left(starts, place) : bisect_right(starts, place + WINDOW)]

    def clause(self, place: int) -> int:
        """The number of the clause that a place lies in."""
        return bisect_right(self.clauses, place)

    def words(self, start: int, end: int) -> int:
        """How many words lie between two places."""
        return sum(1 for _ in WORD.finditer(self.text, start, max(start, end)))

    def place(self, place: int) -> int:
        """The place in the source's text."""
        return self._start + place - self.own if place >= self.own else self._stem + place

    def quoted(self, one: Trigger) -> str:
        """The words of a trigger as the source has them, and their place."""
        start, end = self.place(one.start), self.place(one.end - 1) + 1
        return f"'{self._source[start:end]}' ({start}-{end})"

    def evidence(self, hit: Hit, via: Via = "text") -> tuple[Evidence, ...]:
        """A hit as evidence; one that reaches from the stem into the segment makes two."""
        spans: list[tuple[int, int, Via]] = [(hit.start, hit.end, via)]
        if hit.end <= self.own:
            spans = [(hit.start, hit.end, "stem")]
        elif hit.start < self.own:
            spans = [(hit.start, self.own - 1, "stem"), (self.own, hit.end, via)]
        return tuple(
            Evidence(hit.cue.text, self.place(start), self.place(end - 1) + 1, hit.strength, by)
            for start, end, by in spans
        )
