"""Sheets go out as rounds, and the study remembers what each row showed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from relcode import pipeline
from relcode.errors import RelcodeError
from relcode.review import out
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.sheet import write
from relcode.review.view import lean
from relcode.terms import Memo, Own, Span
from review_sheets import bring, codings, decided, facts, keys, rows, said
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study

EVERYTHING = 9  # segments of the small study, six of which can be coded


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study."""
    with small_study(tmp_path) as opened:
        yield opened


def test_a_round_is_recorded_with_what_its_rows_showed(study: Study, tmp_path: Path) -> None:
    """The round keeps its settings and each row's codings: slots in order, then hints."""
    path = tmp_path / "sheet.xlsx"
    sending = send(study, Order(("Ana",), sample=5, by="random", seed=7), path)
    made = study.rounds["review-1"]
    assert made == sending.round
    assert (made.kind, made.seed, made.codebook) == ("review", 7, study.codebook_hash)
    assert made.settings["sample"] == 5
    assert made.settings["files"] == ["sheet.xlsx"]
    (sheet,) = study.rounds.sheets("review-1")
    sent, found = study.rounds.sent(sheet.id), rows(path)
    assert list(sent) == [row["_id"] for row in found]
    assert len(sent) == 5
    for row in found:
        shown = [(c.code, c.valence) for c in sent[row["_id"]].codings if c.status == "suggested"]
        slots = range(1, len(shown) + 1)
        assert [(row[f"code_{n}"], row[f"valence_{n}"]) for n in slots] == shown
        hints = [c.code for c in sent[row["_id"]].codings if c.status == "candidate"]
        assert row.get("maybe", "") == ", ".join(hints)
        assert sent[row["_id"]].chance == pytest.approx(5 / 6)
        assert row["_sheet"] == sheet.id


def test_the_sheet_says_what_it_is(study: Study, tmp_path: Path) -> None:
    """Its hidden facts name study, round, kind, coder and sheet; its README the coder and round."""
    path = tmp_path / "sheet.ods"
    send(study, Order(("Ana",), round="spring"), path)
    send(study, Order(), tmp_path / "any.xlsx")
    (sheet,) = study.rounds.sheets("spring")
    told = facts(path)
    assert (told["study"], told["round"], told["kind"]) == (study.id, "spring", "review")
    assert (told["coder"], told["sheet"], told["schema"]) == ("Ana", sheet.id, "2")
    assert told["codebook_hash"] == study.codebook_hash
    text = said(tmp_path / "any.xlsx")
    assert "whoever fills it in" in text
    assert "relcode review in FILE --coder NAME" in text
    assert "accept: the code is right" in text
    assert "review-1" in text


def test_everything_without_a_sample(study: Study, tmp_path: Path) -> None:
    """Without a sample the sheet is the whole study in reading order, without context columns."""
    path = tmp_path / "sheet.xlsx"
    send(study, Order(), path)
    assert [row["number"] for row in rows(path)] == [str(n + 1) for n in range(EVERYTHING)]
    assert not {"before", "after"} & set(keys(path))


def test_context_names_speakers_where_they_change(study: Study, tmp_path: Path) -> None:
    """A sample shows the neighbours of each row, folded, and who speaks where that is another."""
    path = tmp_path / "sheet.xlsx"
    send(study, Order(sample=6, context=2), path)
    first, second, third, fourth, lesson, _ = rows(path)
    assert first["before"] == "AV: How did the two ferries come to share a timetable?"
    assert second["before"] == f"{first['before']}\nInes: {first['text']}"
    assert third["before"] == f"{first['text']}\n{second['text']}"
    assert third["after"] == "Oren: I could count on them when the fog came."
    assert "after" not in fourth
    assert lesson["before"] == "Lessons learned"
    assert [row["number"] for row in (first, lesson)] == ["1", "5"]


def test_every_coder_has_a_sheet(study: Study, tmp_path: Path) -> None:
    """Several coders get the same rows, each in a file of a safe name with a sheet of its own."""
    path = tmp_path / "sheet.xlsx"
    sending = send(study, Order(("Ana", "Dr. O/Neil"), sample=3), path)
    assert [one.name for one in sending.pages] == ["sheet-ana.xlsx", "sheet-dr.-o-neil.xlsx"]
    ana, neil = (rows(one) for one in sending.pages)
    assert [row["_id"] for row in ana] == [row["_id"] for row in neil]
    assert ana[0]["_sheet"] != neil[0]["_sheet"]
    assert {one.coder for one in study.rounds.sheets("review-1")} == {"Ana", "Dr. O/Neil"}


def test_an_overlap_is_shared_and_the_rest_dealt_out(study: Study, tmp_path: Path) -> None:
    """With an overlap of two of six, two coders share two rows and have two more each."""
    sending = send(study, Order(("Ana", "Ben"), sample=6, overlap=2), tmp_path / "s.csv")
    ana, ben = ({row["_id"] for row in rows(one)} for one in sending.pages)
    assert (len(ana), len(ben), len(ana & ben), len(ana | ben)) == (4, 4, 2, 6)


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_every_form_has_the_same_rows(study: Study, tmp_path: Path, form: str) -> None:
    """In xlsx, ods and csv the sheet of segments has the same keys and texts."""
    send(study, Order(sample=6, seed=3), tmp_path / "one.xlsx")
    send(study, Order(sample=6, seed=3), tmp_path / f"two.{form}")
    one, two = (rows(tmp_path / name) for name in ("one.xlsx", f"two.{form}"))
    assert keys(tmp_path / "one.xlsx") == keys(tmp_path / f"two.{form}")
    for row in [*one, *two]:
        row.pop("_sheet")
    assert one == two


def test_codings_can_be_ruled_on_one_by_one(study: Study, tmp_path: Path) -> None:
    """The sheet of codings has a row for each code shown, also hints, with drop-downs to decide."""
    path = tmp_path / "sheet.xlsx"
    send(study, Order(), path)
    found = rows(path, "Codings")
    assert [(row["number"], row["_code"], row["valence"]) for row in found] == [
        ("2", "trust", "negative"),
        ("3", "trust", "positive"),
        ("3", "relationships", "positive"),
        ("5", "trust", "positive"),
        ("7", "communication", "neutral"),
    ]
    assert found[0]["why"] == "“trust”; negated by “no” (reported)"
    assert found[3]["why"].startswith("hint: ")
    assert {"decision", "code_to", "valence_to", "role_to", "words", "note"} < set(
        keys(path, "Codings")
    )
    assert not any("decision" in row for row in found)


def test_a_coder_sees_what_stands_for_them(study: Study, tmp_path: Path) -> None:
    """What Ana rejected is gone from her sheet and what she added is there; Ben's shows neither."""
    trust, other, *_ = codings(study)
    added = decided(other, "Ana", "added", code="power", spans=(Span(0, 5),))
    bring(study, "Ana", decided(trust, "Ana", "rejected"), added)
    sending = send(study, Order(("ana", "Ben")), tmp_path / "s.xlsx")
    ana, ben = (rows(one) for one in sending.pages)
    assert "code_1" not in ana[1]
    assert ben[1]["code_1"] == "trust"
    assert {ana[2][f"code_{n}"] for n in (1, 2, 3)} == {"trust", "relationships", "power"}
    assert "power (added by Ana): “How d”" in ana[2]["why"]
    assert "power" not in str(ben)
    sheets = {one.coder: study.rounds.sent(one.id) for one in study.rounds.sheets("review-1")}
    assert set(sheets) == {"Ana", "Ben"}, "a name is spelt as before"
    assert lean(added) in sheets["Ana"][other.segment].codings


def test_what_was_judged_is_left_out(study: Study, tmp_path: Path) -> None:
    """A coder gets no segment twice, unless asked to; the sheet of anybody none that is judged."""
    segment = codings(study)[0].segment
    bring(study, "Ana", marks=[(segment, "done")])
    for name, order, count in [
        ("ana", Order(("Ana",), sample=6), 5),
        ("ben", Order(("Ben",), sample=6), 6),
        ("any", Order(sample=6), 5),
        ("rest", Order(("Ana",)), 5),
        ("again", Order(("Ana",), again=True), EVERYTHING),
    ]:
        send(study, order, tmp_path / f"{name}.xlsx")
        assert len(rows(tmp_path / f"{name}.xlsx")) == count, name
    assert "have judged this row" in said(tmp_path / "again.xlsx")
    assert "have judged this row" not in said(tmp_path / "ben.xlsx")
    everything = [one.id for source in study.source_ids() for one in study.segments(source)]
    bring(study, "Ana", marks=[(one, "done") for one in everything])
    with pytest.raises(RelcodeError, match=r"all 6 segments .* have been judged; .*--again"):
        send(study, Order(("Ana",)), tmp_path / "none.xlsx")


def test_notes_and_own_columns_come_back(study: Study, tmp_path: Path) -> None:
    """A coder's notes and own columns are in their next sheet, and in nobody else's."""
    segment = codings(study)[0].segment
    memos = [Memo(segment, "Ana", "Ask Ines."), Memo(segment, "Ana", "No.", "Cy", "trust")]
    bring(study, "Ana", memos=memos, own=[Own(segment, "Ana", "Theme", "=ferries")])
    sending = send(study, Order(("Ana", "Ben")), tmp_path / "s.xlsx")
    ana, ben = sending.pages
    row = rows(ana)[1]
    assert row["notes"] == "Ask Ines.\nCy, trust: No."
    assert row["own:Theme"] == "=ferries"
    assert "note" not in row
    assert not {"notes", "own:Theme"} & set(keys(ben))


def test_a_round_that_fails_leaves_nothing(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped while a sheet is written, there is no round; stopped later, a round without a file.

    In no case is there a file that the study does not know, or a piece of one.
    """
    there = set(tmp_path.iterdir())

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for name, rounds in (("write", []), ("_put", ["review-1"])):
        with monkeypatch.context() as patch:
            patch.setattr(out, name, stop)
            with pytest.raises(KeyboardInterrupt):
                send(study, Order(("Ana", "Ben"), sample=2), tmp_path / "s.xlsx")
        assert [made.name for made in study.rounds] == rounds
        assert set(tmp_path.iterdir()) == there


def test_a_change_meanwhile_is_noticed(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision that comes in while the sheet is written stops it, so that no row lies."""

    def late(*arguments: Any) -> None:
        bring(study, "Cy", decided(codings(study)[0], "Cy", "rejected"))
        write(*arguments)

    monkeypatch.setattr(out, "write", late)
    with pytest.raises(RelcodeError, match=r"the study changed .*; do it again"):
        send(study, Order(), tmp_path / "s.xlsx")
    assert not study.rounds.get("review-1")


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
def test_a_sheet_is_not_read_as_a_text(tmp_path: Path, form: str) -> None:
    """A sheet among the texts is named for what it is; where it was sent to it is left alone."""
    with small_study(tmp_path) as study:
        path = tmp_path / f"sheet.{form}"
        send(study, Order(coders=("Ana",)), path)
        assert pipeline.read(study, [str(path)]).skipped == {}
        copy = path.rename(tmp_path / f"returned.{form}")
        (why,) = pipeline.read(study, [str(copy)]).skipped.values()
    assert "'relcode review in'" in why
