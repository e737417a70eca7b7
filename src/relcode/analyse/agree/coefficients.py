"""Coefficients of agreement from the sums of `tally`, for any number of coders and categories.

Every function takes sums without the axis of sources and keeps all other axes (draws, codes); what
is undefined is nan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from relcode.analyse.agreement import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.analyse.agree.tally import Floats, Sums

Metric = Literal["nominal", "ordinal", "interval"]


def agreement(sums: Sums) -> Floats:
    """The share of agreeing pairs of judgements, averaged over units."""
    return ratio(sums["agreed"], sums["units"])


def prevalence(sums: Sums) -> Floats:
    """The share of judgements that say "present", averaged over units."""
    return ratio(sums["share"][..., 1], sums["units"])


def specific(sums: Sums, category: int) -> Floats:
    """Agreement on one category: of all judgements for it, the share that others join.

    With two coders and presence this is the positive (1) or negative (0) agreement of Cicchetti
    and Feinstein (1990, J Clin Epidemiol 43:551-558).
    """
    coincidence = sums["coincidence"][..., category, :]
    return ratio(coincidence[..., category], coincidence.sum(axis=-1))


def cohen(sums: Sums) -> Floats:
    """Cohen's kappa of two coders (1960, Educ Psychol Meas 20:37-46)."""
    confusion = sums["confusion"]
    n = confusion.sum(axis=(-2, -1))
    same = np.trace(confusion, axis1=-2, axis2=-1)
    chance = (confusion.sum(axis=-1) * confusion.sum(axis=-2)).sum(axis=-1)
    return _beyond(ratio(same, n), ratio(chance, n * n))


def fleiss(sums: Sums) -> Floats:
    """Fleiss' kappa (1971, Psychol Bull 76:378-382), over units that all coders judged."""
    n = sums["complete"]
    shares = ratio(sums["complete_share"], n[..., None])
    return _beyond(ratio(sums["complete_agreed"], n), (shares**2).sum(axis=-1))


def ac1(sums: Sums) -> Floats:
    """Gwet's AC1 of any number of coders (2008, Br J Math Stat Psychol 61:29-48).

    As everywhere here, units that one coder alone judged are left out; Gwet lets them count for
    the share of each category.
    """
    shares = ratio(sums["share"], sums["units"][..., None])
    categories = shares.shape[-1]
    chance = (shares * (1 - shares)).sum(axis=-1) / (categories - 1)
    return _beyond(agreement(sums), chance)


def alpha(coincidence: Floats, metric: Metric = "nominal", values: Sequence[float] = ()) -> Floats:
    """Krippendorff's alpha from coincidence matrices (2011, Computing Krippendorff's Alpha).

    The last two axes are the categories, in rising order for the ordinal metric; `values` are
    their numbers for the interval metric. Undefined where all judgements are of one category.
    """
    totals = coincidence.sum(axis=-1)
    n = totals.sum(axis=-1)
    distances = _distances(totals, metric, values)
    observed = (coincidence * distances).sum(axis=(-2, -1))
    expected = (totals[..., :, None] * totals[..., None, :] * distances).sum(axis=(-2, -1))
    return np.asarray(1 - ratio((n - 1) * observed, expected))


def _distances(totals: Floats, metric: Metric, values: Sequence[float]) -> Floats:
    if metric == "nominal":
        return np.asarray(1 - np.eye(totals.shape[-1]))
    # the ordinal metric is the interval metric on mean ranks
    ranks = np.cumsum(totals, axis=-1) - totals / 2
    place = np.asarray(values, dtype=np.float64) if metric == "interval" else ranks
    return np.asarray((place[..., :, None] - place[..., None, :]) ** 2)


def merged(coincidence: Floats, scale: Sequence[float]) -> tuple[Floats, list[float]]:
    """The matrix with categories of one value on the scale merged and in rising order."""
    levels = sorted(set(scale))
    onto = np.array([[float(value == level) for level in levels] for value in scale])
    return np.asarray(onto.T @ coincidence @ onto), levels


def _beyond(observed: Floats, chance: Floats) -> Floats:
    return ratio(observed - chance, 1 - np.asarray(chance))
