"""The reference that coders arrive at: what they agree on, and what was adjudicated."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcode.analyse.agree.units import Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping

    Asked = Mapping[str, frozenset[str]]

_TWO = 2


def gold(
    judged: Mapping[str, Mapping[str, Judgement]],
    ruled: Mapping[str, Judgement | None],
    unasked: Asked,
) -> dict[str, Judgement] | None:
    """The reference coding of one unit, or None where it is open.

    `judged` is what each coder gave, `ruled` what was adjudicated: a judgement, or None for a code
    that was turned down; `unasked` are by coder the codes that were no codes then. Open is a unit
    that fewer than two coders judged, and one with a disagreement on presence or valence that
    nobody adjudicated. A role on which they differ is "".
    """
    if len(judged) < _TWO:
        return None
    found: dict[str, Judgement] = {}
    for code in {code for codes in judged.values() for code in codes} | set(ruled):
        if code in ruled:
            decided = ruled[code]
            if decided is not None:
                found[code] = decided
            continue
        asked = [codes for name, codes in judged.items() if code not in unasked.get(name, ())]
        if len(asked) < _TWO:
            continue
        given = [codes[code] for codes in asked if code in codes]
        valences = {one.valence for one in given} - {""}
        if len(given) < len(asked) or len(valences) > 1:
            return None
        role = given[0].role if len({one.role for one in given}) == 1 else ""
        found[code] = Judgement(next(iter(valences), ""), role)
    return found


def unsettled(
    judged: Mapping[str, Mapping[str, Judgement]],
    ruled: Mapping[str, Judgement | None],
    unasked: Asked,
) -> frozenset[str]:
    """The codes of which the reference says nothing: fewer than two coders could give them."""
    times = Counter(code for name in judged for code in unasked.get(name, ()))
    found = (code for code, left in times.items() if len(judged) - left < _TWO)
    return frozenset(code for code in found if code not in ruled)
