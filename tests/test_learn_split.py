"""The frozen split of documents into development, calibration and test."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from relcode.learn.split import PARTS, split


@given(st.integers(3, 40), st.integers(3, 40), st.integers(0, 99))
def test_each_part_has_positives(documents: int, holding: int, seed: int) -> None:
    """Where three documents have positives each part has some."""
    names = np.array([f"interview {number}" for number in range(documents)])
    truth = np.arange(documents) < min(holding, documents)
    dealt = split(names, truth, seed)
    assert {dealt[name] for name in names[truth].tolist()} == set(PARTS)


@given(st.integers(0, 60), st.integers(0, 99))
def test_halves_and_quarters(documents: int, seed: int) -> None:
    """A quarter goes to development and to test, and half to calibration, give or take one."""
    counts = Counter(split(np.arange(documents), np.zeros(documents, bool), seed).values())
    assert abs(counts["development"] - documents / 4) <= 1
    assert abs(counts["calibration"] - documents / 2) <= 1


def test_frozen() -> None:
    """Documents that were dealt out stay where they were, and new ones join by the same shares."""
    first = split(np.arange(20), np.ones(20, bool), 1)
    grown = split(np.arange(60), np.ones(60, bool), 1, first)
    assert {name: grown[name] for name in first} == first
    assert Counter(grown.values()) == {"development": 15, "calibration": 30, "test": 15}


def test_every_document_anywhere() -> None:
    """The seed decides where a document goes, the richest ones like the others."""
    sources = np.repeat(np.arange(16), np.arange(16) + 1)
    truth = np.ones(len(sources), bool)
    for name in ("0", "15"):
        seen = Counter(split(sources, truth, seed)[name] for seed in range(400))
        assert min(seen.values()) > 60


def test_rare_codes_count_as_much() -> None:
    """With several codes each part has positives of the rare one too."""
    sources = np.arange(40)
    truth = np.column_stack([sources % 2 == 0, sources < 4])
    dealt = split(sources, truth, 3)
    assert {dealt[str(name)] for name in range(4)} == set(PARTS)
