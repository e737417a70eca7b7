"""One source of a study: who judged which of its segments independently, and how."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcode.analyse.agree.given import by_segment, judgement_of
from relcode.analyse.agree.gold import gold, unsettled
from relcode.analyse.agree.seen import ADJUDICATING, CORRECTING, INDEPENDENT
from relcode.analyse.agree.units import GOLD, MACHINE, Judgement, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from relcode.analyse.agree.answers import Answers
    from relcode.analyse.agree.asked import Asked
    from relcode.analyse.agree.given import Given
    from relcode.analyse.agree.seen import Pair
    from relcode.ledger import Touch
    from relcode.study import Study
    from relcode.terms import RoundKind, Segment

    Ruled = Mapping[str, Judgement | None]


class Part:
    """One source of a study.

    `marks` and `corrected` are the latest marks of independent coding and of corrections, by
    segment and coder; `done` are the segments that were coded independently, with the hash of the
    codebook that each was judged by.
    """

    def __init__(
        self, study: Study, source: str, touches: Sequence[Touch], seen: Collection[Pair]
    ) -> None:
        """Look at what was brought back for a source; what is `seen` is not independent."""
        self.source = source
        self.marks = _marks(touches, INDEPENDENT)
        self.corrected = _marks(touches, CORRECTING)
        self.done = {
            pair: mark.codebook
            for pair, mark in self.marks.items()
            if mark.mark == "done" and pair not in seen
        }
        self._study = study

    def decided(self) -> Counter[tuple[str, str]]:
        """How often each coder decided what about the machine's codes: coder and status."""
        decisions = self._study.ledger.decisions(self.source, CORRECTING)
        return Counter((one.coder, one.status) for one in decisions)

    def units(
        self,
        asked: Asked,
        answers: Answers,
        taggers: set[str],
        tagged: str,
        *,
        adjudicated: bool,
    ) -> Iterator[Unit]:
        """The units that anybody judged; adds to `taggers` who made the suggestions.

        `tagged` is the fingerprint of the tagging, which ends in the codebook's hash; "" where
        there was none.
        """
        if not self.done:
            return
        segments = self._study.segments(self.source)
        people = self._people(segments)
        machine = self._suggested(segments, taggers) if tagged else None
        machine_lacks = asked.missing(tagged.rpartition(" ")[2])
        ruled = self._ruled() if adjudicated else None
        for segment in segments:
            found = _Judged()
            for name, given in people.items():
                if version := self.done.get((segment.id, name)):
                    own = given.get(segment.id, {})
                    found.add(name, *answers.read(segment, name, version, own))
            if not found.judged:
                continue
            gold_too = [] if ruled is None else found.gold(ruled.get(segment.id, {}))
            if machine is not None:
                found.add(MACHINE, machine.get(segment.id, {}), machine_lacks)
            for codes, lacks in gold_too:
                found.add(GOLD, codes, lacks)
            place = (segment.start, segment.end)
            yield Unit(self.source, segment.id, *place, found.judged, found.unasked)

    def _people(self, segments: Sequence[Segment]) -> dict[str, Given]:
        own = self._study.ledger.decisions(self.source, INDEPENDENT)
        return {
            name: by_segment(segments, (one for one in own if one.coder == name))
            for name in sorted({coder for _, coder in self.done})
        }

    def _suggested(self, segments: Sequence[Segment], taggers: set[str]) -> Given:
        codings = self._study.codings(self.source)
        suggested = [one for one in codings if one.status == "suggested"]
        taggers.update(one.coder for one in suggested)
        return by_segment(segments, suggested)

    def _ruled(self) -> dict[str, dict[str, Judgement | None]]:
        """By segment and code what was adjudicated, None where the code was turned down."""
        found: dict[str, dict[str, Judgement | None]] = {}
        for one in self._study.ledger.decisions(self.source, ADJUDICATING):
            ruling = None if one.status == "rejected" else judgement_of(one)
            found.setdefault(one.segment, {})[one.code] = ruling
        return found


@dataclass(slots=True)
class _Judged:
    """What was made of one segment, by coder, and what could not have been given there."""

    judged: dict[str, Mapping[str, Judgement]] = field(default_factory=dict)
    unasked: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, name: str, codes: Mapping[str, Judgement], lacks: frozenset[str]) -> None:
        """Take in what a coder gave, but for codes that were none then."""
        self.judged[name] = {code: one for code, one in codes.items() if code not in lacks}
        if lacks:
            self.unasked[name] = lacks

    def gold(self, ruled: Ruled) -> list[tuple[Mapping[str, Judgement], frozenset[str]]]:
        """The adjudicated coding, if there is one, and the codes of which it says nothing."""
        found = gold(self.judged, ruled, self.unasked)
        return [] if found is None else [(found, unsettled(self.judged, ruled, self.unasked))]


def _marks(touches: Iterable[Touch], kinds: Collection[RoundKind]) -> dict[Pair, Touch]:
    """The latest mark of each coder on each segment."""
    marks = (one for one in touches if one.mark and one.kind in kinds)
    return {(one.segment, one.coder): one for one in marks}
