"""What must hold of coefficients of agreement, whatever coders judge."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreeing import summed
from relcode.analyse.agree import coefficients, kappas
from relcode.analyse.agree.comparisons import Comparison
from relcode.analyse.agree.ratings import ratings
from relcode.analyse.agree.report import rows
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.sets import masi, set_alpha, set_sums
from relcode.analyse.agree.tally import added, drawn, tally
from relcode.analyse.agree.units import Judgement, Unit

CODES = "abcd"
COEFFICIENTS = (
    coefficients.agreement,
    lambda sums: coefficients.alpha(sums["coincidence"]),
    lambda sums: coefficients.alpha(sums["coincidence"], "ordinal"),
    lambda sums: coefficients.alpha(sums["coincidence"], "interval", [0, 1, 4]),
    coefficients.ac1,
    coefficients.fleiss,
)
RULES = rules().model_copy(update={"draws": 100})


@st.composite
def matrices(
    draw: st.DrawFn, coders: tuple[int, int] = (2, 4), *, missing: bool = True
) -> list[list[int]]:
    """Units × coders with three categories."""
    width = draw(st.integers(*coders))
    value = st.integers(-1 if missing else 0, 2)
    return draw(st.lists(st.lists(value, min_size=width, max_size=width), min_size=1, max_size=20))


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    """Units of three sources that Ana and Ben, and sometimes Cem, judged."""
    codes = st.frozensets(st.sampled_from(CODES))
    people = {"Ana": codes, "Ben": codes, "Cem": st.none() | codes}
    rows = draw(
        st.lists(st.tuples(st.sampled_from("xyz"), st.fixed_dictionaries(people)), max_size=12)
    )
    return [
        Unit(source, f"{source}{i}", i, i + 1, {
            coder: {code: Judgement("positive", "none") for code in given}
            for coder, given in judged.items()
            if given is not None
        })
        for i, (source, judged) in enumerate(rows)
    ]  # fmt: skip


def same(first: object, second: object) -> bool:
    """Equal up to rounding, undefined values included."""
    return bool(np.allclose(first, second, equal_nan=True))  # type: ignore[arg-type]


@given(matrices(), st.randoms())
def test_order_of_units_and_coders_does_not_matter(matrix: list[list[int]], rng: object) -> None:
    """Units in another order and coders in other places give the same coefficients."""
    places = list(range(len(matrix[0])))
    rng.shuffle(places)  # type: ignore[attr-defined]
    other = [[row[place] for place in places] for row in matrix]
    rng.shuffle(other)  # type: ignore[attr-defined]
    for of in COEFFICIENTS:
        assert same(of(summed(matrix, 3)), of(summed(other, 3)))
    if len(places) == 2:
        assert same(coefficients.cohen(summed(matrix, 3)), coefficients.cohen(summed(other, 3)))


@given(matrices())
def test_values_are_within_bounds(matrix: list[list[int]]) -> None:
    """Shares lie between 0 and 1, coefficients between -1 and 1, or are undefined."""
    sums = summed(matrix, 3)
    shares = [coefficients.agreement(sums), *(coefficients.specific(sums, k) for k in range(3))]
    assert all(np.isnan(value) or -1e-9 <= value <= 1 + 1e-9 for value in shares)
    for of in COEFFICIENTS:
        value = of(sums)
        assert np.isnan(value) or -1 - 1e-9 <= value <= 1 + 1e-9


@given(st.lists(st.integers(0, 2), min_size=2, max_size=30), st.integers(2, 5))
def test_perfect_agreement_is_one(values: list[int], coders: int) -> None:
    """Coders who always agree have every coefficient 1 as soon as there is variation."""
    assume(len(set(values)) > 1)
    sums = summed([[value] * coders for value in values], 3)
    assert all(of(sums) == pytest.approx(1) for of in COEFFICIENTS)


@given(matrices((2, 2), missing=False))
def test_alpha_is_scotts_pi_for_small_samples(matrix: list[list[int]]) -> None:
    """Of two coders without missing data, 1 - alpha is (1 - pi)(n - 1) / n of n judgements.

    As Krippendorff (2004, Human Communication Research 30:411-433) relates the two.
    """
    n = 2 * len(matrix)
    shares = np.bincount(np.ravel(matrix), minlength=3) / n
    chance = (shares**2).sum()
    assume(chance < 1)
    pi = (np.mean([a == b for a, b in matrix]) - chance) / (1 - chance)
    alpha = coefficients.alpha(summed(matrix, 3)["coincidence"])
    assert 1 - alpha == pytest.approx((1 - pi) * (n - 1) / n)


@given(matrices((2, 2), missing=False))
def test_cohen_is_what_scikit_learn_says(matrix: list[list[int]]) -> None:
    """The kappa that is resampled is the library's wherever it is defined."""
    sums = summed(matrix, 3)
    value = coefficients.cohen(sums)
    assume(not np.isnan(value))
    assert value == pytest.approx(kappas.cohen(sums["confusion"]))


@given(matrices((3, 5)))
def test_fleiss_is_what_statsmodels_says(matrix: list[list[int]]) -> None:
    """The kappa that is resampled is the library's, over units that all judged."""
    value = coefficients.fleiss(summed(matrix, 3))
    assume(not np.isnan(value))
    assert value == pytest.approx(kappas.fleiss(np.array(matrix, dtype=np.int8), 3))


@given(matrices(), st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_weights_are_repetitions(matrix: list[list[int]], weights: list[int]) -> None:
    """A source that is drawn twice counts as if its units were there twice."""
    third = max(1, len(matrix) // 3)
    parts = [
        part for part in (matrix[:third], matrix[third : 2 * third], matrix[2 * third :]) if part
    ]
    whole = np.array(matrix, dtype=np.int8)
    cuts = np.cumsum([0, *map(len, parts)])[:-1]
    times = np.array(weights[: len(parts)], dtype=np.float64)
    sums = drawn(times, tally(whole, 3, cuts))
    repeated = [row for part, n in zip(parts, weights, strict=False) for row in part * n]
    if repeated:
        again = summed(repeated, 3)
        assert all(same(sums[name], again[name]) for name in sums)


@given(units())
def test_alpha_over_sets_is_its_definition(some: list[Unit]) -> None:
    """One minus observed by expected MASI distance, over all pairs of judgements."""
    table = ratings(some, ["Ana", "Ben", "Cem"])
    assume(table.codes)
    sums = set_sums(table, [table.coders])
    value = set_alpha(np.ones(len(table.sources)), sums)
    judged = [[set(codes) for codes in unit.judged.values()] for unit in some]
    every = [one for given in judged for one in given]
    expected = sum(apart(a, b) for a, b in combinations(every, 2)) * 2
    observed = sum(
        2 * apart(a, b) / (len(given) - 1) for given in judged for a, b in combinations(given, 2)
    )
    n = len(every)
    definition = 1 - (n - 1) * observed / expected if expected else float("nan")
    assert same(value, definition)


def apart(a: set[str], b: set[str]) -> float:
    """The MASI distance, as Passonneau writes it."""
    if a == b:
        return 0.0
    monotonicity = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - len(a & b) / len(a | b) * (monotonicity if a & b else 0)


@given(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES)))
def test_masi_is_a_distance(a: set[str], b: set[str]) -> None:
    """0 for equal sets alone, symmetrical, at most 1."""
    first, second = (np.array([[code in given for code in CODES]]) for given in (a, b))
    value = masi(first, second)[0, 0]
    assert value == pytest.approx(apart(a, b))
    assert value == masi(second, first)[0, 0]
    assert (value == 0) == (a == b)


@given(units(), st.randoms())
def test_a_report_does_not_depend_on_order(some: list[Unit], rng: object) -> None:
    """Units in another order and coders under each other's names give the same figures."""
    other = list(some)
    rng.shuffle(other)  # type: ignore[attr-defined]
    names = ["Ana", "Ben", "Cem"]
    first, second = (
        rows(ratings(given, order), Comparison("human-human", (tuple(order),)), RULES)
        for given, order in ((some, names), (other, names[::-1]))
    )
    assert len(first) == len(second)
    for one, two in zip(first, second, strict=True):
        assert (one.code, one.units, one.verdict) == (two.code, two.units, two.verdict)
        assert one.positives == two.positives[::-1]
        for name, figure in one.figures.items():
            twin = two.figures[name]
            assert same((figure.value, figure.low, figure.high), (twin.value, twin.low, twin.high))


@given(matrices((2, 2), missing=False), matrices((2, 2), missing=False))
def test_pairs_are_added_up(first: list[list[int]], second: list[list[int]]) -> None:
    """Two pairs of coders added up are one pair that judged the units of both."""
    apart_sums = added([summed(first, 3), summed(second, 3)])
    together = summed(first + second, 3)
    assert all(same(apart_sums[name], together[name]) for name in together)
