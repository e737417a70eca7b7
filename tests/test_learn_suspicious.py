"""Slips head the list of decisions that the model and their neighbours contradict."""

from __future__ import annotations

import numpy as np
import pytest

from relcode.learn.suspicious import nearest, suspicious


def coded(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """What was said of 400 units and two codes with twenty slips, chances, vectors, and slips.

    Which code holds shows in the vectors and, less clearly, in the chances.
    """
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(400, 6))
    holds = vectors[:, :2] > (0.3, 1.2)
    logits = 2.0 * (vectors[:, :2] - (0.3, 1.2)) + rng.normal(size=holds.shape)
    slips = np.zeros(holds.shape, bool)
    slips[tuple(rng.choice(np.argwhere(abs(logits) > 1), 20, replace=False).T)] = True
    return (holds ^ slips).astype(np.int8), 1 / (1 + np.exp(-logits)), vectors, slips


@pytest.mark.parametrize("seed", range(3))
def test_planted_slips_come_first(seed: int) -> None:
    """Most of as many first decisions as there are slips are slips."""
    said, chances, vectors, slips = coded(seed)
    found = suspicious(said, chances, vectors)
    first = slips[found.units[:20], found.codes[:20]]
    assert first.mean() >= 0.6


def test_what_was_not_decided_is_not_listed() -> None:
    """Each decision is listed once, and nothing else."""
    said, chances, vectors, _ = coded(1)
    said[::3, 0] = -1
    found = suspicious(said, chances, vectors)
    pairs = set(zip(found.units.tolist(), found.codes.tolist(), strict=True))
    assert pairs == {tuple(pair) for pair in np.argwhere(said >= 0).tolist()}
    assert len(found.scores) == len(pairs)
    assert (np.diff(found.scores) <= 0).all()


def test_a_rare_code_is_expected_to_be_unlikely() -> None:
    """A low chance makes a code that is given suspicious only where it is lower than usual."""
    said = np.zeros((200, 2), np.int8)
    said[:4, 0] = said[:100, 1] = 1
    chances = np.where(said == 1, 0.2, 0.1)
    found = suspicious(said, chances, np.ones((200, 1)))
    common = found.codes[(found.units < 100) & (said[found.units, found.codes] == 1)]
    assert common[:100].tolist() == [1] * 100
    assert common[100:].tolist() == [0] * 4


def test_a_decision_is_not_its_own_neighbour() -> None:
    """The share of a unit's neighbours leaves out what was said of the unit itself."""
    vectors = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    said = np.array([[1], [0], [0]], np.int8)
    near = nearest(said, vectors, np.array([0.5])).ravel()
    assert near[0] < near[1]


def test_a_code_that_nobody_decided_has_no_neighbours() -> None:
    """Its share is its usual frequency, and so is that of a single decision."""
    said = np.array([[-1, 1], [-1, -1]], np.int8)
    near = nearest(said, np.eye(2), np.array([0.5, 0.75]))
    assert near.tolist() == [[0.5, 0.75], [0.5, 0.75]]


def test_the_order_of_units_does_not_matter() -> None:
    """The same decisions in another order have the same scores."""
    said, chances, vectors, _ = coded(3)
    order = np.random.default_rng(4).permutation(len(said))
    one = suspicious(said, chances, vectors)
    other = suspicious(said[order], chances[order], vectors[order])
    assert np.allclose(one.scores, other.scores)
