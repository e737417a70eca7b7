"""All sums and all figures of one comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse.agree import coefficients, spans
from relcode.analyse.agree.ratings import ROLES, VALENCES
from relcode.analyse.agree.sets import set_sums
from relcode.analyse.agree.tally import added, drawn, stacked, tally, with_all
from relcode.analyse.agreement import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from relcode.analyse.agree.comparisons import Comparison
    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.rules import Rules
    from relcode.analyse.agree.sets import SetSums
    from relcode.analyse.agree.tally import Floats, Sums

    Of = Callable[[Sums], Floats]

CATEGORIES = {"presence": 2, "valence": len(VALENCES), "role": len(ROLES)}


@dataclass(frozen=True, slots=True)
class Tallies:
    """The sums of one comparison by source: per code, then all codes taken together.

    `parts` are presence, valence, role and places. `units` counts by source and code the units that
    two coders of a group judged.
    """

    units: Floats
    parts: dict[str, Sums]
    sets: SetSums


def tallies(ratings: Ratings, comparison: Comparison) -> Tallies:
    """The sums of a comparison; needs at least one unit and one code."""
    parts = {
        name: with_all(added(_of_group(ratings, name, group) for group in comparison.groups))
        for name in CATEGORIES
    }
    parts["places"] = with_all(spans.span_sums(ratings, comparison.groups))
    return Tallies(units(ratings, comparison), parts, set_sums(ratings, comparison.groups))


def units(ratings: Ratings, comparison: Comparison) -> Floats:
    """The number of units that at least two coders of a group judged: source × code.

    Behind the codes that of units judged with any of them.
    """
    judged = np.concatenate([ratings.presence >= 0, ratings.judged[:, :, None]], axis=2)
    parts = [judged[:, ratings.columns(group)] for group in comparison.groups]
    compared = np.any([part.sum(axis=1) > 1 for part in parts], axis=0)
    return np.asarray(np.add.reduceat(compared, ratings.cuts, axis=0, dtype=np.float64))


def _of_group(ratings: Ratings, variable: str, group: Sequence[str]) -> Sums:
    values: NDArray[np.int8] = getattr(ratings, variable)[:, ratings.columns(group)]
    codes = range(len(ratings.codes))
    return stacked(
        tally(values[:, :, code], CATEGORIES[variable], ratings.cuts, ratings.stands)
        for code in codes
    )


def counted(sums: Tallies, weights: Floats) -> dict[str, Sums]:
    """The sums of every variable and of the places, over sources that count so often."""
    return {name: drawn(weights, part) for name, part in sums.parts.items()}


def values(parts: Mapping[str, Sums], rules: Rules, *, reference: bool) -> dict[str, Floats]:
    """Every figure by name, for sums of any leading axes and codes.

    With a `reference`, how well the second coder meets the first, too.
    """
    two = "confusion" in parts["presence"]
    found: dict[str, Floats] = {}
    for variable in CATEGORIES:
        functions = _nominal(two=two)
        if variable == "presence":
            functions |= _of_presence() | (_of_reference() if reference else {})
        if variable == "valence":
            functions |= _of_scale(rules)
        found |= {named(variable, name): of(parts[variable]) for name, of in functions.items()}
    found["span_exact_f1"] = spans.exact(parts["places"])
    found["span_overlap_f1"] = spans.overlap(parts["places"])
    return found


def named(variable: str, name: str) -> str:
    """A figure's name in tables: that of presence stands bare."""
    return name if variable == "presence" else f"{variable}_{name}"


def _nominal(*, two: bool) -> dict[str, Of]:
    return {
        "agreement": coefficients.agreement,
        "kappa": coefficients.cohen if two else coefficients.fleiss,
        "alpha": lambda sums: coefficients.alpha(sums["coincidence"]),
        "ac1": coefficients.ac1,
    }


def _of_presence() -> dict[str, Of]:
    return {
        "positive_agreement": lambda sums: coefficients.specific(sums, 1),
        "negative_agreement": lambda sums: coefficients.specific(sums, 0),
        "prevalence": coefficients.prevalence,
    }


def _of_reference() -> dict[str, Of]:
    def share(sums: Sums, axis: int) -> Floats:
        table = sums["confusion"]
        return ratio(table[..., 1, 1], table.sum(axis=axis)[..., 1])

    return {"precision": lambda sums: share(sums, -2), "recall": lambda sums: share(sums, -1)}


def _of_scale(rules: Rules) -> dict[str, Of]:
    scale = [getattr(rules.valence_scale, name) for name in VALENCES]

    def ordinal(sums: Sums) -> Floats:
        return coefficients.alpha(coefficients.merged(sums["coincidence"], scale)[0], "ordinal")

    def spaced(sums: Sums) -> Floats:
        matrix, levels = coefficients.merged(sums["coincidence"], scale)
        return coefficients.alpha(matrix, "interval", levels)

    return {"alpha_ordinal": ordinal, "alpha_interval": spaced}
