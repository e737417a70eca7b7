"""Rows of the agreement report: figures, verdicts, places and flags."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agreeing import unit
from relcode.analyse.agree import spans
from relcode.analyse.agree.comparisons import Comparison, pairwise, together
from relcode.analyse.agree.confusions import confused
from relcode.analyse.agree.intervals import draws
from relcode.analyse.agree.ratings import ratings
from relcode.analyse.agree.report import ALL, rows, rows_by_source
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.tally import drawn
from relcode.analyse.agree.units import GOLD, MACHINE, Judgement, Unit, rolled_up
from relcode.analyse.agree.verdict import paradox, verdict
from relcode.analyse.evaluate import Figure
from relcode.errors import RelcodeError
from relcode.terms import Span

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.analyse.agree.report import Row

RULES = rules()
PAIR = Comparison("human-human", (("Ana", "Ben"),))


def table(units: list[Unit], comparison: Comparison = PAIR) -> dict[str, Row]:
    """The rows of a comparison by code."""
    coders = dict.fromkeys(name for group in comparison.groups for name in group)
    return {row.code: row for row in rows(ratings(units, list(coders)), comparison, RULES)}


def repeated(source: str, both: int, ana: int, ben: int, none: int) -> list[Unit]:
    """Units of one source with trust by both, one or none."""
    kinds = [("x", "x")] * both + [("x", "")] * ana + [("", "x")] * ben + [("", "")] * none
    return [
        unit(i, source, Ana=["trust"] * bool(a), Ben=["trust"] * bool(b))
        for i, (a, b) in enumerate(kinds)
    ]


def test_figures_of_presence() -> None:
    """80, 10, 5 and 5 units give the published kappa, and the interval holds the value."""
    row = table([*repeated("a", 40, 4, 3, 3), *repeated("b", 40, 6, 2, 2)])["trust"]
    assert (row.units, row.sources, row.positives) == (100, 2, (90, 85))
    assert row.figures["kappa"].value == pytest.approx(0.32, abs=0.005)
    assert row.figures["prevalence"].value == pytest.approx(0.875)
    for name in ("agreement", "kappa", "alpha", "ac1", "positive_agreement"):
        figure = row.figures[name]
        assert figure.low <= figure.value <= figure.high


def test_units_that_one_coder_judged_are_left_out() -> None:
    """Uncoded units that both judged count; what one alone judged does not."""
    units = [unit(0, Ana=["trust"], Ben=["trust"]), unit(1, Ana=[], Ben=[]), unit(2, Ana=["trust"])]
    row = table(units)["trust"]
    assert (row.units, row.positives) == (2, (1, 1))
    assert row.figures["kappa"].value == 1.0


def test_what_nobody_gave_is_undefined() -> None:
    """A code that only a third coder gave has no kappa and no alpha, and asks for 20 positives."""
    units = [unit(i, Ana=[], Ben=[], Cem=["trust"]) for i in range(30)]
    judged = ratings(units, ["Ana", "Ben", "Cem"])
    row = rows(judged, PAIR, RULES)[0]
    assert isnan(row.figures["kappa"].value)
    assert isnan(row.figures["alpha"].value)
    assert str(row.verdict) == "too few positives (20 more needed)"


def test_one_source_has_no_interval() -> None:
    """Drawing the only source again and again would show a spread of nothing."""
    row = table(repeated("a", 40, 4, 3, 40))["trust"]
    assert isnan(row.figures["alpha"].low)
    assert str(row.verdict) == "reliable (no interval)"


def test_a_seed_gives_the_same_interval() -> None:
    """Two runs agree to the last digit."""
    units = [*repeated("a", 40, 4, 3, 3), *repeated("b", 30, 6, 2, 2), *repeated("c", 9, 1, 1, 9)]
    assert table(units)["trust"].figures["alpha"] == table(units)["trust"].figures["alpha"]


def test_sources_without_a_common_unit_are_not_drawn() -> None:
    """A source that only one coder judged changes no interval."""
    weights = draws(np.array([3.0, 0.0, 5.0]), RULES)
    assert weights is not None
    assert (weights.sum(axis=1) == 2).all()
    assert not weights[:, 1].any()
    assert draws(np.array([3.0, 0.0]), RULES) is None


def test_by_source() -> None:
    """Each source has its own figures; their units add up."""
    units = [*repeated("a", 10, 0, 0, 10), *repeated("b", 5, 5, 5, 5)]
    found = rows_by_source(ratings(units, ["Ana", "Ben"]), PAIR, RULES)
    kappas = {row.source: row.figures["kappa"].value for row in found if row.code == "trust"}
    assert kappas == {"a": 1.0, "b": 0.0}
    assert all(isnan(row.figures["kappa"].low) for row in found)


def test_valence_and_role_where_both_applied_the_code() -> None:
    """A unit that one left uncoded enters presence alone."""

    def judged(valence: str, role: str = "none") -> dict[str, Judgement]:
        return {"trust": Judgement(valence, role)}

    pairs = [
        (judged("positive"), judged("positive")),
        (judged("negative", "barrier"), judged("negative")),
        (judged("negative"), judged("positive")),
        (judged("neutral"), judged("mixed")),
        (judged("positive"), {}),
    ]
    units = [Unit("a", f"a{i}", i, i + 1, {"Ana": a, "Ben": b}) for i, (a, b) in enumerate(pairs)]
    row = table(units)["trust"]
    assert row.valence_units == 4
    assert row.figures["valence_agreement"].value == 0.5
    assert row.figures["role_agreement"].value == 0.75
    nominal, ordinal = (row.figures[f"valence_{name}"].value for name in ("alpha", "alpha_ordinal"))
    assert nominal < ordinal  # neutral and mixed are one step of the scale


def test_three_coders_and_missing_units() -> None:
    """Alpha takes units that two of three judged; Fleiss' kappa those that all did."""
    units = [unit(i, Ana=["x"] * (i % 2), Ben=["x"] * (i % 2), Cem=None) for i in range(10)]
    units += [unit(i, Ana=["x"], Ben=["x"] * (i % 2), Cem=["x"]) for i in range(10, 16)]
    row = table(units, Comparison("human-human", (("Ana", "Ben", "Cem"),)))["x"]
    assert row.units == 16
    assert row.figures["kappa"].value < 0 < row.figures["alpha"].value


def test_machine_pairs_are_added_up() -> None:
    """Two coders with the machine give one table, read as precision and recall of the machine."""
    pairs = Comparison("human-machine", (("Ana", MACHINE), ("Ben", MACHINE)))
    units = [unit(0, Ana=["x"], Ben=[], **{MACHINE: ["x"]}), unit(1, Ana=["x"], **{MACHINE: []})]
    row = table(units, pairs)["x"]
    assert (row.units, row.positives) == (2, (2, 2))
    assert row.figures["precision"].value == 0.5
    assert row.figures["recall"].value == 0.5
    assert row.verdict is None


def test_places() -> None:
    """Exact ends and shared characters are counted; no mark is the whole unit."""

    def marked(*places: tuple[int, int]) -> dict[str, Judgement]:
        return {"x": Judgement("positive", "none", tuple(Span(*place) for place in places))}

    pairs = [
        (marked((0, 4)), marked((0, 4))),
        (marked((12, 16)), marked((14, 18))),
        (marked((20, 25)), marked()),
        (marked(), marked()),
        (marked((40, 44)), {}),
    ]
    units = [
        Unit("a", f"a{i}", 10 * i, 10 * i + 10, {"Ana": a, "Ben": b})
        for i, (a, b) in enumerate(pairs)
    ]
    sums = drawn(np.ones(1), spans.span_sums(ratings(units, ["Ana", "Ben"]), PAIR.groups))
    assert sums["marked"] == 3
    assert spans.exact(sums) == pytest.approx(2 * 1 / 6)
    assert spans.overlap(sums) == pytest.approx(2 * (4 + 2 + 5) / (8 + 8 + 15))


def test_what_was_given_instead() -> None:
    """Where one coder gave trust and the other power, each is named for the other."""
    units = [unit(i, Ana=["trust"], Ben=["power"]) for i in range(3)]
    units.append(unit(3, Ana=["trust"], Ben=["voice"]))
    found = confused(ratings(units, ["Ana", "Ben"]), PAIR.groups)
    assert found["trust"] == ("power", 3)
    assert found["voice"] == ("trust", 1)


@pytest.mark.parametrize(
    ("figure", "positives", "negatives", "shown"),
    [
        ((0.85, 0.70, 0.95), 20, 100, "reliable"),
        ((0.85, 0.70, 0.95), 13.5, 100, "too few positives (7 more needed)"),
        ((0.85, 0.70, 0.95), 100, 19, "too few units without it (1 more needed)"),
        ((0.79, 0.70, 0.95), 50, 100, "discuss the definition"),
        ((0.85, 0.485, 0.95), 30, 100, "too few positives (about 90 more needed)"),
        ((0.85, float("nan"), float("nan")), 30, 100, "reliable (no interval)"),
        ((float("nan"),) * 3, 0, 100, "too few positives (20 more needed)"),
    ],
)
def test_verdict(
    figure: tuple[float, float, float], positives: float, negatives: float, shown: str
) -> None:
    """The rules of agree.yaml, in plain words, with the number still needed."""
    limits = RULES.model_copy(update={"lower": 0.6675})
    assert str(verdict(Figure(*figure), positives, negatives, limits)) == shown


def test_paradox() -> None:
    """High agreement and low kappa are flagged where nearly all units are of one kind."""
    assert paradox(0.95, 0.3, 0.05, RULES)
    assert paradox(0.95, 0.3, 0.95, RULES)
    assert not paradox(0.95, 0.3, 0.5, RULES)
    assert not paradox(0.95, 0.8, 0.05, RULES)
    assert not paradox(0.95, float("nan"), 0.0, RULES)


def test_codes_are_rolled_up() -> None:
    """Unequal valences become mixed and neutral yields; barrier and facilitator become both."""
    given = {
        "trust-integrity": Judgement("negative", "barrier", (Span(0, 3),)),
        "trust-competence": Judgement("positive", "facilitator", (Span(5, 8),)),
        "power": Judgement("neutral", "none"),
        "voice": Judgement("positive", "none", (Span(1, 2),)),
    }
    core = {"trust-integrity": "trust", "trust-competence": "trust", "voice": "power"}
    one = Unit("a", "a0", 0, 10, {"Ana": given})
    (found,) = rolled_up([one], lambda code: core.get(code, code))
    assert found.judged["Ana"] == {
        "trust": Judgement("mixed", "both", (Span(0, 3), Span(5, 8))),
        "power": Judgement("positive", "none"),
    }


def test_who_is_compared() -> None:
    """Corrections apart, all pairs of people, machine and gold."""
    kinds = [each.kind for each in pairwise(["Ana", "Ben"], [MACHINE, GOLD])]
    assert kinds.count("human-machine") == kinds.count("human-gold") == 2
    assert kinds.count("human-human") == kinds.count("machine-gold") == 1
    assert [each.kind for each in together(["Ana"], [MACHINE])] == ["human-machine"]


def test_all_codes_together() -> None:
    """The last row adds up decisions on every code, and compares whole sets."""
    units = [unit(0, Ana=["x", "y"], Ben=["x"]), unit(1, "b", Ana=["y"], Ben=["y"])]
    row = table(units)[ALL]
    assert row.positives == (3, 2)
    assert row.figures["positive_agreement"].value == pytest.approx(2 * 2 / 5)
    assert not isnan(row.figures["masi_alpha"].value)
    assert row.verdict is None


def test_own_rules(tmp_path: Path) -> None:
    """A file changes some rules; a typo gets the nearest key, a wrong value its range."""
    path = tmp_path / "rules.yaml"
    path.write_text("reliable: 0.7\ncoefficient: ac1\n")
    assert (rules(path).reliable, rules(path).coefficient, rules(path).positives) == (
        0.7,
        "ac1",
        20,
    )
    units = [*repeated("a", 40, 5, 5, 40), *repeated("b", 40, 5, 5, 40)]
    assert str(table(units)["trust"].verdict) == "discuss the definition"
    (row, _) = rows(ratings(units, ["Ana", "Ben"]), PAIR, rules(path))
    assert str(row.verdict) == "reliable"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("relible: 0.7", "did you mean 'reliable'"),
        ("reliable: 7", "reliable: Input should be less than 1"),
        ("- 1", "holds no keys"),
        ("a: [", "cannot be read"),
    ],
)
def test_bad_rules(tmp_path: Path, text: str, message: str) -> None:
    """A rules file with a mistake is refused with its name and what to do."""
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    with pytest.raises(RelcodeError, match=message) as caught:
        rules(path)
    assert "rules.yaml" in str(caught.value)


def test_a_missing_valence_is_not_compared() -> None:
    """A judgement without a valence counts for presence, not for valence."""
    one = unit(0, Ana=["x"], Ben=["x"])
    bare = replace(one, judged={**one.judged, "Ben": {"x": Judgement("", "")}})
    row = table([bare])["x"]
    assert (row.positives, row.valence_units) == ((1, 1), 0)
