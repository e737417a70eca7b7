"""Tell whether new sources are unlike those that were certified."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.metrics.pairwise import euclidean_distances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relcode.learn.cases import Floats, Places

_MOST = 3000  # segments that are compared with one another, drawn at random where there are more


class Sample(NamedTuple):
    """Segments as vectors (n × k) or as scores (n), and the document that each is from (n)."""

    rows: Floats
    sources: NDArray[np.str_] | Places


class Drift(NamedTuple):
    """How unlike two samples are, and how likely documents alike would seem as unlike."""

    p: float
    statistic: float


def drifted(before: Sample, after: Sample, seed: int = 0, draws: int = 999) -> Drift:
    """Whether segments of later documents are distributed as those of earlier ones.

    The energy distance (Szekely & Rizzo 2013, J. Statistical Planning and Inference 143:1249-1272)
    between segments, of different documents only, and each document counting as one; compared with
    its values where whole documents change sides at random, as segments of one document are alike
    (p as in Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9:39).
    Documents are thinned to a like number of segments first: otherwise short ones beside long ones
    look like drift (bench/drift.py). P is 1 where either side has fewer than two documents.
    """
    lengths = [np.unique(one.sources, return_counts=True)[1] for one in (before, after)]
    if min(map(len, lengths)) < 2:  # noqa: PLR2004 - one does not say how documents differ
        return Drift(1.0, nan)
    rng = np.random.default_rng(seed)
    size = _size(lengths)
    sides = [_thinned(one, size, rng) for one in (before, after)]
    counts = [len(np.unique(one.sources)) for one in sides]
    later = np.repeat([0.0, 1.0], counts)
    between = _between(*sides)
    statistic = float(_energy(between, later[None])[0])
    drawn = _energy(between, rng.permuted(np.tile(later, (draws, 1)), axis=1))
    # where sums are taken in another order the same value differs in its last digits
    reached = drawn >= statistic - 1e-9 * between.max()
    return Drift(float((1 + reached.sum()) / (1 + draws)), statistic)


def unlike(before: Sample, after: Sample) -> dict[str, float]:
    """Each of the later documents with its energy distance to the earlier ones, the largest first.

    Larger than that of `drifted`, since a document is compared with itself, too.
    """
    rows = np.asarray(after.rows, float)
    toward = euclidean_distances(rows, before.rows).mean(axis=1)
    found = {}
    for name in np.unique(after.sources).tolist():
        mine = after.sources == name
        inside = euclidean_distances(rows[mine]).mean()
        found[str(name)] = float(2 * toward[mine].mean() - inside)
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _size(lengths: Sequence[NDArray[np.intp]]) -> int:
    """How many segments of a document to take: as many as half of them have, on both sides."""
    most = _MOST // sum(map(len, lengths))
    return max(1, min(most, *(int(np.median(one)) for one in lengths)))


def _thinned(sample: Sample, size: int, rng: np.random.Generator) -> Sample:
    """At most so many segments of each document, drawn at random; rows as vectors."""
    order = rng.permutation(len(sample.sources))
    sources = sample.sources[order]
    by_source = np.argsort(sources, kind="stable")
    _, starts, counts = np.unique(sources[by_source], return_index=True, return_counts=True)
    place = np.arange(len(order)) - np.repeat(starts, counts)
    kept = rng.permutation(order[by_source[place < size]])[:_MOST]
    return Sample(
        np.asarray(sample.rows, float).reshape(len(order), -1)[kept], sample.sources[kept]
    )


def _between(before: Sample, after: Sample) -> Floats:
    """The mean distance between segments of each two documents, the earlier ones first."""
    firsts, early = np.unique(before.sources, return_inverse=True)
    _, late = np.unique(after.sources, return_inverse=True)
    places = np.concatenate([early, late + len(firsts)])
    member = (places == np.arange(places.max() + 1)[:, None]).astype(float)
    member /= member.sum(axis=1, keepdims=True)
    distances = euclidean_distances(np.vstack([before.rows, after.rows]))
    means: Floats = member @ distances @ member.T
    np.fill_diagonal(means, 0.0)  # a document is not compared with itself
    return means


def _energy(between: Floats, later: Floats) -> Floats:
    """The energy distance for each row of `later`, which says of each document whether it is so."""
    earlier = 1 - later
    many, few = earlier.sum(axis=1), later.sum(axis=1)
    toward = later @ between
    across = (toward * earlier).sum(axis=1) / (many * few)
    inside = (toward * later).sum(axis=1) / (few * (few - 1))
    outside = ((earlier @ between) * earlier).sum(axis=1) / (many * (many - 1))
    return np.asarray(2 * across - inside - outside)
