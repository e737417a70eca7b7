"""Find the words that set valence, role and stance: negations, effects, hedges, turns."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from relcode.tag.compile import compile_cue
from relcode.tag.match import CueIndex
from relcode.tag.rules import rules

if TYPE_CHECKING:
    from relcode.tag.match import Words

FILES = ("triggers", "stance", "anaphora")
NEGATIONS = frozenset({"denies", "without", "lacks", "weakens", "failed"})


class Trigger(NamedTuple):
    """One such word or phrase, in positions of the folded text."""

    kind: str
    start: int
    end: int


class TriggerFinder:
    """The word lists of `triggers.yaml`, `stance.yaml` and `anaphora.yaml`, ready to be found."""

    def __init__(self) -> None:
        """Compile the lists."""
        lists = {kind: cues for name in FILES for kind, cues in rules(name).items()}
        subjects = (compile_cue(cue) for cue in lists.pop("subject"))
        self._subjects = [cue.pattern for cue in subjects]
        compiled = [(compile_cue(cue), kind) for kind, cues in lists.items() for cue in cues]
        self._index = CueIndex(compiled)

    def found(self, text: str, words: Words) -> dict[str, list[Trigger]]:
        """The triggers in folded text by kind, in order; what only looks like a negation is out."""
        by_kind: dict[str, list[Trigger]] = {}
        for one in self._index.found(text, words):
            by_kind.setdefault(one.of, []).append(Trigger(one.of, one.start, one.end))
        seeming = _seeming(by_kind)
        for kind in NEGATIONS & by_kind.keys() if seeming else ():
            by_kind[kind] = [one for one in by_kind[kind] if one[1:] not in seeming]
        return by_kind

    def subject(self, text: str, place: int) -> bool:
        """Whether a new subject with its verb begins at a place, as it may after a comma."""
        return any(pattern.match(text, place) for pattern in self._subjects)


def _seeming(by_kind: dict[str, list[Trigger]]) -> set[tuple[int, int]]:
    """The spans of negations that only seem to be one, or are part of a longer ("no longer")."""
    apparent = sorted(by_kind.get("apparent", ()), key=lambda one: one.start)
    starts = [one.start for one in apparent]
    spans = {one[1:] for kind in NEGATIONS for one in by_kind.get(kind, ())}
    seeming = set()
    furthest = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        before = bisect_left(starts, end) - 1
        if end <= furthest or (before >= 0 and apparent[before].end > start):
            seeming.add((start, end))
        furthest = max(furthest, end)
    return seeming
