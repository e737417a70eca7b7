"""A test of whether new documents are unlike those that were certified."""

from __future__ import annotations

import numpy as np
import pytest

from relcode.learn.bounds import lower
from relcode.learn.drift import Sample, drifted


def sample(
    rng: np.random.Generator, documents: int, length: int = 10, shift: float = 0.0
) -> Sample:
    """Vectors in documents that differ by themselves."""
    sources = np.repeat(np.arange(documents), length)
    rows = rng.normal(shift, 1, (len(sources), 4)) + rng.normal(0, 0.5, (documents, 4))[sources]
    return Sample(rows, sources)


@pytest.mark.parametrize("length", [10, 3])
def test_false_alarms(length: int) -> None:
    """Documents of one kind, as long or shorter, seem to have drifted in 5 of 100 pairs."""
    rng = np.random.default_rng(1)
    pairs = [(sample(rng, 12), sample(rng, 6, length)) for _ in range(80)]
    alarms = sum(drifted(*pair, seed, 99).p <= 0.05 for seed, pair in enumerate(pairs))
    assert lower(alarms, len(pairs), 0.025) <= 0.05


def test_drift_is_found() -> None:
    """Documents that speak of something else are told apart."""
    rng = np.random.default_rng(2)
    found = drifted(sample(rng, 12), sample(rng, 8, shift=1.5), draws=199)
    assert found.p == pytest.approx(1 / 200)
    assert found.statistic > 0


def test_scores() -> None:
    """Scores are tested as vectors are, and a spread that changes is found too."""
    rng = np.random.default_rng(3)
    before = Sample(rng.normal(0, 1, 400), np.arange(400) // 20)
    after = Sample(rng.normal(0, 3, 400), np.arange(400) // 20)
    assert drifted(before, after, draws=199).p < 0.05


def test_same_seed() -> None:
    """The same seed gives the same answer, and a common shift changes nothing."""
    rng = np.random.default_rng(4)
    before, after = sample(rng, 8), sample(rng, 5)
    moved = [Sample(one.rows + 2, one.sources) for one in (before, after)]
    found = drifted(before, after, 5)
    assert drifted(before, after, 5) == found
    assert drifted(moved[0], moved[1], 5).p == pytest.approx(found.p)


@pytest.mark.parametrize("documents", [0, 1])
def test_one_document(documents: int) -> None:
    """One new document shows no drift: it cannot be told how much documents differ."""
    rng = np.random.default_rng(5)
    assert drifted(sample(rng, 8), sample(rng, documents, shift=9)).p == 1


def test_many_segments() -> None:
    """Of very many segments a part is compared, and drift is found all the same."""
    rng = np.random.default_rng(6)
    before, after = sample(rng, 40, 300), sample(rng, 20, 300, shift=0.8)
    assert drifted(before, after, draws=99).p < 0.05
