"""A unit counts for a code only if the codebook that it was judged by had the code."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from agreeing import all_segments, returned, unit
from changing import book, study_with
from relcode.analyse.agree.comparisons import Comparison
from relcode.analyse.agree.gold import gold, unsettled
from relcode.analyse.agree.material import material
from relcode.analyse.agree.ratings import ratings
from relcode.analyse.agree.report import ALL, rows, rows_by_source
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.table import arrays, table
from relcode.analyse.agree.units import MACHINE, Judgement, Unit, rolled_up
from relcode.cli.agree import COMMAND
from relcode.codebook import Code, Codebook
from relcode.review.migrate import apply

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.analyse.agree.report import Row
    from relcode.study import Study

RULES = rules()
PAIR = Comparison("human-human", (("Ana", "Ben"),))
FIRST = book(trust="", power="")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study of five segments and two codes; Ana and Ben coded the first three alike."""
    made = study_with(tmp_path, FIRST)
    one, two, three, *_ = all_segments(made)
    for coder in ("Ana", "Ben"):
        returned(made, coder, {one: ("trust",), two: ("power",), three: ()})
    return made


def with_below(version: str, **formerly: str) -> Codebook:
    """A codebook with trust as its core code and these below it, each with a former name or ""."""
    below = [
        Code(id=i, name=i, definition=i, parent="trust", formerly=tuple(f.split()))
        for i, f in formerly.items()
    ]
    core = Code(id="trust", name="trust", definition="trust", core=True)
    return Codebook(name="own", version=version, language="en", codes=(core, *below))


def by_code(study: Study) -> dict[str, Row]:
    """The rows of the report on the two coders, by code."""
    found = material(study)
    return {row.code: row for row in table(arrays(found), found, RULES, "code")}


def again(study: Study, **codes: tuple[str, ...]) -> None:
    """The last two segments, coded by each coder: the fourth so, the fifth without a code."""
    *_, four, five = all_segments(study)
    for coder in ("Ana", "Ben"):
        returned(study, coder, {four: codes.get(coder, ()), five: ()})


def test_halves_of_a_split_code_are_missing_before(study: Study) -> None:
    """Neither half was left out by anybody who judged when they were one code."""
    apply(study, book("2", candour="trust", reliance="trust", power=""))
    again(study, Ana=("candour",), Ben=("reliance",))
    found = by_code(study)
    assert {code: row.units for code, row in found.items()} == {
        "candour": 2, "reliance": 2, "trust": 3, "power": 5, ALL: 5,
    }  # fmt: skip
    assert found["candour"].figures["negative_agreement"].value == pytest.approx(2 / 3)
    assert found["trust"].figures["alpha"].value == 1.0
    assert material(study).unasked() == {"candour": 3, "reliance": 3}


def test_a_code_with_another_split_off_is_missing_before(study: Study) -> None:
    """What remains of a code is not what was judged then, though it keeps its name."""
    apply(study, book("2", trust="", candour="trust", power=""))
    assert material(study).unasked() == {"trust": 3, "candour": 3}
    assert "trust" not in by_code(study)


def test_a_code_that_was_added_is_missing_before(study: Study) -> None:
    """Units judged before the code came count for the other codes alone."""
    apply(study, book("2", trust="", power="", voice=""))
    again(study, Ana=("voice",), Ben=("voice",))
    found = by_code(study)
    assert (found["voice"].units, found["trust"].units) == (2, 5)
    assert found["voice"].figures["prevalence"].value == 0.5
    assert material(study).unasked() == {"voice": 3}


@pytest.mark.parametrize("new", [{"faith": "trust", "power": ""}, {"faith": "trust power"}])
def test_a_renamed_or_merged_code_counts(study: Study, new: dict[str, str]) -> None:
    """The one code that takes over what was judged counts wherever that was judged."""
    apply(study, book("2", **new))
    again(study, Ana=("faith",), Ben=("faith",))
    assert by_code(study)["faith"].units == 5
    assert material(study).unasked() == {}


def test_two_coders_by_two_codebooks(study: Study) -> None:
    """A unit counts for the codes that both could give, whoever judged it by which version."""
    *_, four, five = all_segments(study)
    returned(study, "Ana", {four: ("trust",), five: ()})
    apply(study, book("2", trust="", power="", voice=""))
    returned(study, "Ben", {four: ("trust", "voice"), five: ()})
    found = by_code(study)
    assert found["trust"].units == 5
    assert "voice" not in found
    last = next(one for one in material(study).units if one.segment == four)
    assert set(last.unasked) == {"Ana"}


def test_judging_again_by_the_new_codebook_counts(study: Study) -> None:
    """A unit that both coders judged once more is no longer missing."""
    apply(study, book("2", trust="", power="", voice=""))
    one = all_segments(study)[0]
    for coder in ("Ana", "Ben"):
        returned(study, coder, {one: ("voice",)})
    assert by_code(study)["voice"].units == 1
    assert material(study).unasked() == {"voice": 2}


def test_machine_codes_from_before_are_missing(study: Study) -> None:
    """Texts that were tagged with the codebook before say nothing of a code that came since."""
    (source,) = study.source_ids()
    study.suggest(source, [], {}, f"cues 1 {study.codebook_hash}")
    apply(study, book("2", trust="", power="", voice=""))
    assert material(study).units[0].unasked[MACHINE] == {"voice"}
    study.suggest(source, [], {}, f"cues 1 {study.codebook_hash}")
    assert MACHINE not in material(study).units[0].unasked


def test_the_report_says_what_was_left_out(study: Study) -> None:
    """Each code that came later, or was split, is named with its number of units."""
    apply(study, book("2", candour="trust", reliance="trust", power=""))
    done = CliRunner().invoke(COMMAND, ["--study", str(study.path)])
    said = " ".join(done.output.split())
    assert "before it was split: candour (3 units), reliance (3 units)." in said
    assert "power" in said


def test_core_codes_count_where_a_code_below_was_split(tmp_path: Path) -> None:
    """Rolled up, a code that was split since counts as its core code, which is not missing."""
    study = study_with(tmp_path, with_below("1", candour=""))
    first = all_segments(study)[0]
    for coder in ("Ana", "Ben"):
        returned(study, coder, {first: ("candour",)})
    apply(study, with_below("2", openness="candour", honesty="candour"))
    found = material(study)
    found.roll_up()
    (one,) = found.units
    assert {name: set(codes) for name, codes in one.judged.items()} == {
        "Ana": {"trust"}, "Ben": {"trust"},
    }  # fmt: skip
    assert found.unasked() == {}


def test_a_core_code_is_missing_unless_something_below_was_given() -> None:
    """A given code tells that its core code is there; none given tells nothing of a new one."""
    lacks = {"Ana": frozenset({"trust"}), "Ben": frozenset({"trust"})}
    one = replace(unit(0, Ana=["candour"], Ben=[]), unasked=lacks)
    (found,) = rolled_up([one], lambda _: "trust")
    assert found.unasked == {"Ana": frozenset(), "Ben": frozenset({"trust"})}


def lacking(number: int, source: str, *codes: str) -> Unit:
    """A unit that both coders gave x, judged without these codes."""
    lacks = frozenset(codes)
    return replace(unit(number, source, Ana=["x"], Ben=["x"]), unasked={"Ana": lacks, "Ben": lacks})


def test_a_code_judged_in_one_source_has_no_interval() -> None:
    """Though there are more sources, drawing among them shows no spread of that code."""
    units = [lacking(i, "a", "y") for i in range(6)]
    units += [unit(i, "b", Ana=["y"] * (i % 2), Ben=["y"] * (i % 3)) for i in range(6)]
    judged = ratings(units, ["Ana", "Ben"])
    found = {row.code: row for row in rows(judged, PAIR, RULES)}
    assert (found["y"].sources, found["y"].units, found["x"].sources) == (1, 6, 2)
    assert isnan(found["y"].figures["alpha"].low)
    assert not isnan(found["x"].figures["alpha"].low)
    assert [row.code for row in rows_by_source(judged, PAIR, RULES)] == ["x", ALL, "x", "y", ALL]


def test_sets_are_of_codes_that_were_asked_for_throughout() -> None:
    """A code that came later makes no set differ from another."""
    units = [lacking(0, "a", "y"), unit(1, Ana=["x"], Ben=["x", "y"]), unit(2, Ana=[], Ben=[])]
    found = {row.code: row for row in rows(ratings(units, ["Ana", "Ben"]), PAIR, RULES)}
    assert found[ALL].figures["masi_alpha"].value == 1.0


def test_gold_needs_two_who_could_give_the_code() -> None:
    """Of a code that one of two coders could not give, the agreed coding says nothing."""
    trust = Judgement("positive", "none")
    judged, lacks = {"Ana": {"trust": trust}, "Ben": {}}, {"Ben": frozenset({"trust"})}
    assert gold(judged, {}, lacks) == {}
    assert unsettled(judged, {}, lacks) == {"trust"}
    assert gold(judged, {"trust": trust}, lacks) == {"trust": trust}
    assert unsettled(judged, {"trust": trust}, lacks) == frozenset()
