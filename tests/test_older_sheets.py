"""A sheet that was sent before the codebook or a text changed still comes in."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from changing import book, segments, stand, study_with
from relcode import pipeline
from relcode.review import corrections, migrate, questions
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.returned import take_apart
from relcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.review.corrections import Plan

OLD = book(trust="", power="", voice="")
BLIND = Order(coders=("Ana",), blind=True)


def fill(path: Path, codes: Mapping[str, str]) -> None:
    """Write codes into the cell of more codes of the rows with these words, and mark them done."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    keys = rows[0]
    more, status, text = (keys.index(key) for key in ("more", "status", "text"))
    for row in rows[2:]:
        for words, given in codes.items():
            if words in row[text]:
                row[more], row[status] = given, "done"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def take_in(study: Study, path: Path) -> Plan:
    """Store what a sheet brings."""
    (plan,) = corrections.apply([take_apart(path, study)], study)
    return plan


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study with a codebook of three codes, and a blind sheet sent to Ana."""
    with study_with(tmp_path, OLD) as made:
        send(made, BLIND, tmp_path / "old.csv")
        yield made


FIRST = "How did the two ferries"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (book("2", confidence="trust", power="", voice=""), {("Ana", "confidence"): "added"}),
        (book("2", trust="", might="power voice"), {("Ana", "trust"): "added"}),
    ],
)
def test_codes_are_brought_up(
    study: Study, tmp_path: Path, new: Codebook, expected: dict[tuple[str, str], str]
) -> None:
    """What was written in the codes of the sheet's version stands under those in use."""
    migrate.apply(study, new)
    fill(tmp_path / "old.csv", {FIRST: "trust (negative)"})
    plan = take_in(study, tmp_path / "old.csv")
    assert not plan.questions
    assert stand(study) == expected
    again = tmp_path / "again.csv"
    again.write_bytes((tmp_path / "old.csv").read_bytes() + b"\r\n")
    assert not take_in(study, again).brought
    study.rounds.undo("blind-1")
    assert stand(study) == {}


def test_a_split_code_is_asked_about_and_answered(study: Study, tmp_path: Path) -> None:
    """A code that was split since becomes a question, and the answer settles it."""
    migrate.apply(study, book("2", competence="trust", kindness="trust", power="", voice=""))
    fill(tmp_path / "old.csv", {FIRST: "trust (negative); power (positive)"})
    plan = take_in(study, tmp_path / "old.csv")
    assert "codebook questions codebook-1" in plan.remarks[-1].fix
    questions.send(study, "codebook-1", tmp_path / "ask.csv")
    with (tmp_path / "ask.csv").open(encoding="utf-8-sig", newline="") as file:
        keys, titles, row = list(csv.reader(file))[:3]
    told = dict(zip(keys, row, strict=True))
    assert "trust is now competence, kindness" in told["said_1"]
    assert titles[keys.index("said_1")] == "Question"
    assert (told["maybe"], told["code_1"]) == ("competence, kindness", "power")
    fill(tmp_path / "ask.csv", {FIRST: "kindness"})
    answered = take_in(study, tmp_path / "ask.csv")
    assert not answered.questions
    found = stand(study)
    assert found["Ana", "kindness"] == "accepted"
    assert found["Ana", "competence"] == "rejected"
    source = study.source_ids()[0]
    kept = [one for one in study.codings(source) if one.status != "rejected"]
    assert {one.code: one.valence for one in kept} == {"kindness": "negative", "power": "positive"}
    assert not migrate.settle(study).round


TEXT = "Nobody asked the tenants.\nWe lost the keys twice.\nThen the council rang us back.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a study of one text, and a blind sheet of it sent to Ana."""
    change(tmp_path, TEXT)
    with Study.open(tmp_path / "study.relcode") as study:
        send(study, BLIND, tmp_path / "sheet.csv")
    return tmp_path


def change(folder: Path, text: str) -> None:
    """Write the text anew and read it."""
    (folder / "talk.txt").write_text(text, encoding="utf-8")
    with (
        Study.open(folder / "study.relcode")
        if (folder / "study.relcode").exists()
        else pipeline.init(folder / "study.relcode") as study
    ):
        pipeline.read(study, [str(folder / "talk.txt")])


def places(study: Study) -> dict[str, str]:
    """The words that each code stands on."""
    found = {}
    for source in study.source_ids():
        text = study.source(source).text
        ends = {one.id: (one.start, one.end) for one in study.segments(source)}
        for one in study.ledger.decisions(source):
            found[one.code] = " … ".join(text[a:b] for a, b in one.spans or (ends[one.segment],))
    return found


def test_a_sheet_of_an_older_text_is_placed_in_the_new_one(folder: Path) -> None:
    """Decisions in a sheet go to the places of their words in the text as it is by then."""
    change(folder, TEXT.replace("We lost", "It rained.\nWe lost"))
    change(folder, TEXT.replace("We lost", "It rained, and rained.\nWe lost"))
    fill(folder / "sheet.csv", {"Nobody": "power", "rang": "trust (positive)"})
    with Study.open(folder / "study.relcode") as study:
        plan = take_in(study, folder / "sheet.csv")
        assert not plan.questions
        assert places(study) == {
            "power": "Nobody asked the tenants.",
            "trust": "Then the council rang us back.",
        }
        assert len(study.source_ids()) == 1
        assert {mark.mark for mark in study.ledger.judged(study.source_ids()[0])} == {"done"}


def test_words_that_are_gone_are_named(folder: Path) -> None:
    """What was decided on words that the text has no more is kept in the history, and told."""
    change(folder, TEXT.replace("Nobody asked the tenants.\n", ""))
    with Study.open(folder / "study.relcode") as study:
        fill(folder / "sheet.csv", {"Nobody": "power", "rang": "trust (positive)"})
        plan = take_in(study, folder / "sheet.csv")
        assert places(study) == {"trust": "Then the council rang us back."}
        assert any("“Nobody asked the tenants.” is no longer" in r.what for r in plan.remarks)
        (lost,) = (d.coding for d in plan.brought.decisions if d.coding.code == "power")
        assert [event.coding.code for event in study.ledger.history(lost.segment)] == ["power"]


def test_a_segment_that_is_cut_otherwise_now_is_known(study: Study, tmp_path: Path) -> None:
    """Decisions on a segment that a later reading cut otherwise stay on its words."""
    first, *others = segments(study)
    source = study.source(first.source)
    (path,) = study.inputs_of(source.id)
    study.add(study.inputs()[path], source, others)
    assert first not in segments(study)
    fill(tmp_path / "old.csv", {"How did the two ferries": "voice"})
    plan = take_in(study, tmp_path / "old.csv")
    assert not plan.questions
    assert [d.coding.segment for d in plan.brought.decisions] == [first.id]
    assert first.id in [one.id for one in segments(study)]
