"""What people have decided so far, as examples of each code for a tagger to learn from."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from relcode.codebook import Lineage
from relcode.standing import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from relcode.ledger import Touch
    from relcode.study import Study
    from relcode.terms import Coding, Round, RoundKind, Segment, Source

# those in which a coder who marks a segment as done has gone through all of its codes
_WHOLE: tuple[RoundKind, ...] = ("review", "blind", "import")
_DRAWN: tuple[RoundKind, ...] = ("review", "blind")  # whose segments may be a sample


class Answer(NamedTuple):
    """Which codes hold on a segment and which do not; of any other nobody has said anything.

    It stands for so many segments: others could have been drawn when this one was.
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
        counts, asked = stands_for(self._study), _asked(self._study)
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


class _Sample(NamedTuple):
    """What came back of a round that was drawn.

    `chances` are those of its segments; `left` are segments that it could not have drawn, because
    they had been judged or shown before; `answers` counts its segments on which anything came back.
    """

    chances: dict[str, float]
    left: set[str]
    answers: int


def stands_for(study: Study, kinds: Collection[RoundKind] = _DRAWN) -> dict[str, float]:
    """How many segments each one stands for that samples have brought back, where that is known.

    Samples are those of rounds of these kinds.

    A sample estimates a total without bias by what was left out because it is known, and one over
    the chance of each segment drawn from the others (Horvitz & Thompson 1952, JASA 47:663-685).
    Several samples, each drawn with the earlier ones in mind, are averaged by how many answers they
    brought (Raj 1956, JASA 51:269-284; for what a model chooses to learn from Farquhar, Gal &
    Rainforth 2021, ICLR, arXiv:2101.11665). So a segment counts with each sample that drew it or
    left it out. Adjudication and questions go to segments for what was said there: no samples.
    """
    samples = _samples(study, kinds)
    answers = sum(sample.answers for sample in samples)
    found: defaultdict[str, float] = defaultdict(float)
    for sample in samples:
        part = sample.answers / answers
        for segment, chance in sample.chances.items():
            found[segment] += part / chance
        for segment in sample.left - sample.chances.keys():
            found[segment] += part
    return dict(found)


def _samples(study: Study, kinds: Collection[RoundKind]) -> list[_Sample]:
    """The rounds of which a sample came back, as far as anything was answered."""
    touches = [one for source in study.source_ids() for one in study.ledger.touches(source)]
    found = []
    for made in (one for one in study.rounds if one.kind in kinds):
        entries = [one for one in study.rounds.entries(made.name) if not one.undone_at]
        sheets = sorted({one.sheet for one in entries})
        rows = chain.from_iterable(study.rounds.sent(sheet).items() for sheet in sheets)
        chances = {segment: one.chance for segment, one in rows if one.chance > 0}
        if _is_sample(made, chances):
            files = {one.id for one in entries}
            answered = {one.segment for one in touches if one.entry in files} & chances.keys()
            left = set() if made.settings.get("again") else _left(study, made, touches)
            found.append(_Sample(chances, left, len(answered)))
    return [sample for sample in found if sample.answers]


def _is_sample(made: Round, chances: Mapping[str, float]) -> bool:
    """Whether chance had a hand in it: of a sheet of everything coders answer what they like."""
    return bool(made.settings.get("sample")) or any(chance < 1 for chance in chances.values())


def _left(study: Study, made: Round, touches: Iterable[Touch]) -> set[str]:
    """What was not in the round's stock: judged by its coders or, if it is blind, shown to them."""
    coders = {coder.casefold() for coder in made.settings.get("coders", ())}
    left = {
        one.segment
        for one in touches
        if one.mark and one.at < made.made_at and (not coders or one.coder.casefold() in coders)
    }
    if made.kind == "blind":
        earlier = (one for one in study.rounds if one.kind == "review")
        before = (one.name for one in earlier if one.made_at < made.made_at)
        sheets = chain.from_iterable(map(study.rounds.sheets, before))
        shown = (one.id for one in sheets if one.coder and one.coder.casefold() in coders)
        left.update(*map(study.rounds.segments, shown))
    return left
