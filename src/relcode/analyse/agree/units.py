"""What agreement is computed from: units, and what each coder made of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from relcode.terms import Span

MACHINE = "the machine"
GOLD = "the adjudicated coding"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One code as one coder applied it to one unit; no `spans` means the whole unit.

    An empty valence or role is one that was not given; it enters no comparison.
    """

    valence: str
    role: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a source, and by coder the codes that were applied to it.

    A coder who did not judge the unit is absent from `judged`; one who judged it and gave no code
    has an empty mapping. `unasked` are by coder the codes that the coder could not have given:
    they are missing, not left out. `start` and `end` are code points in the source's text. The unit
    `stands` for so many: others could have been drawn when it was.
    """

    source: str
    segment: str
    start: int
    end: int
    judged: Mapping[str, Mapping[str, Judgement]]
    unasked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stands: float = 1.0


def rolled_up(units: Iterable[Unit], core: Callable[[str], str]) -> Iterator[Unit]:
    """The units with every code replaced by `core(code)`.

    Where several codes fall together, unequal valences become mixed and neutral yields, barrier
    and facilitator become both and none yields, and the spans are joined. A core
    code is unasked where it was so itself and nothing that falls together in it was given.
    """
    for unit in units:
        judged = {coder: _together(codes, core) for coder, codes in unit.judged.items()}
        unasked = {
            coder: frozenset(code for code in codes - judged[coder].keys() if core(code) == code)
            for coder, codes in unit.unasked.items()
        }
        yield replace(unit, judged=judged, unasked=unasked)


def _together(codes: Mapping[str, Judgement], core: Callable[[str], str]) -> dict[str, Judgement]:
    groups: dict[str, list[Judgement]] = {}
    for code, judgement in codes.items():
        groups.setdefault(core(code), []).append(judgement)
    return {code: _joined(group) for code, group in groups.items()}


def _joined(group: list[Judgement]) -> Judgement:
    spans = () if any(not one.spans for one in group) else {s for one in group for s in one.spans}
    return Judgement(
        valence=_one_of((one.valence for one in group), "neutral", "mixed"),
        role=_one_of((one.role for one in group), "none", "both"),
        spans=tuple(sorted(spans)),
    )


def _one_of(values: Iterable[str], yields: str, several: str) -> str:
    given = set(values) - {""}
    telling = given - {yields}
    if len(telling) > 1:
        return several
    return next(iter(telling or given), "")
