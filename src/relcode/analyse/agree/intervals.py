"""Figures with their intervals, by drawing whole sources anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse.evaluate import Figure

if TYPE_CHECKING:
    from relcode.analyse.agree.rules import Rules
    from relcode.analyse.agree.tally import Floats
_NONE = (float("nan"), float("nan"))


def draws(used: Floats, rules: Rules) -> Floats | None:
    """How often each source is drawn, draws × sources; None where fewer than two can be drawn.

    `used` is 0 for sources without a unit to compare; they are never drawn.
    """
    places = np.flatnonzero(used)
    if len(places) < 2:  # noqa: PLR2004 - one source drawn again and again shows no spread
        return None
    generator = np.random.default_rng(rules.seed)
    equal = np.full(len(places), 1 / len(places))
    weights = np.zeros((rules.draws, len(used)))
    weights[:, places] = generator.multinomial(len(places), equal, size=rules.draws)
    return weights


def figures(values: Floats, spread: Floats | None, rules: Rules) -> list[Figure]:
    """A figure for each value; `spread` is draws × values, None where nothing was drawn."""
    if spread is None:
        return [Figure(float(value), *_NONE) for value in values]
    columns = zip(values, spread.T, strict=True)
    return [Figure(float(value), *interval(column, rules)) for value, column in columns]


def interval(spread: Floats, rules: Rules) -> tuple[float, float]:
    """The percentile interval of drawn values; nan where half of them or more are undefined."""
    defined = spread[~np.isnan(spread)]
    if 2 * len(defined) <= len(spread):
        return _NONE
    tail = (1 - rules.level) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)
