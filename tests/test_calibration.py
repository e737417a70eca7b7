"""Combining the network with cues: probabilities come out as true as chance allows."""

from __future__ import annotations

import numpy as np
import pytest
from training import combine
from training.evidence import Evidence

from relcode.features.model import shipped
from relcode.learn.shipped import Shipped
from relcode.tag.full import FullTagger

UNITS, CODES = 6000, 8


@pytest.fixture(scope="module")
def overconfident() -> tuple[Evidence, np.ndarray]:
    """Decisions of a network that is surer than it ought to be, and how probable they truly are."""
    random = np.random.default_rng(11)
    logits = random.normal(-4, 3, (UNITS, CODES))
    meant = np.where(logits > -3, -3 + 0.4 * (logits + 3), logits)
    true = 1 / (1 + np.exp(-meant))
    coded = (random.random(true.shape) < true).astype(float)
    none = np.zeros_like(coded, dtype=np.int8)
    document = np.repeat(np.arange(UNITS // 50), 50).astype(str)
    tones = np.zeros((*coded.shape, 4))
    return Evidence(document, document, logits, none, coded, tones, none, none), true


def test_what_is_too_sure_where_it_is_sure_is_bent_back(
    overconfident: tuple[Evidence, np.ndarray],
) -> None:
    """Fitted on half of the units, the other half's probabilities err little, bin by bin."""
    found, true = overconfident
    half = np.arange(UNITS) % 2 == 0
    chances = combine.fit(found.of(half)).chances(found.of(~half))
    assert combine.calibration_error(chances, found.coded[~half]) < 0.03
    assert np.abs(chances - true[~half]).mean() < 0.01


def test_a_straight_line_would_not_do(overconfident: tuple[Evidence, np.ndarray]) -> None:
    """Without the bend the same fit errs more than chance ever does: the bend is what mends it."""
    found, _ = overconfident
    straight = combine.fit(found)._replace(bend=np.zeros(CODES))
    chances = straight.chances(found)
    errors = combine.errors_by_chance(chances, draws=50)
    assert combine.calibration_error(chances, found.coded) > errors.max()


def test_the_tagger_combines_as_the_fit_did() -> None:
    """The logits that relcode computes are those of the combination that was fitted."""
    model = shipped()
    about = {name: np.array(part) for name, part in model.about["combination"].items()}
    random = np.random.default_rng(5)
    vectors = random.normal(0, 1, (40, len(model.heads["codes"]))).astype(np.float32)
    cues = random.integers(0, 3, (40, len(model.codes))).astype(np.int8)
    logits = vectors @ model.heads["codes"] + model.heads["codes_bias"]
    blank = np.zeros((40, 0))
    found = Evidence(blank, blank, logits, cues, blank, blank, blank, blank)
    fitted = combine.Combination(**about).chances(found)
    used = Shipped(model)
    assert 1 / (1 + np.exp(-used.logits(vectors, cues))) == pytest.approx(fitted, abs=1e-9)
    for change in (-2.0, 0.5):
        raised = combine.Combination(**about).chances(found._replace(logits=logits + change))
        apart = np.log(raised / (1 - raised)) - np.log(fitted / (1 - fitted))
        assert used.gains(vectors[0], 3)(change) == pytest.approx(apart[0, 3], abs=1e-5)


def test_the_name_tells_which_model_it_is() -> None:
    """Codings say by which version of the model they were suggested."""
    assert FullTagger.name == f"full.v{shipped().about['version']}"
