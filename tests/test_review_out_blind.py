"""A blind sheet tells nothing of what was suggested, in no cell and no hidden place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from relcode.review import out
from relcode.review.order import Order
from relcode.review.out import send
from relcode.study import Study
from relcode.terms import Memo, Own
from review_sheets import bring, codings, decided, facts, keys, rows, said
from small_study import small_study

if TYPE_CHECKING:
    from pathlib import Path

STAMPED = {"docProps/core.xml", "meta.xml"}  # say when the file was made


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two copies of a study: one with suggestions and a reviewer's decisions, one with neither."""
    monkeypatch.setattr(out, "now", lambda: "2024-05-01T12:00:00+00:00")
    with small_study(tmp_path) as study:
        study.backup(tmp_path / "bare.relcode")
        first, *_ = codings(study)
        told = decided(first, "Ana", "accepted")
        memo, own = (
            Memo(first.segment, "Ana", "trust is right"),
            Own(first.segment, "Ana", "X", "y"),
        )
        bring(study, "Ana", told, memos=[memo], own=[own])
    with Study.open(tmp_path / "bare.relcode") as bare:
        for source in bare.source_ids():
            bare.suggest(source, [], {}, "test")
    return tmp_path / "small.relcode", tmp_path / "bare.relcode"


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize(
    "order",
    [
        Order(("Ana",), blind=True),
        Order(("Ana", "Ben"), sample=4, blind=True),
        Order(sample=4, blind=True, context=2),
    ],
    ids=["whole", "sample", "anyone"],
)
def test_nothing_tells_what_was_suggested(
    pair: tuple[Path, Path], tmp_path: Path, form: str, order: Order
) -> None:
    """With and without suggestions, the files are the same in every part, hidden ones too."""
    contents = []
    for place, path in enumerate(pair):
        folder = tmp_path / str(place)
        folder.mkdir()
        with Study.open(path) as study:
            sending = send(study, order, folder / f"sheet.{form}")
        contents.append([_content(one) for one in sending.pages])
    assert contents[0] == contents[1]


def _content(path: Path) -> dict[str, bytes]:
    if path.suffix == ".csv":
        return {path.name: path.read_bytes()}
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in STAMPED}


def test_a_blind_sheet_has_no_place_for_suggestions(tmp_path: Path) -> None:
    """It has no sheet of codings, no column of hints, reasons or lessons, and no word of them."""
    path = tmp_path / "sheet.xlsx"
    with small_study(tmp_path) as study:
        send(study, Order(("Ana",), sample=3, blind=True), path)
        assert study.rounds["blind-1"].settings["by"] == "random"
        (sheet,) = study.rounds.sheets("blind-1")
        sent = study.rounds.sent(sheet.id).values()
        assert [(row.codings, row.chance, row.drawn) for row in sent] == [((), 0.5, "random")] * 3
    assert not {"maybe", "why", "lesson", "notes"} & set(keys(path))
    text = said(path).casefold()
    assert not any(word in text for word in ("suggest", "codings", "hint", "cue", "accept"))
    assert "please code by yourself" in text
    assert (facts(path)["kind"], facts(path)["coder"]) == ("blind", "Ana")


def test_own_blind_codes_come_back(tmp_path: Path) -> None:
    """Sent again, a blind sheet shows what its coder found alone, and not what they saw before."""
    with small_study(tmp_path) as study:
        first, other, *_ = codings(study)
        bring(study, "Ana", decided(first, "Ana", "accepted"), decided(other, "Ben", "added"))
        alone = decided(other, "Ana", "added", code="power")
        bring(study, "Ana", alone, kind="blind", marks=[(other.segment, "done")])
        sending = send(study, Order(("Ana", "Ben"), blind=True, again=True), tmp_path / "s.xlsx")
    ana, ben = (rows(one) for one in sending.pages)
    assert [row["code_1"] for row in ana if "code_1" in row] == ["power"]
    assert not any("code_1" in row for row in ben)
