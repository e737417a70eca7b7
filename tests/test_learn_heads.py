"""What decisions correct in the shipped combination: nothing without cause, and then enough."""

from __future__ import annotations

from functools import cache
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.features.fewshot import chances
from relcode.learn.compare import Said, compared
from relcode.learn.crossed import crossed, parts
from relcode.learn.cuts import cuts
from relcode.learn.heads import ENOUGH, Given, Heads, deviation, learned, rungs
from relcode.learn.space import Space

WIDTH, CODES = 24, 4


@cache
def space() -> Space:
    """The directions of vectors like those below."""
    rows = np.random.default_rng(0).normal(size=(400, WIDTH)).astype(np.float32)
    return Space(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def units(n: int = 400, seed: int = 1, shift: float = 0.0) -> Given:
    """Units whose codes hold as the logits say, but for a shift; every second one of a document."""
    random = np.random.default_rng(seed)
    logits = random.normal(-1.5, 1.5, (n, CODES))
    return Given(
        vectors=random.normal(size=(n, WIDTH)).astype(np.float32),
        logits=logits,
        cues=np.zeros((n, CODES), np.int8),
        holds=random.random((n, CODES)) < chances(logits + shift),
        counts=np.ones((n, CODES)),
        sources=np.array([f"d{row % 8}" for row in range(n)]),
    )


def plain() -> Heads:
    """Heads that change nothing."""
    return Heads.shipped(WIDTH, CODES)


def test_nobody_decided_means_as_shipped() -> None:
    """Without decisions, or on no unit at all, every probability is the shipped one."""
    some = units()
    silent = some._replace(counts=np.zeros_like(some.counts))
    nothing = some.of(np.zeros(len(some.sources), dtype=bool))
    for one in (silent, nothing):
        assert rungs(one) == ["untouched"] * CODES
        heads = learned(one, space())
        assert np.allclose(heads.chances(some), chances(some.logits))


def test_the_ladder_hangs_on_positives() -> None:
    """No unit with the code: the bias alone; some: bias, slope, cues; enough: a head as well."""
    some = units()
    holds = np.zeros_like(some.holds)
    holds[: ENOUGH - 1, 1] = holds[:ENOUGH, 2] = True
    counts = some.counts.copy()
    counts[:, 3] = 0
    some = some._replace(holds=holds, counts=counts)
    assert rungs(some) == ["without", "few", "enough", "untouched"]
    heads = learned(some, space())
    assert heads.slope[0] == 1
    assert heads.bias[0] < 0
    assert heads.slope[1] != 1
    assert not heads.weights[:, [0, 1, 3]].any()
    assert heads.weights[:, 2].any()
    assert (heads.slope[3], heads.bias[3]) == (1, 0)


def test_calibrated_as_shipped_stays_as_shipped() -> None:
    """Where the shipped probabilities are true, what is learned is close to them."""
    heads = learned(units(1200), space())
    fresh = units(800, seed=2)
    assert np.abs(heads.chances(fresh) - chances(fresh.logits)).mean() < 0.04
    assert np.abs(heads.bias).max() < 0.5


def test_another_frequency_is_learned() -> None:
    """A coder who gives all codes far more often is followed, and calibrated for new units."""
    some, fresh = units(shift=2.0), units(800, seed=2, shift=2.0)
    found = learned(some, space()).chances(fresh)
    assert abs(found.mean() - fresh.holds.mean()) < 0.05
    assert deviation(some) > 2 * deviation(units())


def test_what_the_vectors_tell_is_learned() -> None:
    """A code that hangs on a direction that the shipped logit does not know is found by it."""
    some, fresh = units(600), units(600, seed=3)
    along = [one._replace(holds=one.vectors[:, :1].repeat(CODES, 1) > 0.5) for one in (some, fresh)]
    found = learned(along[0], space()).chances(along[1])
    before, after = (((one - along[1].holds) ** 2).mean() for one in (chances(fresh.logits), found))
    assert after < 0.7 * before


def test_what_cues_are_worth_is_learned() -> None:
    """A cue that never means the code here counts for less."""
    some = units(600)
    cued = some.cues.copy()
    cued[::3] = 2
    holds = some.holds & (cued == 0)
    heads = learned(some._replace(cues=cued, holds=holds), space())
    assert (heads.strong < -0.3).all()
    assert np.abs(heads.weak).max() == 0


def test_a_unit_that_stands_for_many_counts_for_many() -> None:
    """What was seldom drawn weighs more than what was drawn for certain."""
    some = units(400)
    heavy = np.where(some.holds, 4.0, 1.0)
    low, high = (learned(some._replace(counts=one), space()) for one in (some.counts, heavy))
    assert (high.bias > low.bias).all()
    assert np.allclose(learned(some._replace(counts=5 * some.counts), space()).bias, low.bias)


def test_every_document_is_told_by_the_others() -> None:
    """What was decided on a document has no say in what is said of it."""
    some = units(160)
    part = parts(some.sources)
    before = crossed(some, some, part, space())
    mine = some.sources == "d3"
    together = np.isin(some.sources, [name for name in part if part[name] == part["d3"]])
    other = some._replace(holds=np.where(mine[:, None], ~some.holds, some.holds))
    after = crossed(other, other, part, space())
    # but for how far biases spread, which is one figure for all codes
    assert np.abs(before[mine] - after[mine]).max() < 0.1
    assert np.abs(before[~together] - after[~together]).max() > 0.1


@given(st.lists(st.integers(0, 12), min_size=1, max_size=60))
def test_documents_are_parted_whole_and_evenly(owners: list[int]) -> None:
    """Each document is in one of at most five parts, none of which is empty."""
    part = parts(map(str, owners))
    assert part.keys() == set(map(str, owners))
    assert set(part.values()) == set(range(min(5, len(part))))


def test_thresholds_are_where_f1_is_best() -> None:
    """Without a positive the threshold is the shipped one; else it is where F1 is best."""
    some = units(3000)
    found = chances(some.logits)
    shipped = np.full(CODES, 0.8)
    none = np.zeros_like(some.holds)
    assert (cuts(found, none, some.counts, some.sources, shipped) == shipped).all()
    many = cuts(found, some.holds, some.counts, some.sources, shipped)
    assert ((many > 0.2) & (many < 0.5)).all()
    # people give the codes far seldomer than the probabilities promise: fewer are suggested
    rare = some.holds & (np.arange(3000) < 9)[:, None]
    seldom = cuts(found, rare, some.counts, some.sources, shipped)
    assert (seldom > many + 0.2).all()


def test_few_units_do_not_throw_a_threshold() -> None:
    """Of a score of reviewed units, what the probabilities promise keeps thresholds in place."""
    many = units(3000)
    shipped = np.full(CODES, 0.8)
    usual = cuts(chances(many.logits), many.holds, many.counts, many.sources, shipped)
    for seed in range(20):
        some = units(20, seed=seed + 10)
        few = cuts(chances(some.logits), some.holds, some.counts, some.sources, usual)
        assert (np.abs(few - usual) < 0.25).all()


def test_one_document_moves_a_threshold_less() -> None:
    """The same units move thresholds farther when they come from many documents than from one."""
    some = units(400)
    found, shipped = chances(some.logits), np.full(CODES, 0.8)
    one = np.full(len(some.sources), "d0")
    alone, many = (
        shipped - cuts(found, some.holds, some.counts, sources, shipped)
        for sources in (one, some.sources)
    )
    assert (alone > 0).all()
    assert (many > 2 * alone).all()


def test_the_better_one_is_told() -> None:
    """F1, average precision and loss decide; without positives, the loss alone."""
    holds = np.array([[True, False], [True, False], [False, False], [False, False]])
    good = np.array([[0.9, 0.1], [0.8, 0.1], [0.2, 0.1], [0.1, 0.1]])
    bad = np.array([[0.1, 0.9], [0.8, 0.1], [0.9, 0.1], [0.2, 0.1]])
    one, other = (Said(each, each >= 0.5) for each in (good, bad))
    counts = np.ones(holds.shape)
    up, down, same = (
        compared(*pair, holds, counts) for pair in ((other, one), (one, other), (one, one))
    )
    assert [each.better for each in up] == [True, True]
    assert [each.better for each in (*down, *same)] == [False] * 4
    assert (up[0].n, up[0].before.f1, up[0].after[:2]) == (2, 0.5, (1.0, 1.0))
    assert isnan(up[1].after.f1)
    nobody = compared(one, other, holds, np.zeros(holds.shape))
    assert not any(each.better for each in nobody)


@pytest.mark.parametrize("odd", ["always", "never", "no cue", "far"])
def test_extremes_give_numbers(odd: str) -> None:
    """Codes on all units or none, and logits far out, leave every head finite."""
    some = units(60)
    changed = {
        "always": some._replace(holds=np.ones_like(some.holds)),
        "never": some._replace(holds=np.zeros_like(some.holds)),
        "no cue": some._replace(vectors=np.zeros_like(some.vectors)),
        "far": some._replace(logits=1000 * some.logits),
    }
    heads = learned(changed[odd], space())
    assert all(np.isfinite(part).all() for part in heads)
