"""Agreement on the places that a code is about, where coders marked places."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse.agreement import ratio
from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.tally import Floats, Sums
    from relcode.analyse.agree.units import Judgement, Unit


def exact(sums: Sums) -> Floats:
    """F1 of places with the same start and end."""
    return ratio(2 * sums["same"], sums["places"])


def overlap(sums: Sums) -> Floats:
    """F1 of characters: twice those that both marked, by all that either marked."""
    return ratio(2 * sums["shared"], sums["characters"])


def span_sums(ratings: Ratings, groups: Iterable[Sequence[str]]) -> Sums:
    """The sums by source and code over units where two coders applied the code.

    Only where one of the two marked a place; the other's mark is then the whole unit.
    """
    names = ("marked", "same", "places", "shared", "characters")
    sums = {name: np.zeros((len(ratings.sources), len(ratings.codes))) for name in names}
    source = {name: i for i, name in enumerate(ratings.sources)}
    code_at = {name: i for i, name in enumerate(ratings.codes)}
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    for unit in ratings.units:
        for first, second in pairs:
            a, b = unit.judged.get(first, {}), unit.judged.get(second, {})
            for code in _marked(a, b):
                at = (source[unit.source], code_at[code])
                for name, number in zip(names, _compared(unit, a[code], b[code]), strict=True):
                    sums[name][at] += unit.stands * number
    return sums


def _marked(a: Mapping[str, Judgement], b: Mapping[str, Judgement]) -> list[str]:
    return [code for code in a if code in b and (a[code].spans or b[code].spans)]


def _compared(unit: Unit, a: Judgement, b: Judgement) -> tuple[int, int, int, int, int]:
    """1, then the numbers of same places and of places, of shared characters and of characters."""
    left, right = _places(unit, a), _places(unit, b)
    flat = [_flat(left), _flat(right)]
    lengths = sum(span.end - span.start for spans in flat for span in spans)
    same = len(set(left) & set(right))
    return 1, same, len(left) + len(right), _shared(*flat), lengths


def _places(unit: Unit, judgement: Judgement) -> list[Span]:
    return sorted(set(judgement.spans)) or [Span(unit.start, unit.end)]


def _flat(spans: Iterable[Span]) -> list[Span]:
    """The same characters without overlaps, in order."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
