"""Taggers are compared by name: a language model with our own, and both with people."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from llm_server import Model, item, serving
from relcode import tagging
from relcode.analyse.agree import taggers
from relcode.analyse.agree.material import material
from relcode.analyse.agree.units import MACHINE
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.ledger import Returned
from relcode.llm.cache import cache_path
from relcode.llm.settings import Settings, remember
from relcode.llm.tagger import Maker
from relcode.rounds import token
from relcode.terms import Entry, Judged, Round, Sheet
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study

CODES: dict[str, Any] = {
    "no trust": [item("trust", "no trust", valence="negative")],
    "count on them": [item("trust", "count on them")],
    "fog": [item("communication", "when the fog came")],
}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, tagged by a language model."""
    with small_study(tmp_path) as study, serving(Model(CODES)) as url:
        settings = Settings(url, "m")
        made = Maker(settings, cache_path(study.path), may_ask=True)(study.codebook())
        tagging.tag(study, "llm", made=made)
        remember(study, settings)
        yield study


def judged(study: Study, coder: str, count: int) -> list[str]:
    """Let a person judge the first segments that can be coded blind, and give no code."""
    source = study.source_ids()[0]
    segments = [one.id for one in study.segments(source) if one.codable][:count]
    made = study.rounds.add(Round("blind-1", "blind", 1, study.codebook_hash))
    sheet = Sheet(token(study.id, made, coder), made.name, coder)
    study.rounds.send(sheet, ())
    marks = Returned(judged=[Judged(one, coder, "done") for one in segments])
    study.ledger.take(Entry(sheet.id, "blind.xlsx", "0"), marks)
    return segments


def agree(study: Study, *arguments: str) -> str:
    """What `relcode agree` says."""
    done = CliRunner().invoke(cli, ["agree", "--study", str(study.path), *arguments])
    if isinstance(done.exception, RelcodeError):
        return str(done.exception)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_two_taggers_are_compared_where_nobody_has_coded(study: Study, tmp_path: Path) -> None:
    """The language model and the cues are two coders of all segments that can be coded."""
    told = agree(study, "--tagger", "llm", "--tagger", "cues", "--csv", str(tmp_path / "a.csv"))
    assert "cues.v1: 6 units in 2 sources, independently" in told
    assert "llm.m: 6 units in 2 sources, independently" in told
    assert "Both judged 6 units." in told
    assert MACHINE not in told.partition("Corrections")[0]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    assert rows["trust"]["units"] == "6"
    assert {"trust", "communication"} <= rows.keys()


def test_a_person_is_compared_with_each_tagger(study: Study) -> None:
    """With people, taggers are held against the units that these judged."""
    judged(study, "Ana", 3)
    told = agree(study, "--tagger", "llm", "--tagger", "cues", "--by", "coder")
    for line in ("Ana: 3 units", "cues.v1: 3 units", "llm.m: 3 units"):
        assert line in told
    for pair in ("Ana, cues.v1", "Ana, llm.m", "cues.v1, llm.m"):
        assert pair in told.replace(" – ", ", ").replace(" × ", ", ")


def test_the_language_model_is_the_machine_of_its_study(study: Study) -> None:
    """Without names the study's suggestions are the machine's, whoever made them."""
    judged(study, "Ana", 3)
    assert f"{MACHINE} (llm.m): the same units" in agree(study)


def test_what_each_said_is_what_is_compared(study: Study) -> None:
    """A tagger's codes are those that it suggests, on the very segments."""
    segments = judged(study, "Ana", 4)
    found = material(study)
    places = taggers.sources(found)
    taggers.unnamed(found)
    for name in ("llm", "cues"):
        made = tagging.factory(study, name).name
        taggers.join(found, made, tagging.readings(study, name, places), alone=False)
    codes = {
        unit.segment: {name: set(given) for name, given in unit.judged.items()}
        for unit in found.units
    }
    assert list(codes) == segments
    assert [codes[one]["llm.m"] for one in segments] == [
        {"trust"},
        set(),
        set(),
        {"trust", "communication"},
    ]
    assert "trust" in codes[segments[0]]["cues.v1"]
    assert all(MACHINE not in names for names in codes.values())


def test_a_segment_without_an_answer_is_no_segment_without_a_code(study: Study) -> None:
    """What the language model was not asked about counts as not judged."""
    remember(study, Settings("http://127.0.0.1:9", "another"))
    told = agree(study, "--tagger", "llm", "--tagger", "cues")
    assert "llm.another" not in told
    assert "no two coders judged the same ones" in told


def test_an_unknown_tagger_is_told(study: Study) -> None:
    """A slip ends in the list of those there are."""
    assert "'lim' is not among the installed taggers" in agree(study, "--tagger", "lim")
