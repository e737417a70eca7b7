"""Who is compared with whom: independent coders with each other, with the machine, with gold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from relcode.analyse.agree.units import GOLD, MACHINE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Kind = Literal["human-human", "human-machine", "human-gold", "machine-gold"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups of coders whose judgements of the same units are compared, and added up.

    Groups are of two coders, but for `human-human`, which may be one group of all. Of two kinds
    the first coder is the reference that the second is held against.
    """

    kind: Kind
    groups: tuple[tuple[str, ...], ...]

    @property
    def coders(self) -> str:
        """The names of all who are compared."""
        names = dict.fromkeys(name for group in self.groups for name in group)
        return ", ".join(names)


def together(people: Sequence[str], others: Collection[str]) -> list[Comparison]:
    """All independent coders with each other, then each with the machine, pairs added up."""
    found = []
    if len(people) > 1:
        found.append(Comparison("human-human", (tuple(people),)))
    if MACHINE in others and people:
        pairs = tuple((person, MACHINE) for person in people)
        found.append(Comparison("human-machine", pairs))
    return found


def pairwise(people: Sequence[str], others: Collection[str]) -> list[Comparison]:
    """Every pair of independent coders; each of them, and the machine, with what else there is."""
    kinds: list[tuple[Kind, tuple[str, str]]] = [
        ("human-human", pair) for pair in combinations(people, 2)
    ]
    if MACHINE in others:
        kinds += [("human-machine", (person, MACHINE)) for person in people]
    if GOLD in others:
        kinds += [("human-gold", (GOLD, person)) for person in people]
    if {MACHINE, GOLD} <= set(others):
        kinds.append(("machine-gold", (GOLD, MACHINE)))
    return [Comparison(kind, (pair,)) for kind, pair in kinds]
