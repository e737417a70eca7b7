"""Which segments to judge next: drawn so that each one's chance of being drawn is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, inf
from random import Random
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from relcode.learn.gain import BY_CHANCE
from relcode.learn.informative import Doubts, informative
from relcode.review.proportional import drawn, shares
from relcode.review.strata import Kind, stratified

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from relcode.learn.informative import Informative
    from relcode.review.strata import State

By = Literal["uncertain", "random", "stratified", "code", "gain", "refused", "suspicious"]
# of a sample: drawn from all, coded or not, whatever it is looking for
AT_RANDOM: Final[Mapping[By, float]] = {
    "uncertain": 1 / 3, "gain": BY_CHANCE, "code": 0.25, "refused": 0.25,
}  # fmt: skip


class Sign(NamedTuple):
    """A code that a segment has, or only a hint at it; `doubt` is 0 (none) to 1."""

    code: str
    doubt: float
    hint: bool = False


class Unit(NamedTuple):
    """A segment that can be drawn, with the codes that it has so far."""

    segment: str
    source: str
    signs: tuple[Sign, ...] = ()


class Drawn(NamedTuple):
    """The probability with which a segment was drawn, over 0 to 1, and how."""

    chance: float
    how: str


@dataclass(frozen=True, slots=True)
class Request:
    """How many segments to draw, and how; `decided` counts the decisions on each code so far.

    `scores` are those of segments to be drawn first, the highest before all others.
    """

    size: int
    by: By
    seed: int
    codes: Collection[str] = ()
    decided: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)


def draw(units: Sequence[Unit], request: Request) -> dict[str, Drawn]:
    """The segments drawn, with the chance of each; all where there are no more than asked for.

    `random` is a simple random sample; `stratified` has something of every source, and of coded,
    hinted at and uncoded segments. `uncertain` draws those from which most is to be learned, of
    every source, `code` those with one of the codes, `refused` and `gain` those with the highest
    scores, with certainty; they draw the rest, a third, a quarter or, by `gain`, a twentieth at
    least, from all that are left, coded or not. The chances serve the estimator of Horvitz and
    Thompson (1952).
    """
    if request.size >= len(units):
        return {unit.segment: Drawn(1.0, "all") for unit in units}
    rng = Random(request.seed)  # noqa: S311 - a sample that can be drawn again, no secret
    return _WAYS[request.by](units, request, rng)


def deal(
    segments: Sequence[str], coders: Sequence[str], overlap: int, seed: int
) -> dict[str, set[str]]:
    """For each coder their segments: `overlap` of them for all, the others dealt out evenly."""
    rng = Random(seed)  # noqa: S311 - as in `draw`
    order = rng.sample(segments, len(segments))
    shared, others = order[:overlap], order[overlap:]
    return {coder: {*shared, *others[place :: len(coders)]} for place, coder in enumerate(coders)}


def _random(units: Sequence[Unit], request: Request, rng: Random) -> dict[str, Drawn]:
    return _with_rest(units, {}, set(), request, rng)


def _of_codes(units: Sequence[Unit], request: Request, rng: Random) -> dict[str, Drawn]:
    wanted = set(request.codes)
    pool = [n for n, unit in enumerate(units) if any(sign.code in wanted for sign in unit.signs)]
    return _first(dict.fromkeys(pool, 1.0), units, request, rng)


def _scored(units: Sequence[Unit], request: Request, rng: Random) -> dict[str, Drawn]:
    scores = {n: request.scores.get(unit.segment, 0.0) for n, unit in enumerate(units)}
    return _first({n: score for n, score in scores.items() if score > 0}, units, request, rng)


def _first(
    scores: Mapping[int, float], units: Sequence[Unit], request: Request, rng: Random
) -> dict[str, Drawn]:
    """First the highest scores, by place: those above the lowest of them for certain.

    Those with the lowest, where not all of them are wanted, have the same chance each.
    """
    number = min(_focus(request), len(scores))
    lowest = sorted(scores.values(), reverse=True)[number - 1] if number else inf
    sure = [place for place, score in scores.items() if score > lowest]
    even = [place for place, score in scores.items() if score == lowest]
    some = rng.sample(even, number - len(sure))
    chances = {**dict.fromkeys(sure, 1.0), **dict.fromkeys(even, len(some) / max(len(even), 1))}
    return _with_rest(units, chances, {*sure, *some}, request, rng)


def _uncertain(units: Sequence[Unit], request: Request, rng: Random) -> dict[str, Drawn]:
    """In proportion to what each teaches; of codes in doubt and of sources none is forgotten."""
    sources = sorted({unit.source for unit in units})
    rng.shuffle(sources)  # so that with many of them it is not always the same that go together
    place = {source: number for number, source in enumerate(sources)}
    groups = np.array([place[unit.source] for unit in units])
    teaches = _teaches(units, request.decided)
    chances = shares(teaches.scores, groups, _focus(request))
    # doubts of one code in one source are alike: neighbours, of which the draw takes few
    lots = np.array([rng.random() for _ in units])
    order = np.lexsort((lots, teaches.leading, groups))
    first = drawn(chances, order, rng.random())
    chosen = dict(enumerate(chances.tolist()))
    found = _with_rest(units, chosen, set(first.tolist()), request, rng)
    plain = [units[n].segment for n in first.tolist() if not teaches.scores[n]]
    return found | {segment: found[segment]._replace(how="random") for segment in plain}


def _teaches(units: Sequence[Unit], decided: Mapping[str, int]) -> Informative:
    pairs = [(place, sign) for place, unit in enumerate(units) for sign in unit.signs]
    codes = sorted({sign.code for _, sign in pairs})
    number = {code: place for place, code in enumerate(codes)}
    doubts = Doubts(
        np.array([place for place, _ in pairs], np.intp),
        np.array([number[sign.code] for _, sign in pairs], np.intp),
        np.array([sign.doubt for _, sign in pairs], float),
    )
    counts = np.array([decided.get(code, 0) for code in codes], float)
    return informative(doubts, counts, len(units))


def _focus(request: Request) -> int:
    """How many are drawn for what they are; the others are left to chance."""
    return request.size - ceil(request.size * AT_RANDOM[request.by])


def _with_rest(
    units: Sequence[Unit],
    chances: Mapping[int, float],
    first: Collection[int],
    request: Request,
    rng: Random,
) -> dict[str, Drawn]:
    """The first, drawn with these chances by place, and at random what is still wanted."""
    rest = [place for place in range(len(units)) if place not in first]
    others = rng.sample(rest, request.size - len(first))
    late = len(others) / len(rest)

    def one(place: int, how: str) -> tuple[str, Drawn]:
        early = chances.get(place, 0.0)
        return units[place].segment, Drawn(early + (1 - early) * late, how)

    found = [one(place, request.by) for place in sorted(first)]
    return dict([*found, *(one(place, "random") for place in others)])


def _stratified(units: Sequence[Unit], request: Request, rng: Random) -> dict[str, Drawn]:
    kinds = [Kind(unit.source, _state(unit), tuple(s.code for s in unit.signs)) for unit in units]
    found = stratified(kinds, request.size, rng)
    return {units[place].segment: Drawn(chance, "stratified") for place, chance in found.items()}


def _state(unit: Unit) -> State:
    if not unit.signs:
        return "uncoded"
    return "hinted" if all(sign.hint for sign in unit.signs) else "coded"


_WAYS: Final[Mapping[By, Callable[[Sequence[Unit], Request, Random], dict[str, Drawn]]]] = {
    "uncertain": _uncertain,
    "random": _random,
    "stratified": _stratified,
    "code": _of_codes,
    "refused": _scored,
    "gain": _scored,
}
