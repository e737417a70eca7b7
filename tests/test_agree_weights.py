"""Units that stand for others: agreement as the texts have it, not as the sample does."""

from __future__ import annotations

import random
from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreeing import many, returned
from relcode.analyse.agree.comparisons import Comparison
from relcode.analyse.agree.material import material
from relcode.analyse.agree.ratings import ratings
from relcode.analyse.agree.report import rows
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.table import arrays, table
from relcode.analyse.agree.units import Judgement, Unit
from relcode.ledger import Decided, Returned
from relcode.terms import Coding, Entry, Judged, Round, Sent, Sheet, Why

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.analyse.agree.report import Row
    from relcode.study import Study

RULES = rules().model_copy(update={"draws": 20})
PAIR = Comparison("human-human", (("Ana", "Ben"),))
RARE, COMMON = 0.25, 0.05  # chances of being drawn


@st.composite
def weighted(draw: st.DrawFn) -> list[Unit]:
    """Units of two sources that two coders judged, each standing for one to four."""
    codes = st.frozensets(st.sampled_from("ab"))
    row = st.tuples(st.sampled_from("xy"), codes, codes, st.integers(1, 4))
    made = []
    for i, (source, ana, ben, stands) in enumerate(draw(st.lists(row, min_size=1, max_size=10))):
        judged = {
            name: {code: Judgement("positive", "none") for code in held}
            for name, held in (("Ana", ana), ("Ben", ben))
        }
        made.append(Unit(source, f"{source}{i}", i, i + 1, judged, stands=float(stands)))
    return made


def compared(units: list[Unit]) -> list[Row]:
    """The rows of both coders."""
    return rows(ratings(units, ["Ana", "Ben"]), PAIR, RULES)


@given(weighted())
def test_a_unit_counts_as_often_as_it_stands_for_units(units: list[Unit]) -> None:
    """Every figure is that of as many copies, while counts stay those of the units judged."""
    copies = [
        replace(unit, stands=1.0, segment=f"{unit.segment}-{copy}")
        for unit in units
        for copy in range(int(unit.stands))
    ]
    plain = [replace(unit, stands=1.0) for unit in units]
    for one, many_times, once in zip(
        compared(units), compared(copies), compared(plain), strict=True
    ):
        assert (one.units, one.positives, one.given) == (once.units, once.positives, once.given)
        for name, figure in many_times.figures.items():
            value = one.figures[name].value
            assert value == pytest.approx(figure.value) or (isnan(value) and isnan(figure.value))


def test_a_sample_by_code_tells_how_frequent_the_code_is(tmp_path: Path) -> None:
    """Where suggested segments are likelier drawn, shares are those of the texts all the same."""
    study = many(tmp_path, sources=6, each=100)
    chances = drawn(study)
    trust = {c.segment for s in study.source_ids() for c in study.codings(s)}
    for name in ("Ana", "Ben"):
        blind(study, name, chances, trust)
    found = material(study)
    row = next(one for one in table(arrays(found), found, RULES, "code") if one.code == "trust")
    true = len(trust) / 600
    assert found.weighted == ["blind-1", "blind-2"]
    assert row.units == len(chances)
    assert row.given / row.units > 1.5 * true  # as the sample has it
    assert row.figures["prevalence"].value == pytest.approx(true, abs=0.08)


def test_a_plain_sample_is_left_as_it_is(tmp_path: Path) -> None:
    """Where all had the same chance, nothing is weighed."""
    study = many(tmp_path)
    segments = [one.id for source in study.source_ids() for one in study.segments(source)]
    for name in ("Ana", "Ben"):
        returned(study, name, dict.fromkeys(segments[::2], ("trust",)), settings={"by": "random"})
    found = material(study)
    assert found.weighted == []
    assert not arrays(found).weighted


def drawn(study: Study) -> dict[str, float]:
    """Segments that were drawn, suggested ones five times as likely, and by what chance."""
    rng = random.Random(3)  # noqa: S311 - a sample that comes again, no secret
    found = {}
    for source in study.source_ids():
        suggested = {one.segment for one in study.codings(source)}
        for one in study.segments(source):
            chance = RARE if one.id in suggested else COMMON
            if rng.random() < chance:
                found[one.id] = chance
    return found


def blind(study: Study, coder: str, chances: dict[str, float], trust: set[str]) -> None:
    """A blind round of such a sample in which a coder found trust where it is."""
    name = study.rounds.free_name("blind")
    study.rounds.add(Round(name, "blind", 0, study.codebook_hash, {"by": "code", "sample": 9}))
    sheet = Sheet(f"{name}-{coder}", name, coder)
    study.rounds.send(sheet, [Sent(key, (), one, "code") for key, one in chances.items()])
    given = [
        Coding(key, "trust", "positive", "none", "reported", "added", coder, "", Why())
        for key in chances
        if key in trust
    ]
    back = Returned(
        [Decided(one) for one in given], [Judged(key, coder, "done") for key in chances]
    )
    study.ledger.take(Entry(sheet.id, f"{name}.xlsx", name), back)
