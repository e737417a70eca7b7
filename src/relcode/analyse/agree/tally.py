"""Sums per source from which every coefficient follows, so that sources can be drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Sums: TypeAlias = dict[str, Floats]

_RADIX = 256  # more than the values of an 8-bit number


def tally(
    ratings: NDArray[np.int8],
    categories: int,
    cuts: NDArray[np.int64],
    stands: Floats | None = None,
) -> Sums:
    """The sums of one variable over the units of each source.

    `ratings` is units × coders with values from 0 to `categories` - 1, below 0 where missing;
    `cuts` are the first units of the sources. A unit counts as often as it `stands` for units, once
    where that is not given. The first axis of every sum is the source:

    - `units`: units with two judgements or more; only they count in what follows
    - `agreed`: the share of agreeing pairs of judgements, added up over units
    - `share`: the share of each category among a unit's judgements, added up
    - `coincidence`: Krippendorff's coincidence matrix (2011), category × category
    - `applied`: by coder, how often each category was given
    - `complete`, `complete_agreed`, `complete_share`: the same over units that all coders judged
    - `confusion`: first coder's × second coder's category; for two coders only
    """
    rows = np.flatnonzero((ratings >= 0).sum(axis=1) > 1)
    patterns, number = _patterns(ratings[rows])
    sources = np.searchsorted(cuts, rows, side="right") - 1
    size = (len(cuts), len(patterns))
    once = np.ones(len(rows)) if stands is None else stands[rows]
    times = np.bincount(sources * size[1] + number, once, minlength=size[0] * size[1])
    return drawn(times.astype(np.float64).reshape(size), _of_patterns(patterns, categories))


def _patterns(ratings: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The distinct rows, and for each row the number of its like."""
    number, first = np.zeros(len(ratings), dtype=np.int64), np.zeros(0, dtype=np.int64)
    for column in ratings.T:
        _, first, number = np.unique(
            number * _RADIX + column, return_index=True, return_inverse=True
        )
    return ratings[first], number


def _of_patterns(ratings: NDArray[np.int8], categories: int) -> Sums:
    """What one unit with each of these rows of judgements, two at least, adds to the sums."""
    given = (ratings[:, :, None] == np.arange(categories)).astype(np.float64)
    counts = given.sum(axis=1)
    judged = counts.sum(axis=1)
    complete = judged == ratings.shape[1]
    pairs = counts[:, :, None] * (counts[:, None, :] - np.eye(categories))
    coincidence = pairs / (judged - 1)[:, None, None]
    share = counts / judged[:, None]
    agreed = np.trace(coincidence, axis1=1, axis2=2) / judged
    sums = {
        "units": np.ones(len(ratings)),
        "agreed": agreed,
        "share": share,
        "coincidence": coincidence,
        "applied": given,
        "complete": complete.astype(np.float64),
        "complete_agreed": agreed * complete,
        "complete_share": share * complete[:, None],
    }
    if ratings.shape[1] == 2:  # noqa: PLR2004 - a table of two coders has two axes
        sums["confusion"] = given[:, 0, :, None] * given[:, 1, None, :]
    return sums


def stacked(tallies: Iterable[Sums]) -> Sums:
    """Sums of several codes as one, codes on the second axis."""
    parts = list(tallies)
    return {name: np.stack([part[name] for part in parts], axis=1) for name in parts[0]}


def added(tallies: Iterable[Sums]) -> Sums:
    """Sums of several pairs of coders added up."""
    first, *rest = tallies
    return {name: sum((part[name] for part in rest), values) for name, values in first.items()}


def with_all(sums: Sums) -> Sums:
    """The same with one more code at the end: all codes taken together."""
    return {
        name: np.concatenate([values, values.sum(axis=1, keepdims=True)], axis=1)
        for name, values in sums.items()
    }


def drawn(weights: Floats, sums: Sums) -> Sums:
    """The sums over their first axis, weighted: `weights` has that axis last."""
    return {name: np.tensordot(weights, values, axes=1) for name, values in sums.items()}
