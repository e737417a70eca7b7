"""What people have decided so far, as examples of each code for a tagger to learn from."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from relcode.codebook import Lineage
from relcode.standing import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from relcode.study import Study
    from relcode.terms import Coding, RoundKind, Segment, Source

# those in which a coder who marks a segment as done has gone through all of its codes
_WHOLE: tuple[RoundKind, ...] = ("review", "blind", "import")


class Answer(NamedTuple):
    """Which codes hold on a segment and which do not; of any other nobody has said anything.

    It stands for so many segments, itself among them: others were not drawn when this one was.
    """

    holds: frozenset[str]
    fails: frozenset[str]
    stands: float = 1.0


class Reviewed(NamedTuple):
    """A source with its segments in reading order, and the answers on those that were reviewed."""

    source: Source
    segments: list[Segment]
    answers: dict[str, Answer]


class Reviews:
    """The examples that a study's coders have given; read anew each time it is asked."""

    def __init__(self, study: Study, codes: Collection[str]) -> None:
        """Look at the decisions on these codes of the codebook in use."""
        self._study = study
        self._codes = frozenset(codes)

    def __iter__(self) -> Iterator[Reviewed]:
        """The sources in which anything was reviewed, in order of name, one at a time."""
        for name, answers in self._answers():
            yield Reviewed(self._study.source(name), self._study.segments(name), answers)

    def fingerprint(self) -> str:
        """A hash of all answers, or "" without any: a tagger that learns from them tags anew."""
        rows = [
            (segment, sorted(one.holds), sorted(one.fails), one.stands)
            for _, answers in self._answers()
            for segment, one in answers.items()
        ]
        return sha256(repr(rows).encode()).hexdigest() if rows else ""

    def _answers(self) -> Iterator[tuple[str, dict[str, Answer]]]:
        """By source what holds on its segments.

        A code holds that was accepted, added or adjudicated to hold by anybody, as everywhere; it
        does not where it was rejected, or where somebody has gone through all codes of a codebook
        that had it, and nobody gave it.
        """
        if not self._codes:
            return
        counts, asked = _counts(self._study), _asked(self._study)
        for name in self._study.source_ids():
            given = _given(self._study.ledger.decisions(name))
            whole = self._whole(name, asked)
            found = {
                segment: self._answer(
                    given.get(segment, {}), whole.get(segment, frozenset()), counts.get(segment, 1)
                )
                for segment in dict.fromkeys(chain(given, whole))
            }
            if kept := {key: one for key, one in found.items() if one.holds or one.fails}:
                yield name, kept

    def _answer(self, given: Mapping[str, bool], whole: frozenset[str], count: float) -> Answer:
        holds = frozenset(code for code, held in given.items() if held) & self._codes
        return Answer(holds, ((whole | given.keys()) & self._codes) - holds, count)

    def _whole(self, source: str, asked: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """The codes that somebody has gone through, by segment."""
        touches = self._study.ledger.touches(source)
        marks = (one for one in touches if one.mark and one.kind in _WHOLE)
        latest = {(one.segment, one.coder): one for one in marks}
        found: dict[str, frozenset[str]] = {}
        for one in latest.values():
            if one.mark == "done":
                codes = asked.get(one.codebook, frozenset())
                found[one.segment] = found.get(one.segment, frozenset()) | codes
        return found


def _given(decisions: list[Coding]) -> dict[str, dict[str, bool]]:
    """Whether each code that people decided on holds, by segment."""
    groups: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for one in decisions:
        groups[one.segment, one.code].append(one)
    found: dict[str, dict[str, bool]] = {}
    for (segment, code), group in groups.items():
        found.setdefault(segment, {})[code] = in_force(group) is not None
    return found


def _asked(study: Study) -> dict[str, frozenset[str]]:
    """The codes in use that each version of the codebook asked for, itself or as what they were.

    Of a code that was split since neither half was asked for.
    """
    used = study.codebook_hash
    hashes = [*(each for each in study.codebook_hashes() if each != used), used]
    line = Lineage([study.codebook(each) for each in hashes])
    found = {}
    for book in line.versions:
        heirs = [line.heirs(code.id, book.hash) for code in book.codes]
        found[book.hash] = frozenset(one[0] for one in heirs if len(one) == 1)
    return found


def _counts(study: Study) -> dict[str, float]:
    """How many segments each one stands for that a sample has brought back, where that is known.

    One over the chance of being drawn into any of the rounds (Horvitz & Thompson 1952, JASA
    47:663-685).
    """
    missed: dict[str, float] = {}
    for made in study.rounds:
        sheets = {one.sheet for one in study.rounds.entries(made.name) if not one.undone_at}
        drawn = (study.rounds.sent(sheet) for sheet in sorted(sheets))
        chances = {key: one.chance for rows in drawn for key, one in rows.items()}
        for segment, chance in chances.items():
            missed[segment] = missed.get(segment, 1.0) * (1 - chance)
    return {segment: 1 / (1 - chance) for segment, chance in missed.items() if chance < 1}
