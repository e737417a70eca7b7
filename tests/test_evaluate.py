"""Reference codings are matched to their whole texts, and counted as documented."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from relcode import codebook, evaluation
from relcode.analyse import gold
from relcode.cli import cli
from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from pathlib import Path

UNITS = {
    "PMC5751778": 127,
    "autspaces-sep24": 90,
    "int_d1": 64,
    "int_d2": 71,
    "int_d3": 81,
    "int_d4": 78,
    "pcd-23_0211": 57,
    "pcd-23_0420": 53,
    "pcd-24_0183": 20,
}


@pytest.fixture(scope="module")
def result(shared: Path) -> evaluation.Evaluation:
    """The evaluation on the development reference."""
    return evaluation.evaluate(shared / "data" / "gold", codebook.load("relational"))


def test_every_reference_document_is_matched(result: evaluation.Evaluation) -> None:
    """All nine documents find their whole text, and all units their place in it."""
    judged = {each.document: len(each.truth) for group in result.groups.values() for each in group}
    assert judged == UNITS
    assert result.missing == {}
    assert {each.document for each in result.groups["interviews"]} == {
        "int_d1",
        "int_d2",
        "int_d3",
        "int_d4",
    }


def test_units_are_matched_in_order(shared: Path) -> None:
    """Units that follow each other in the reference follow each other in the text."""
    for reference in gold.references(shared / "data" / "gold"):
        if not reference.document.startswith("int_"):
            continue
        text = (shared / "data" / "gold" / "texts" / f"{reference.document}.txt").read_text("utf-8")
        spans = [span for span in gold.spans(reference, text).values() if span]
        assert spans == sorted(spans)
        assert len(spans) == len(reference.units)


def write_gold(folder: Path, codes: dict[str, str]) -> None:
    """A reference of one document with two units, and its text beside it."""
    folder.mkdir()
    units = [
        {"id": "a", "text": "Did you trust them?", "skip": True},
        {"id": "b", "text": "The two teams trusted each other from then on.", "codes": codes},
        {"id": "c", "text": "It rained for most of that long week in June.", "codes": {}},
    ]
    lines = "\n".join(json.dumps(unit) for unit in units)
    (folder / "doc.jsonl").write_text(lines, encoding="utf-8")
    talk = (
        "Interviewer: Did you trust them?\n\nAna: The two teams\ntrusted each  other from then on. "
        "It rained for most of that long week in June.\n\nInterviewer: And then?\n\nAna: Home.\n"
    )
    (folder / "doc.txt").write_text(talk, encoding="utf-8")


def test_figures_of_a_small_reference(tmp_path: Path) -> None:
    """A found code is a true positive, skipped units do not count, white space does not matter."""
    write_gold(tmp_path / "gold", {"trust": "positive"})
    out = tmp_path / "table.csv"
    done = CliRunner().invoke(cli, ["evaluate", str(tmp_path / "gold"), "--csv", str(out)])
    assert done.exit_code == 0, done.output
    assert "2 units in 1 documents" in done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        table = {row["code"]: row for row in csv.DictReader(file)}
    assert (table["trust"]["n"], table["trust"]["f1"]) == ("1", "1")
    assert table["micro"]["n"] == "1"


def test_a_code_outside_the_codebook_is_an_error(tmp_path: Path) -> None:
    """A reference with an unknown code is refused with the nearest valid one."""
    write_gold(tmp_path / "gold", {"trsut": "positive"})
    with pytest.raises(RelcodeError, match="did you mean 'trust'"):
        evaluation.evaluate(tmp_path / "gold", codebook.load("relational"))


def test_a_folder_without_references_is_an_error(tmp_path: Path) -> None:
    """Naming the wrong folder ends in a sentence that says what is missing."""
    with pytest.raises(RelcodeError, match=r"no \.jsonl reference"):
        evaluation.evaluate(tmp_path, codebook.load("relational"))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    """A line that is no coded unit is named with its number."""
    (tmp_path / "doc.jsonl").write_text('{"id": "a", "text": "x"}\n{oops\n', encoding="utf-8")
    with pytest.raises(RelcodeError, match=r"doc\.jsonl:2"):
        gold.references(tmp_path)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=6))
def test_finder_gives_spans_of_the_text(pieces: list[str]) -> None:
    """Whatever a text is made of, a unit is found where its letters are, or not at all."""
    text = " | ".join(pieces)
    finder = gold.Finder(text)
    for piece in pieces:
        span = finder.find(piece)
        letters = [char for char in piece if char.isalnum()]
        assert (span is not None) == bool(letters)
        if span:
            assert 0 <= span[0] < span[1] <= len(text)
            assert text[span[0]].casefold()[0] == letters[0].casefold()[0]
