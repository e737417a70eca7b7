"""Coefficients of agreement give the values of published worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from agreeing import from_table, summed
from relcode.analyse.agree import coefficients, kappas
from relcode.analyse.agree.sets import masi

_ = -1
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, part C: 4 observers, 12 units
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
# Fleiss (1971), table 1: 30 patients, 6 psychiatrists each; depression, personality disorder,
# schizophrenia, neurosis, other
DIAGNOSES = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)


def in_units(observers: tuple[tuple[int, ...], ...]) -> list[list[int]]:
    """Units × observers with categories from 0."""
    return [[max(value - 1, -1) for value in column] for column in zip(*observers, strict=True)]


def diagnoses() -> list[list[int]]:
    """Fleiss' patients × psychiatrists; who of them said what is not known, and does not count."""
    rows = ([int(n) for n in row] for row in DIAGNOSES.split())
    return [[c for c, times in enumerate(row) for _ in range(times)] for row in rows]


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_krippendorff(metric: str, published: float) -> None:
    """Four observers with missing data: .743, .815, .849 (Krippendorff 2011, part C and D)."""
    sums = summed(in_units(OBSERVERS), 5)
    value = coefficients.alpha(sums["coincidence"], metric, range(1, 6))  # type: ignore[arg-type]
    assert float(value) == pytest.approx(published, abs=5e-4)


def test_alpha_of_two_observers() -> None:
    """Ten binary units give .095, twelve nominal ones .692 (Krippendorff 2011, parts A and B)."""
    binary = zip((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0), strict=True)
    nominal = zip("aabbdcccedda", "babbbccceddd", strict=True)
    letters = [["abcde".index(value) for value in pair] for pair in nominal]
    assert coefficients.alpha(summed(list(binary), 2)["coincidence"]) == pytest.approx(
        0.095, abs=5e-4
    )
    assert coefficients.alpha(summed(letters, 5)["coincidence"]) == pytest.approx(0.692, abs=5e-4)


def test_kappa_of_cohen() -> None:
    """200 cases in three categories: .492 (Cohen 1960; the table is also in Cohen 1968)."""
    sums = summed(from_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 3)
    assert coefficients.cohen(sums) == pytest.approx(0.492, abs=5e-4)
    assert kappas.cohen(sums["confusion"]) == pytest.approx(0.492, abs=5e-4)


def test_kappa_of_fleiss() -> None:
    """30 patients and 6 psychiatrists: .430 (Fleiss 1971, table 1)."""
    sums = summed(diagnoses(), 5)
    assert coefficients.fleiss(sums) == pytest.approx(0.430, abs=5e-4)
    assert kappas.fleiss(np.array(diagnoses(), dtype=np.int8), 5) == pytest.approx(0.430, abs=5e-4)


def test_kappas_of_the_categories_of_fleiss() -> None:
    """Each diagnosis against all others: .245, .245, .520, .471, .566 (Fleiss 1971, table 2)."""
    values = [
        coefficients.fleiss(summed([[int(c == k) for c in row] for row in diagnoses()], 2))
        for k in range(5)
    ]
    assert values == pytest.approx([0.245, 0.245, 0.520, 0.471, 0.566], abs=5e-4)


def test_ac1_of_gwet() -> None:
    """125 subjects, 118 joint positives and no joint negative: AC1 .941, kappa -.023 (Gwet)."""
    sums = summed(from_table([[0, 2], [5, 118]]), 2)
    assert coefficients.ac1(sums) == pytest.approx(0.941, abs=5e-4)
    assert coefficients.cohen(sums) == pytest.approx(-0.023, abs=5e-4)


def test_ac1_of_four_raters() -> None:
    """Krippendorff's four observers give AC1 .775 (Gwet 2014, Handbook, data of four raters)."""
    assert coefficients.ac1(summed(in_units(OBSERVERS), 5)) == pytest.approx(0.775, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "kappa", "positive", "negative"),
    [([[45, 6], [9, 40]], 0.70, 0.842, 0.857), ([[5, 5], [10, 80]], 0.32, 0.914, 0.400)],
)
def test_paradox_of_feinstein_and_cicchetti(
    table: list[list[int]], kappa: float, positive: float, negative: float
) -> None:
    """85 % agreement twice, kappa .70 and .32: negative agreement shows why (1990, I and II)."""
    sums = summed(from_table(table), 2)
    assert coefficients.agreement(sums) == pytest.approx(0.85)
    assert coefficients.cohen(sums) == pytest.approx(kappa, abs=5e-3)
    assert coefficients.specific(sums, 1) == pytest.approx(positive, abs=5e-4)
    assert coefficients.specific(sums, 0) == pytest.approx(negative, abs=5e-4)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("ab", "ab", 0.0),
        ("ab", "abcd", 0.667),
        ("ab", "abc", 0.556),
        ("abcd", "cde", 0.867),
        ("ab", "bc", 0.889),
        ("ab", "cd", 1.0),
        ("", "a", 1.0),
        ("", "", 0.0),
    ],
)
def test_masi(first: str, second: str, distance: float) -> None:
    """1 - Jaccard x (1, 2/3, 1/3 or 0), as Passonneau (2006) defines it.

    The second and fourth pairs are the examples of NLTK's documentation, which rounds 2/3 to .67
    and 1/3 to .33 and so gives .665 and .868.
    """
    sets = [np.array([[letter in word for letter in "abcde"]]) for word in (first, second)]
    assert masi(*sets)[0, 0] == pytest.approx(distance, abs=5e-4)
    assert masi(*sets[::-1])[0, 0] == pytest.approx(distance, abs=5e-4)
