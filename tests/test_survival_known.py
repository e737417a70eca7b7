"""Accidents in their smallest form: some that once went unseen, and those that still do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from office.cases import do
from office.session import grids
from survival.filled import Sheet
from survival.growers import BOM, sent
from survival.matrix import named
from survival.meaning import meaning

if TYPE_CHECKING:
    from pathlib import Path

    from office.table import Edit
    from survival.meaning import Meant

POSITIVE = ("positive", "none")
DONE = do("set_text", id="none", column="status", text="done")
NONE: Meant = {"none": meaning({"trust": ("negative", "none")}, "done")}


def outcome(folder: Path, edits: list[Edit], meant: Meant, *, blind: bool = False) -> str:
    """What is made of a CSV after some edits."""
    made = sent(folder, "csv", blind=blind)
    with made.study:
        sheet = Sheet(made, grids(made.path, BOM), "csv")
        found = sheet.outcome([named(edit, made) for edit in edits], meant)
    return f"{found.kind}: {found.why}"


@pytest.mark.parametrize("column", ["code_1", "valence_1", "more"])
def test_a_blind_column_deleted(column: str, tmp_path: Path) -> None:
    """A row that was coded in a column that is gone is not taken for one without them."""
    edits = [
        DONE,
        do("set_text", id="none", column="more" if column == "more" else "code_1", text="trust"),
        do("set_text", id="none", column="valence_1", text="" if column == "more" else "mixed"),
        do("delete_column", column=column),
    ]
    sense = POSITIVE if column == "more" else ("mixed", "none")
    meant = {"none": meaning({"trust": sense}, "done")}
    assert "wrong" not in outcome(tmp_path, edits, meant, blind=True)


@pytest.mark.xfail(reason="ids that moved to a row of the same text are taken")
def test_ids_moved_to_an_equal_text(tmp_path: Path) -> None:
    """Of two rows with the same words, one is not taken for the other where ids have moved."""
    edits = [
        do("set_text", id="twin", column="status", text="done"),
        do("set_text", id="twin", column="note", text="This one."),
        do("delete_cells", id="twin", column="_id", shift="up"),
    ]
    meant = {"twin": meaning(mark="done", note="This one.")}
    assert "wrong" not in outcome(tmp_path, edits, meant, blind=True)


@pytest.mark.xfail(reason="a status that moved into the note is a note")
def test_a_status_moved_aside(tmp_path: Path) -> None:
    """Cells that were inserted in a row move its status into the note: that is asked about."""
    edits = [DONE, do("insert_cells", id="none", column="code_3", shift="right")]
    assert "wrong" not in outcome(tmp_path, edits, NONE)


@pytest.mark.xfail(reason="a reason that moved into the note is a note")
def test_a_reason_moved_aside(tmp_path: Path) -> None:
    """Cells that were deleted in a row move its reasons into the note: that is no note."""
    edits = [do("delete_cells", id="none", column="code_3", shift="left")]
    assert "wrong" not in outcome(tmp_path, edits, {})


def test_a_valence_moved_down(tmp_path: Path) -> None:
    """A valence that came to stand in the row below is no decision."""
    edits = [
        do("set_text", id="number", column="code_1", text="shared-understanding"),
        do("set_text", id="number", column="valence_1", text="negative"),
        do("insert_cells", id="twin", column="valence_1", shift="down"),
    ]
    meant = {"number": meaning({"shared-understanding": ("negative", "none")})}
    assert "wrong" not in outcome(tmp_path, edits, meant)
