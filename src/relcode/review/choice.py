"""Which segments a round holds: all of them, a share of very many, or a sample."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, Final

from relcode.review.order import with_those_below
from relcode.review.sample import Drawn, Request, Sign, Unit, draw
from relcode.review.words import words
from relcode.standing import in_force, standing
from relcode.terms import MACHINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from relcode.review.order import Order
    from relcode.study import Study
    from relcode.terms import Coding, Judged

LIMIT = 100_000  # rows that LibreOffice and Excel still sort and filter with ease
REST = 5_000  # of the segments without anything to look at, where there are more than that
SUGGESTED, HINTED, SETTLED = 0.25, 0.75, 0.1  # doubt, where there is no probability
NO_SCORES: Final[Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """The segments of a round with how each was drawn, by source in order of name.

    `there` counts those that could be chosen, `judged` those left out because their coder is
    through with them, `shown` those left out of a blind round because their coder has seen
    suggestions there; `whole` says that it is every segment, also those that are not coded; `said`
    tells a reader what was left out.
    """

    rows: dict[str, dict[str, Drawn]]
    there: int
    judged: int = 0
    shown: int = 0
    whole: bool = False
    said: str = ""

    def segments(self) -> list[str]:
        """The ids of all segments."""
        return [segment for rows in self.rows.values() for segment in rows]


def chosen(study: Study, order: Order, scores: Mapping[str, float] = NO_SCORES) -> Choice:
    """The segments for a sound order, without what its coders have judged, unless `again`.

    `scores` are those by which segments come first, where `by` goes by any.
    """
    stock = _stock(study, order)
    if not (order.sample or order.overlap or stock.judged or stock.shown):
        return (
            share(study, LIMIT, REST, order.seed or 0)
            if not order.blind
            else _plain_share(study, stock, order)
        )
    request = Request(
        min(order.sample or LIMIT, len(stock.units)),
        order.by or "random",
        order.seed or 0,
        with_those_below(order.codes, study.codebook()),
        stock.decided,
        scores,
    )
    return _by_source(stock, draw(stock.units, request))


def share(study: Study, limit: int, rest: int, seed: int) -> Choice:
    """All segments up to `limit`; of more, up to `limit` worth reading and `rest` of the others.

    Worth reading is what has a code, a hint or a lesson. The answer is the same in every export.
    """
    looks = {source: bytes(_looks(study, source)) for source in study.source_ids()}
    there = Counter[int]()
    for flags in looks.values():
        there.update(flags)
    worth, others = there[_WORTH] + there[_WORTH | _CODABLE], there[_CODABLE]
    if there.total() <= limit:
        drawn = Drawn(1.0, "all")
        rows = {source: {one.id: drawn for one in study.segments(source)} for source in looks}
        return Choice(rows, others + there[_WORTH | _CODABLE], whole=True)
    odds = min(1.0, limit / max(worth, 1)), min(1.0, rest / max(others, 1))
    shares = _Shares(odds, seed)
    rows = {source: shares.of(study, source, flags) for source, flags in looks.items()}
    said = words()["readme"]["too_large"].format(
        kept="all" if odds[0] >= 1 else f"a random {odds[0]:.1%}",
        worth=worth, rest=odds[1], others=others, seed=seed,
    )  # fmt: skip
    return Choice(rows, worth + others, said=said)


_CODABLE, _WORTH = 1, 2  # a byte for each segment: a study may have millions


def _looks(study: Study, source: str) -> Iterator[int]:
    coded = standing(study.codings(source))
    for segment in study.segments(source):
        worth = segment.id in coded or segment.lesson > 0
        yield _WORTH * worth + _CODABLE * segment.codable


class _Shares:
    """Draws segments: those worth reading by the first of the odds, others by the second."""

    def __init__(self, odds: tuple[float, float], seed: int) -> None:
        self._drawn = [Drawn(chance, "random" if chance < 1 else "all") for chance in odds]
        self._seed = seed

    def of(self, study: Study, source: str, looks: bytes) -> dict[str, Drawn]:
        """The segments drawn of a source, each with its chance."""
        found = {}
        for segment, look in zip(study.segments(source), looks, strict=True):
            drawn = self._drawn[look < _WORTH]
            if look and _lot(f"{self._seed} {segment.id}") < drawn.chance:
                found[segment.id] = drawn
        return found


@dataclass(slots=True)
class _Stock:
    """What a sample is drawn from; `decided` counts decisions by code.

    Left out are segments `judged` already and, in a blind round, `shown` with suggestions before.
    """

    units: list[Unit] = field(default_factory=list)
    decided: Counter[str] = field(default_factory=Counter)
    judged: int = 0
    shown: int = 0


def _stock(study: Study, order: Order) -> _Stock:
    stock = _Stock()
    shown = _shown(study, order)
    for source in study.source_ids():
        marks = () if order.again else study.ledger.judged(source)
        judged = _judged(marks, order.coders)
        codings = study.codings(source)
        stock.decided.update(one.code for one in codings if one.status not in MACHINE)
        signs = _signs(codings)
        for segment in study.segments(source):
            if segment.codable and segment.id in judged:
                stock.judged += 1
            elif segment.codable and segment.id in shown:
                stock.shown += 1
            elif segment.codable:
                stock.units.append(Unit(segment.id, source, signs.get(segment.id, ())))
    return stock


def _shown(study: Study, order: Order) -> set[str]:
    """What a sheet with suggestions showed these coders: they cannot code it blind any more."""
    if order.again or not order.blind:
        return set()
    coders = {coder.casefold() for coder in order.coders}
    sheets = (
        sheet
        for made in study.rounds
        if made.kind == "review"
        for sheet in study.rounds.sheets(made.name)
        if sheet.coder and sheet.coder.casefold() in coders
    )
    return {segment for sheet in sheets for segment in study.rounds.sent(sheet.id)}


def _judged(marks: Iterable[Judged], coders: Collection[str]) -> set[str]:
    return {mark.segment for mark in marks if not coders or mark.coder in coders}


def _signs(codings: Sequence[Coding]) -> dict[str, tuple[Sign, ...]]:
    """The codes in force on each segment, and those that people disagree on."""

    def key(coding: Coding) -> tuple[str, str]:
        return coding.segment, coding.code

    found: dict[str, tuple[Sign, ...]] = {}
    for (segment, code), rows in groupby(sorted(codings, key=key), key=key):
        group = list(rows)
        kept, doubt = in_force(group), _doubt(group)
        if kept or doubt == 1:
            hint = kept is not None and kept.status == "candidate"
            found[segment] = (*found.get(segment, ()), Sign(code, doubt, hint))
    return found


def _doubt(group: Sequence[Coding]) -> float:
    """How far it is from settled that a code holds: 1 where people disagree."""
    people = [one for one in group if one.status not in MACHINE]
    if people:
        said = {"" if one.status == "rejected" else one.valence for one in people}
        adjudicated = any(one.origin == "adjudication" for one in people)
        return 1.0 if len(said) > 1 and not adjudicated else SETTLED
    machine = group[-1]
    if machine.probability is not None:
        return 1 - abs(2 * machine.probability - 1)
    return HINTED if machine.status == "candidate" else SUGGESTED


def _plain_share(study: Study, stock: _Stock, order: Order) -> Choice:
    """All segments for a blind round; of very many a random part, whatever was suggested there."""
    if study.counts().segments <= LIMIT:
        return share(study, LIMIT, REST, order.seed or 0)
    size = min(LIMIT, len(stock.units))
    return _by_source(stock, draw(stock.units, Request(size, "random", order.seed or 0)))


def _by_source(stock: _Stock, drawn: dict[str, Drawn]) -> Choice:
    rows: dict[str, dict[str, Drawn]] = {}
    for unit in stock.units:
        if unit.segment in drawn:
            rows.setdefault(unit.source, {})[unit.segment] = drawn[unit.segment]
    return Choice(rows, len(stock.units), stock.judged, stock.shown)


def _lot(name: str) -> float:
    """A number from 0 to 1 that looks random and depends on the name alone."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) / 2**64
