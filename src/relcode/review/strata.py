"""A sample with something of everything: every source, every state, rare codes too."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

State = Literal["coded", "hinted", "uncoded"]
PARTS: dict[State, float] = {"coded": 0.5, "hinted": 0.25, "uncoded": 0.25}  # of the sample
OF_RARE = 2  # segments of a rare code
GRAIN = 1 << 40  # shares are whole numbers of so many parts of a unit, so that sums are exact
HALVINGS = 60


class Kind(NamedTuple):
    """What matters of a unit: its source, its state, and its codes."""

    source: str
    state: State
    codes: tuple[str, ...]


class Stratum(NamedTuple):
    """Units that are alike: of a source and state, or (then `source` is "") of a rare code."""

    source: str
    name: str


def stratified(kinds: Sequence[Kind], size: int, rng: Random) -> dict[int, float]:
    """The places of the units drawn, each with its chance; fewer than there are must be wanted.

    Each stratum has a share of the sample, mostly no whole number. It is rounded by systematic
    sampling along the strata in order of source (Madow 1949), so that every unit's chance is
    exactly its stratum's share over its size, and a source whose shares add up to 1 is touched.
    """
    members: defaultdict[Stratum, list[int]] = defaultdict(list)
    for place, stratum in enumerate(_strata(kinds, size)):
        members[stratum].append(place)
    names = sorted(members)
    shares = _grains(_shares({name: members[name] for name in names}, kinds, size), members, size)
    start = rng.randrange(GRAIN)
    ends = [0, *((total + start) // GRAIN for total in accumulate(shares[name] for name in names))]
    found: dict[int, float] = {}
    for name, (before, end) in zip(names, pairwise(ends), strict=True):
        chance = shares[name] / GRAIN / len(members[name])
        found |= dict.fromkeys(rng.sample(members[name], end - before), chance)
    return found


def _strata(kinds: Sequence[Kind], size: int) -> list[Stratum]:
    """The stratum of each unit; a unit with several codes goes by the rarest of them."""
    common = Counter(code for kind in kinds for code in kind.codes)
    rarest = [min(k.codes, key=lambda code: (common[code], code), default="") for k in kinds]
    held = Counter(rarest)
    coded = len(kinds) - held.pop("", 0)
    enough = OF_RARE * coded / (size * (1 - PARTS["uncoded"]))  # gives two without being favoured
    return [
        Stratum("", code) if code and held[code] < enough else Stratum(kind.source, kind.state)
        for kind, code in zip(kinds, rarest, strict=True)
    ]


def _shares(
    members: Mapping[Stratum, Sequence[int]], kinds: Sequence[Kind], size: int
) -> dict[Stratum, float]:
    """How many units each stratum gives on average: by its state, and not less than its least."""
    there = Counter(kind.state for kind in kinds)
    weights = {
        name: sum(PARTS[kinds[place].state] / there[kinds[place].state] for place in places)
        for name, places in members.items()
    }
    least = _least({name: len(places) for name, places in members.items()}, size)
    low, high = 0.0, size / min(weights[name] / len(members[name]) for name in members)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        found = {
            name: min(max(middle * weights[name], least[name]), len(members[name]))
            for name in members
        }
        if sum(found.values()) < size:
            low = middle
        else:
            high = middle
    return found


def _least(sizes: Mapping[Stratum, int], size: int) -> dict[Stratum, float]:
    """What each stratum gives in any case, as far as the sample goes; all give something.

    A source gives 1 in all, uncoded ones together give their part, a rare code gives 2.
    """
    whole: Counter[str] = Counter()
    uncoded = rare = 0
    for name, number in sizes.items():
        whole[name.source] += number
        uncoded += number * (name.name == "uncoded" and name.source != "")
        rare += min(number, OF_RARE) * (name.source == "")
    sources = len(whole) - ("" in whole)
    left = size - sources
    if left <= 0:  # not enough to touch all: each stratum goes by its weight alone
        return dict.fromkeys(sizes, 0.0)
    of_uncoded = min(PARTS["uncoded"] * size, left / 2, uncoded)
    of_rare = min(1.0, (left - of_uncoded) / rare) if rare else 0.0

    def least(name: Stratum, number: int) -> float:
        if not name.source:
            return of_rare * min(number, OF_RARE)
        part = of_uncoded * number / uncoded if name.name == "uncoded" else 0.0
        return max(part, number / whole[name.source])

    return {name: least(name, number) for name, number in sizes.items()}


def _grains(
    shares: Mapping[Stratum, float], members: Mapping[Stratum, Sequence[int]], size: int
) -> dict[Stratum, int]:
    """The shares in grains, which add up to the size exactly."""
    grains = {name: min(round(shares[name] * GRAIN), len(members[name]) * GRAIN) for name in shares}
    over = sum(grains.values()) - size * GRAIN
    for name in sorted(grains, key=lambda name: grains[name], reverse=True):
        room = grains[name] if over > 0 else grains[name] - len(members[name]) * GRAIN
        moved = min(over, room) if over > 0 else max(over, room)
        grains[name] -= moved
        over -= moved
    return grains
