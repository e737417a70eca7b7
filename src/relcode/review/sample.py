"""Which segments to judge next: drawn so that each one's chance of being drawn is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b
from math import ceil
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.review.strata import Kind, stratified

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from relcode.review.strata import State

By = Literal["uncertain", "random", "stratified", "code"]
AT_RANDOM = 0.25  # of a sample: drawn from all, coded or not, whatever it is looking for


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
    """How many segments to draw, and how; `decided` counts the decisions on each code so far."""

    size: int
    by: By
    seed: int
    codes: Collection[str] = ()
    decided: Mapping[str, int] = field(default_factory=dict)


def draw(units: Sequence[Unit], request: Request) -> dict[str, Drawn]:
    """The segments drawn, with the chance of each; all where there are no more than asked for.

    `random` is a simple random sample; `stratified` has something of every source, and of coded,
    hinted at and uncoded segments. `uncertain` takes the most doubtful with certainty, and `code`
    draws from those with one of the codes; both draw a quarter at least from all that are left,
    coded or not. The chances serve the estimator of Horvitz and Thompson (1952).
    """
    if request.size >= len(units):
        return {unit.segment: Drawn(1.0, "all") for unit in units}
    rng = Random(request.seed)  # noqa: S311 - a sample that can be drawn again, no secret
    if request.by == "stratified":
        return _stratified(units, request.size, rng)
    focus = request.size - ceil(request.size * AT_RANDOM)
    pool: list[Unit] = []
    if request.by == "uncertain":
        pool = ranked(units, request.decided)[:focus]
    elif request.by == "code":
        wanted = set(request.codes)
        pool = [unit for unit in units if any(sign.code in wanted for sign in unit.signs)]
    first = rng.sample(pool, min(focus, len(pool)))
    return _with_rest(units, pool, first, request, rng)


def ranked(units: Sequence[Unit], decided: Mapping[str, int]) -> list[Unit]:
    """The units with any code, those first from whose judgement most is to be learned.

    The n-th most doubtful segment of a code comes after the n-th of every other code, where those
    decided already are counted: so codes with few decisions come first, and no code is forgotten.
    Equally doubtful ones take turns by source. The same units always come in the same order.
    """
    queues: defaultdict[str, list[tuple[float, Unit]]] = defaultdict(list)
    for unit in units:
        for sign in unit.signs:
            queues[sign.code].append((-sign.doubt, unit))
    turn: dict[str, int] = {}
    for code, queue in queues.items():
        for place, (_, unit) in enumerate(_by_turns(queue), start=decided.get(code, 0)):
            turn[unit.segment] = min(place, turn.get(unit.segment, place))

    def key(unit: Unit) -> tuple[int, float, bytes]:
        return turn[unit.segment], -max(sign.doubt for sign in unit.signs), _lot(unit.segment)

    return sorted((unit for unit in units if unit.signs), key=key)


def deal(
    segments: Sequence[str], coders: Sequence[str], overlap: int, seed: int
) -> dict[str, set[str]]:
    """For each coder their segments: `overlap` of them for all, the others dealt out evenly."""
    rng = Random(seed)  # noqa: S311 - as in `draw`
    order = rng.sample(segments, len(segments))
    shared, others = order[:overlap], order[overlap:]
    return {coder: {*shared, *others[place :: len(coders)]} for place, coder in enumerate(coders)}


def _with_rest(
    units: Sequence[Unit],
    pool: Sequence[Unit],
    first: Sequence[Unit],
    request: Request,
    rng: Random,
) -> dict[str, Drawn]:
    """Those drawn from the pool, and as many as are still wanted from all others."""
    taken = {unit.segment for unit in first}
    rest = [unit for unit in units if unit.segment not in taken]
    others = rng.sample(rest, request.size - len(first))
    late = len(others) / len(rest)
    early = len(first) / len(pool) if pool else 0.0
    inside = {unit.segment for unit in pool}
    found = {segment: Drawn(early + (1 - early) * late, request.by) for segment in taken}
    for unit in others:
        chance = early + (1 - early) * late if unit.segment in inside else late
        found[unit.segment] = Drawn(chance, "random")
    return found


def _by_turns(queue: Sequence[tuple[float, Unit]]) -> list[tuple[float, Unit]]:
    """By doubt; of the equally doubtful one of each source, then one more of each."""
    turns: Counter[tuple[float, str]] = Counter()
    rows = []
    for doubt, unit in sorted(queue, key=lambda entry: _lot(entry[1].segment)):
        rows.append(((doubt, turns[doubt, unit.source]), (doubt, unit)))
        turns[doubt, unit.source] += 1
    return [entry for _, entry in sorted(rows, key=lambda row: row[0])]


def _stratified(units: Sequence[Unit], size: int, rng: Random) -> dict[str, Drawn]:
    kinds = [Kind(unit.source, _state(unit), tuple(s.code for s in unit.signs)) for unit in units]
    found = stratified(kinds, size, rng)
    return {units[place].segment: Drawn(chance, "stratified") for place, chance in found.items()}


def _state(unit: Unit) -> State:
    if not unit.signs:
        return "uncoded"
    return "hinted" if all(sign.hint for sign in unit.signs) else "coded"


def _lot(name: str) -> bytes:
    """What looks random and depends on the name alone."""
    return blake2b(name.encode(), digest_size=8).digest()
