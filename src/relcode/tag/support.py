"""What supports each code in a segment: its own words, its stem, its neighbours, the question."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from relcode.tag.anaphora import answer, pointing, thin
from relcode.tag.rules import rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from relcode.tag.context import Reading
    from relcode.tag.resolve import Hit
    from relcode.terms import Segment, Status, Via

LONGEST_LIST = 3


class View(NamedTuple):
    """A segment with its reading; `run` counts the bullets that end with it, one after another."""

    segment: Segment
    reading: Reading
    coded: bool
    run: int = 0


class Support(NamedTuple):
    """A hit that speaks for a code, the reading it stands in, and how it reached the segment.

    `turned` is -1 where an answer declined what the hit says, otherwise 1.
    """

    hit: Hit
    reading: Reading
    via: Via = "text"
    turned: int = 1
    by: str = ""


class Case(NamedTuple):
    """All that speaks for one code in one segment, and how sure that makes of it."""

    code: str
    supports: tuple[Support, ...]
    status: Status
    note: str = ""


def cases(before: View | None, view: View, after: View | None) -> Iterator[Case]:
    """The codes that a segment's words and neighbours speak for, each once."""
    functional = frozenset(rules("precedence")["functional"])
    found: dict[str, list[Hit]] = {}
    for hit in view.reading.hits:
        if hit.end > view.reading.own or (hit.code in functional and hit.strength == "strong"):
            found.setdefault(hit.code, []).append(hit)
    beside = [near for near in (before, after) if near and _beside(view, near)]
    kept = {code: _case(code, hits, view, beside) for code, hits in found.items()}
    if before:
        strong = {code for code, hits in found.items() if _has_strong(hits)}
        taken = _taken_over(before, view, strong | functional)
        for case in chain(taken, _answered(before, view, strong)):
            own = kept[case.code].supports if case.code in kept else ()
            kept[case.code] = case._replace(supports=(*own, *case.supports))
    yield from kept.values()


def _beside(view: View, other: View) -> bool:
    """Whether another segment's cues may lend weight: coded, and of the same speaker."""
    return other.coded and other.segment.speaker == view.segment.speaker


def _has_strong(hits: list[Hit]) -> bool:
    return any(hit.strength == "strong" for hit in hits)


def _case(code: str, hits: list[Hit], view: View, beside: list[View]) -> Case:
    supports = tuple(Support(hit, view.reading) for hit in hits)
    if _has_strong(hits):
        return Case(code, supports, "suggested")
    if _independent(hits):
        return Case(code, supports, "suggested", "two weak cues")
    if any(
        hit.code == code and hit.strength == "strong"
        for near in beside
        for hit in near.reading.hits
    ):
        return Case(code, supports, "suggested", "weak cue, a strong one beside it")
    return Case(code, supports, "candidate")


def _independent(hits: list[Hit]) -> bool:
    """Whether two different cues stand on different words; `hits` are in order of start."""
    texts: set[str] = set()
    end = 0
    for hit in hits:
        if hit.start >= end and texts - {hit.cue.text}:
            return True
        texts.add(hit.cue.text)
        end = max(end, hit.end)
    return False


def _taken_over(before: View, view: View, known: AbstractSet[str]) -> Iterator[Case]:
    """The codes of the sentence before, where this one points to it with a new claim (R7)."""
    if not (_beside(view, before) and before.run < LONGEST_LIST and view.segment.stem is None):
        return
    own = [hit for hit in before.reading.hits if hit.end > before.reading.own]
    new = [hit for hit in own if hit.strength == "strong" and hit.code not in known]
    if not new or not (found := pointing(view.reading)):
        return
    one, noun = found
    supports: dict[str, list[Support]] = {}
    for hit in new:
        if noun in before.reading.text[hit.start : hit.end]:
            supports.setdefault(hit.code, []).append(Support(hit, before.reading, "previous"))
    note = f"{view.reading.quoted(one)} points to the sentence before"
    for code, taken in supports.items():
        yield Case(code, tuple(taken), "suggested", note)


def _answered(before: View, view: View, known: AbstractSet[str]) -> Iterator[Case]:
    """The codes of the question that a short answer agrees with or declines (R8)."""
    if before.segment.speaker_role != "interviewer" or not (said := answer(view.reading)):
        return
    one, turned = said
    found: dict[str, list[Support]] = {}
    by = f"{'declined' if turned < 0 else 'agreed'} by {view.reading.quoted(one)}"
    for hit in before.reading.hits:
        if hit.strength == "strong" and hit.code not in known:
            support = Support(hit, before.reading, "question", turned, by)
            found.setdefault(hit.code, []).append(support)
    status: Status = "candidate" if thin(view.reading) else "suggested"
    for code, supports in found.items():
        yield Case(code, tuple(supports), status, "answers the question before")
