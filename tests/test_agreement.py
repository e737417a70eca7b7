"""Agreement coefficients give published values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.analyse import agreement
from relcode.analyse.evaluate import Judged, macro_f1, table


def counts(*numbers: float) -> list[np.ndarray]:
    """True positives, false positives, false negatives, true negatives as arrays."""
    return [np.array([float(number)]) for number in numbers]


def test_kappa_of_a_textbook_table() -> None:
    """20 and 15 agreements, 5 and 10 disagreements give kappa 0.40."""
    assert agreement.kappa(*counts(20, 5, 10, 15))[0] == pytest.approx(0.40)


def test_kappa_paradox_table_of_gwet() -> None:
    """Gwet's (2002) table 118/5/2/0 has kappa −0.0234 and AC1 0.9408."""
    cells = counts(118, 5, 2, 0)
    assert agreement.kappa(*cells)[0] == pytest.approx(-0.0234, abs=5e-5)
    assert agreement.ac1(*cells)[0] == pytest.approx(0.9408, abs=5e-5)


def test_undefined_is_nan() -> None:
    """With nothing to find and nothing given, precision, recall and F1 have no value."""
    tp, fp, fn, tn = counts(0, 0, 0, 9)
    assert math.isnan(agreement.precision(tp, fp)[0])
    assert math.isnan(agreement.f1(tp, fp, fn)[0])
    assert math.isnan(agreement.kappa(tp, fp, fn, tn)[0])
    assert agreement.ac1(tp, fp, fn, tn)[0] == 1.0


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_coefficients_stay_in_their_range(cells: list[int]) -> None:
    """Kappa and AC1 lie between -1 and 1, F1 between precision and recall."""
    tp, fp, fn, tn = counts(*cells)
    for value in (agreement.kappa(tp, fp, fn, tn)[0], agreement.ac1(tp, fp, fn, tn)[0]):
        assert math.isnan(value) or -1 - 1e-9 <= value <= 1 + 1e-9
    p, r, f = (
        agreement.precision(tp, fp)[0],
        agreement.recall(tp, fn)[0],
        agreement.f1(tp, fp, fn)[0],
    )
    if not (math.isnan(p) or math.isnan(r)):
        assert min(p, r) - 1e-9 <= f <= max(p, r) + 1e-9


def judged(name: str, truth: list[list[int]], score: list[list[int]]) -> Judged:
    """A document with the same valence wherever both have the code."""
    return Judged(name, np.array(truth), np.array(score), np.array(truth))


def test_table_counts_suggestions_only() -> None:
    """A candidate does not count as given, but ranks above nothing."""
    rows = table([judged("a", [[1, 0], [1, 1], [0, 0]], [[2, 0], [1, 0], [0, 2]])], ["x", "y"])
    x, y, micro = rows
    assert (x.n, x.suggested, x.figures["recall"].value) == (2, 1, 0.5)
    assert x.average_precision == 1.0
    assert (y.n, y.suggested, y.figures["f1"].value) == (1, 1, 0.0)
    assert micro.figures["precision"].value == 0.5
    assert macro_f1(rows) == pytest.approx((2 / 3 + 0) / 2)


def test_interval_holds_the_value_and_comes_from_documents() -> None:
    """Two equal documents leave no spread; two different ones do."""
    same = [judged(n, [[1], [1], [0]], [[2], [0], [0]]) for n in "ab"]
    figure = table(same, ["x"])[0].figures["f1"]
    assert (figure.low, figure.value, figure.high) == pytest.approx((2 / 3,) * 3)
    other = [*same, judged("c", [[1], [1]], [[2], [2]])]
    figure = table(other, ["x"])[0].figures["f1"]
    assert figure.low < figure.value < figure.high
