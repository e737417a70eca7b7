"""What a study holds to compare, and the report on it."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from agreeing import all_segments, coded, decision, many, returned
from relcode.analyse.agree.gold import gold
from relcode.analyse.agree.material import material
from relcode.analyse.agree.units import GOLD, MACHINE, Judgement
from relcode.cli.agree import COMMAND
from relcode.errors import RelcodeError
from relcode.ledger import Decided, Returned
from relcode.terms import Entry, Judged, Sheet, Span, Why
from small_study import small_study

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """The small study, nothing coded by people yet."""
    return small_study(tmp_path)


def run(study: Study, *arguments: str) -> str:
    """What the command prints."""
    done = CliRunner().invoke(COMMAND, ["--study", str(study.path), *arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_only_units_that_a_coder_finished_count(study: Study) -> None:
    """A unit marked done without a code was judged; one left unsure or untouched was not."""
    first, second, third, *_ = all_segments(study)
    returned(study, "Ana", {first: ("trust",), second: ()})
    returned(study, "Ben", {first: ()})
    sheet = Sheet("unsure", "blind-2", "Ben")
    study.rounds.send(sheet, [])
    study.ledger.take(Entry("unsure", "x", "x"), Returned(judged=[Judged(third, "Ben", "unsure")]))
    found = material(study)
    judged = {unit.segment: unit.judged for unit in found.units}
    assert set(judged) == {first, second}
    assert set(judged[first]["Ana"]) == {"trust"}
    assert judged[first]["Ben"] == {}
    assert "Ben" not in judged[second]
    assert (found.people["Ben"].units, found.people["Ben"].unsure) == (1, 1)


def test_corrections_are_not_independent(study: Study) -> None:
    """What a coder made of the machine's codes is counted by itself and compared with nobody."""
    first, second, *_ = all_segments(study)
    returned(study, "Ana", {first: ("trust",)})
    returned(study, "Ben", {first: ("trust",), second: ()}, "review", "accepted")
    returned(study, "Cem", {first: ("trust",)}, "import")
    found = material(study)
    assert set(found.people) == {"Ana", "Cem"}
    assert all("Ben" not in unit.judged for unit in found.units)
    ben = found.corrections["Ben"]
    assert (ben.units, ben.accepted, ben.rejected, ben.acceptance) == (2, 1, 0, 1.0)


def test_a_coder_may_code_blind_and_correct(study: Study) -> None:
    """What was coded blind stays as it was, though the same person corrected the unit later."""
    first = all_segments(study)[1]
    returned(study, "Ana", {first: ("trust",)})
    returned(study, "Ana", {first: ("trust",)}, "review", "rejected")
    (unit,) = material(study).units
    assert set(unit.judged["Ana"]) == {"trust"}


def test_undone_rounds_are_not_compared(study: Study) -> None:
    """Nothing remains of a round that was taken back."""
    returned(study, "Ana", dict.fromkeys(all_segments(study), ("trust",)))
    study.rounds.undo("blind-1")
    assert material(study).units == []


def test_the_machine_judged_what_was_tagged(study: Study) -> None:
    """Suggested codes are the machine's, candidates are not, and no code is a judgement too."""
    returned(study, "Ana", dict.fromkeys(all_segments(study), ()))
    found = material(study)
    given = {code for unit in found.units for code in unit.judged[MACHINE]}
    assert given == {"trust", "relationships", "communication"}
    assert any(unit.judged[MACHINE] == {} for unit in found.units)
    assert found.machine == "cues.v1"


def test_a_code_reaches_over_segments(study: Study) -> None:
    """A code whose place reaches into the next segment is given there, too, cut to each."""
    source = study.source_ids()[0]
    one, two, *_ = study.segments(source)
    returned(study, "Ben", {one.id: (), two.id: ()})
    study.rounds.send(Sheet("wide", "blind-1", "Ana"), [])
    wide = replace(decision(one.id, "trust", "Ana"), spans=(Span(one.start + 3, two.start + 9),))
    marks = [Judged(each.id, "Ana", "done") for each in (one, two)]
    study.ledger.take(Entry("wide", "x", "x"), Returned([Decided(wide)], marks))
    spans = {u.segment: u.judged["Ana"]["trust"].spans for u in material(study).units}
    assert spans[one.id] == (Span(one.start + 3, one.end),)
    assert spans[two.id] == (Span(two.start, two.start + 9),)


def test_a_valence_that_was_filled_in_is_not_compared(study: Study) -> None:
    """Only a valence that the coder wrote counts as the coder's, the machine's own always."""
    first = all_segments(study)[1]
    returned(study, "Ben", {first: ("trust",)})
    study.rounds.send(Sheet("bare", "blind-1", "Ana"), [])
    bare = replace(decision(first, "trust", "Ana"), why=Why(valence="not given"))
    brought = Returned([Decided(bare)], [Judged(first, "Ana", "done")])
    study.ledger.take(Entry("bare", "x", "x"), brought)
    (unit,) = material(study).units
    valences = {coder: codes["trust"].valence for coder, codes in unit.judged.items()}
    assert valences == {"Ana": "", "Ben": "positive", MACHINE: "negative"}


def test_gold_is_agreed_or_adjudicated() -> None:
    """A disagreement that nobody adjudicated leaves the unit open; one coder makes no gold."""
    trust, doubt = Judgement("positive", "none"), Judgement("negative", "none")
    assert gold({"Ana": {"trust": trust}}, {}, {}) is None
    assert gold({"Ana": {"trust": trust}, "Ben": {"trust": trust}}, {}, {}) == {"trust": trust}
    assert gold({"Ana": {"trust": trust}, "Ben": {}}, {}, {}) is None
    assert gold({"Ana": {"trust": trust}, "Ben": {}}, {"trust": None}, {}) == {}
    assert gold({"Ana": {"trust": trust}, "Ben": {"trust": doubt}}, {}, {}) is None
    assert gold({"Ana": {"trust": trust}, "Ben": {}}, {"trust": doubt}, {}) == {"trust": doubt}
    caused = Judgement("positive", "barrier")
    merged = gold({"Ana": {"trust": trust}, "Ben": {"trust": caused}}, {}, {})
    assert merged == {"trust": Judgement("positive", "")}


def test_adjudicated_codes_are_gold(tmp_path: Path) -> None:
    """After an adjudication the coders and the machine are compared with what came of it."""
    study = many(tmp_path)
    returned(study, "Ana", coded(study, 1, 0.02))
    returned(study, "Ben", coded(study, 2, 0.02))
    assert material(study).others == [MACHINE]
    differ = dict.fromkeys(all_segments(study)[:1], ("trust",))
    returned(study, "Eva", differ, "adjudication", "adjudicated")
    found = material(study)
    assert found.others == [MACHINE, GOLD]
    assert found.gold + found.open == 160
    assert "The machine with the adjudicated coding" in run(study, "--by", "coder")


def test_report_by_code(tmp_path: Path) -> None:
    """Who coded what stands first, then people and machine side by side with a verdict."""
    study = many(tmp_path)
    returned(study, "Ana", coded(study, 1, 0.02))
    returned(study, "Ben", coded(study, 2, 0.02))
    returned(study, "Cem", coded(study, 3, 0.02), "review", "accepted")
    shown = run(study)
    assert "Ana: 160 units in 4 sources, independently" in shown
    assert "Both judged 160 units." in shown
    assert "Corrections of machine codes are not independent coding" in shown
    assert "Cem: 160 units done" in shown
    trust = next(line for line in shown.splitlines() if line.startswith("trust "))
    assert trust.endswith("reliable")
    assert "resample 4 sources" in shown


def test_report_by_source_and_coder(tmp_path: Path) -> None:
    """Every source and every pair has its line; a source has no interval."""
    study = many(tmp_path)
    for seed, name in enumerate(("Ana", "Ben", "Cem")):
        returned(study, name, coded(study, seed, 0.02))
    by_source, by_coder = run(study, "--by", "source"), run(study, "--by", "coder")
    assert all(f"boat{number}.txt" in by_source for number in range(4))
    assert "no interval can be given" in by_source
    assert all(pair in by_coder for pair in ("Ana, Ben", "Ana, Cem", "Ben, Cem", "Ben, the mach"))
    assert "Ben" not in run(study, "--by", "coder", "--coder", "Ana", "--coder", "Cem")


def test_csv_holds_all_figures(tmp_path: Path) -> None:
    """The file has a row per comparison and code, undefined figures empty."""
    study = many(tmp_path)
    returned(study, "Ana", coded(study, 1, 0.02))
    returned(study, "Ben", coded(study, 2, 0.02))
    path = tmp_path / "agreement.csv"
    run(study, "--csv", str(path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["comparison"], row["code"]) for row in table] == [
        (kind, code)
        for kind in ("human-human", "human-machine")
        for code in ("relationships", "trust", "all codes")
    ]
    assert table[1]["verdict"] == "reliable"
    assert float(table[1]["alpha_low"]) < float(table[1]["alpha"]) < float(table[1]["alpha_high"])
    assert table[0]["valence_kappa"] == ""
    assert table[2]["masi_alpha"] != "" != table[5]["recall"]


def test_core_codes(tmp_path: Path) -> None:
    """Codes below a core code count as it where asked; the default is the code as applied."""
    study = many(tmp_path)
    segments = all_segments(study)
    returned(study, "Ana", dict.fromkeys(segments, ("trust-integrity",)))
    returned(study, "Ben", dict.fromkeys(segments, ("trust-competence",)))
    assert "trust-integrity" in run(study)
    assert "trust-integrity" not in run(study, "--core")


def test_one_coder_is_compared_with_the_machine_alone(tmp_path: Path) -> None:
    """There is a table, and it says that reliability cannot be told."""
    study = many(tmp_path)
    returned(study, "Ana", coded(study, 1, 0.02))
    shown = run(study)
    assert "whether a code is reliable cannot be told" in shown
    assert "verdict" not in shown


def test_a_sample_that_favours_some_units_is_named(tmp_path: Path) -> None:
    """A sample by code is said to be weighed."""
    study = many(tmp_path)
    returned(study, "Ana", coded(study, 1, 0.02), settings={"by": "code"})
    assert "blind-1 were not drawn evenly" in run(study)


@pytest.mark.parametrize(
    ("rounds", "message"),
    [
        ((), "nobody has coded independently yet"),
        ((("Ana", "review", 0),), "only corrections of machine codes (Ana)"),
        ((("Ana", "blind", 0), ("Ben", "blind", 1)), "nothing to compare: Ana 1 unit, Ben 1 unit"),
        ((("Ana", "blind", 0), ("Ben", "blind", 0)), "nobody gave any code"),
    ],
)
def test_nothing_to_compare(
    tmp_path: Path, rounds: tuple[tuple[str, str, int], ...], message: str
) -> None:
    """The message says why and how to get independent codings."""
    study = many(tmp_path, 1)
    source = study.source_ids()[0]
    study.suggest(source, [], {}, "")  # as if it had never been tagged
    segments = all_segments(study)
    codes = () if "nobody gave" in message else ("trust",)
    for coder, kind, number in rounds:
        returned(study, coder, {segments[number]: codes}, kind)  # type: ignore[arg-type]
    with pytest.raises(RelcodeError) as caught:
        run(study)
    assert message in str(caught.value)
    assert "relcode review out --blind --coder" in str(caught.value)


def test_an_unknown_coder_is_named(study: Study) -> None:
    """A typo in a coder's name gives the nearest one."""
    returned(study, "Ana", dict.fromkeys(all_segments(study), ("trust",)))
    with pytest.raises(RelcodeError, match="did you mean 'Ana'"):
        run(study, "--coder", "Anna")
