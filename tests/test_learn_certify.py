"""Certificates: two thresholds, and bounds on what is decided beyond them."""

from __future__ import annotations

from math import inf, isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from relcode.learn import bounds
from relcode.learn.cases import Cases
from relcode.learn.certificate import Needed
from relcode.learn.certify import certify, rates
from relcode.learn.search import Pair, candidates

ALPHA, DELTA = 0.10, 0.05


def cases(positives: int, negatives: int, documents: int, missed: float = 0.0) -> Cases:
    """Each document alike: chances of 0.9 where the code holds, of which a share has 0.1."""
    rng = np.random.default_rng(7)
    truth = np.tile(np.repeat([True, False], [positives, negatives]), documents)
    sources = np.repeat(np.arange(documents), positives + negatives)
    wrong = truth & (rng.random(len(truth)) < missed)
    chances = np.where(truth & ~wrong, 0.9, 0.1)
    return Cases(chances, truth, np.ones(len(truth)), sources)


def clustered(rate: float, rho: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Errors in 40 documents of 20 segments, whose rates are beta distributed."""
    much = 1 / rho - 1
    rows = rng.beta(rate * much, (1 - rate) * much, 40)
    sources = np.repeat(np.arange(40), 20)
    return rng.random(len(sources)) < rows[sources], sources


def test_error_free() -> None:
    """Before corrections 29 error-free segments are enough at alpha 0.10 and delta 0.05."""
    assert bounds.enough(ALPHA, DELTA) == 29
    assert bounds.upper(0, 29, DELTA) <= ALPHA < bounds.upper(0, 28, DELTA)
    assert 0.9**29 < DELTA < 0.9**28


@given(st.integers(1, 200), st.floats(0, 1), st.sampled_from([0.01, 0.05, 0.2]))
def test_clopper_pearson(units: int, share: float, delta: float) -> None:
    """At the upper bound as few errors have probability delta, and the lower one mirrors it."""
    wrong = int(share * (units - 1))
    end = bounds.upper(wrong, units, delta)
    assert binom.cdf(wrong, units, end) == pytest.approx(delta, abs=1e-6)
    assert bounds.lower(units - wrong, units, delta) == pytest.approx(1 - end)


@given(st.floats(0.001, 0.09), st.sampled_from([0.1, 0.2]))
def test_enough_is_the_fewest(rate: float, alpha: float) -> None:
    """With as many as are enough the bound holds, and with one fewer it does not."""
    number = bounds.enough(alpha, DELTA, rate)
    assert bounds.upper(rate * number, number, DELTA) <= alpha
    assert bounds.upper(rate * (number - 1), number - 1, DELTA) > alpha


def test_never_enough() -> None:
    """No number of segments shows a rate below alpha that is not."""
    assert bounds.enough(ALPHA, DELTA, ALPHA) == inf


def test_documents_count_for_less() -> None:
    """Twenty segments of one document say less than twenty of twenty documents."""
    wrong, weights = np.zeros(20, bool), np.ones(20)
    apart = bounds.rate(wrong, weights, np.arange(20), 1.0, DELTA)
    one = bounds.rate(wrong, weights, np.zeros(20, np.intp), 1.0, DELTA)
    four = bounds.rate(wrong, weights, np.arange(20) // 5, 1.0, DELTA)
    assert apart.effective == pytest.approx(20)
    assert one.effective == pytest.approx(1)
    assert four.effective == pytest.approx(20 / (1 + 4 * bounds.TOGETHER))


def test_weights_count_for_less() -> None:
    """Unequal weights leave Kish's effective sample size, and enter the rate."""
    wrong, weights = np.array([True, False, False]), np.array([4.0, 1.0, 1.0])
    found = bounds.rate(wrong, weights, np.arange(3), 1.0, DELTA)
    assert found.rate == pytest.approx(4 / 6)
    assert found.effective == pytest.approx(36 / 18)


def test_errors_that_would_weigh_more() -> None:
    """Rightly given segments that stand for one each bound no errors that stand for ten."""
    truth = np.repeat([True, False], 100)
    chances = np.where(truth, 0.9, 0.1)
    weights = np.where(truth, 1.0, 10.0)
    found = rates(Cases(chances, truth, weights, np.arange(200)), Pair(0.5, 0.5), DELTA)
    assert found.withheld.effective == pytest.approx(100 / 10)


def test_intraclass() -> None:
    """Errors that fill documents correlate fully, evenly spread ones not at all."""
    sources = np.repeat(np.arange(10), 4)
    assert bounds.intraclass(sources < 3, sources) == pytest.approx(1)
    assert bounds.intraclass(np.tile([True, False, False, False], 10), sources) == 0


def test_clustered_errors_are_bounded() -> None:
    """The bound keeps its promise where documents differ, which one that ignores them does not."""
    rng = np.random.default_rng(3)
    drawn = [clustered(ALPHA, 0.1, rng) for _ in range(300)]
    ones = np.ones(800)
    ours = [bounds.rate(wrong, ones, sources, 1.0, DELTA).upper for wrong, sources in drawn]
    alone = [bounds.upper(wrong.sum(), 800, DELTA) for wrong, _ in drawn]
    assert np.mean(np.array(ours) < ALPHA) <= DELTA
    assert np.mean(np.array(alone) < ALPHA) > 2 * DELTA


def test_certified() -> None:
    """Scores that tell the code apart are certified, with thresholds that refuse nothing."""
    found = certify(cases(8, 20, 24))
    assert found.verdict == "certified"
    assert found.holds_at == ALPHA
    assert found.calibration.upper() <= ALPHA
    assert found.refused == 0
    assert found.needed == Needed(0, 0)
    assert found.decide(np.array([0.0, 0.1, 0.9, 1.0])).tolist() == [0, 0, 1, 1]
    assert [one.sources for one in found.counts.values()] == [6, 12, 6]
    assert sum(one.positives for one in found.counts.values()) == 8 * 24


def test_too_little_evidence() -> None:
    """Few faultless positives leave everything to people, and say how many more are needed."""
    found = certify(cases(1, 20, 24))
    assert found.verdict == "too little evidence"
    assert (found.low, found.high, found.refused) == (0.0, inf, 1.0)
    assert found.decide(np.array([0.0, 1.0])).tolist() == [-1, -1]
    assert found.needed == Needed(2 * 29 - 24, 0)


def test_needed_is_enough() -> None:
    """With as many more positives as were said to be needed the code is certified."""
    needed = certify(cases(1, 20, 24)).needed.positives or 0
    assert 0 < needed < 50
    assert certify(cases(1, 20, 24 + needed)).verdict == "certified"


def test_no_positives() -> None:
    """A code that nobody found yet needs 29 positives in calibration, which has half of all."""
    found = certify(cases(0, 20, 24))
    assert found.verdict == "too little evidence"
    assert found.needed.positives == 2 * 29


@pytest.mark.parametrize("documents", [0, 1, 2])
def test_too_few_documents(documents: int) -> None:
    """Documents that cannot be split three ways certify nothing."""
    found = certify(cases(40, 40, documents))
    assert found.verdict == "too little evidence"
    assert found.refused == 1


def test_not_automatable() -> None:
    """Scores that miss half of the positives are not automatable, whatever is reviewed."""
    found = certify(cases(10, 20, 40, missed=0.5))
    assert found.verdict == "not automatable"
    assert found.needed.positives is None
    assert found.refused == 1


def test_blind_scores() -> None:
    """Scores that know nothing are never certified."""
    rng = np.random.default_rng(1)
    truth = rng.random(2000) < 0.3
    blind = Cases(rng.random(2000), truth, np.ones(2000), np.arange(2000) // 40)
    assert certify(blind).verdict in ("not automatable", "too little evidence")


def test_weak() -> None:
    """Where a larger alpha alone is proven the certificate is weak, and says which."""
    found = certify(cases(4, 20, 40, missed=0.06))
    assert found.verdict == "weak"
    assert ALPHA < found.holds_at <= 2 * ALPHA
    assert max(found.test.withheld.rate, found.calibration.upper()) <= found.holds_at
    assert (found.needed.positives or 0) > 0


def test_contradicted_by_the_test() -> None:
    """What calibration proves and test documents contradict is not certified."""
    whole = cases(8, 20, 24)
    parts = {str(name): "development" for name in range(6)}
    parts |= {str(name): "calibration" for name in range(6, 18)}
    parts |= {str(name): "test" for name in range(18, 24)}
    missed = whole.truth & (whole.sources >= 18) & (np.arange(len(whole.truth)) % 2 == 0)
    found = certify(whole._replace(chances=np.where(missed, 0.1, whole.chances)), parts=parts)  # type: ignore[arg-type] # names of parts
    assert found.calibration.upper() <= ALPHA
    assert found.test.withheld.rate == pytest.approx(0.5)
    assert found.verdict == "not automatable"


def test_same_seed() -> None:
    """The same cases in another order give the same certificate; another seed another split."""
    whole = cases(8, 20, 24, missed=0.02)
    order = np.random.default_rng(0).permutation(len(whole.truth))
    assert certify(whole.where(order), seed=4) == certify(whole, seed=4)
    seen = {certify(whole, seed=seed).calibration.withheld.wrong for seed in range(8)}
    assert len(seen) > 1


def test_rates_are_of_decided_segments() -> None:
    """Refused segments count neither as right nor as wrong."""
    some = Cases.of([0.1, 0.5, 0.9, 0.9], [1, 1, 1, 0], [0, 1, 2, 3])
    found = rates(some, Pair(0.3, 0.7), DELTA)
    assert (found.withheld.wrong, found.withheld.units) == (1, 2)
    assert (found.given.wrong, found.given.units) == (1, 1)
    assert isnan(rates(some, Pair(0.0, inf), DELTA).given.rate)


def test_candidates_cost_ever_less() -> None:
    """Pairs come in order: thresholds never cross, and none comes twice."""
    rng = np.random.default_rng(2)
    chances = rng.beta(0.2, 0.6, 800)
    pairs = candidates(Cases.of(chances, rng.random(800) < chances, np.arange(800)), ALPHA, 2.0)
    assert len(set(pairs)) == len(pairs) > 1
    assert all(pair.low <= pair.high for pair in pairs)
