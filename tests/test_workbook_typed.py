"""What a person types into a cell for text stays text, in a real LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from office.cases import do
from office.session import edited
from relcode.review.order import Order
from relcode.review.out import send
from relcode.workbook import Column, Look, Workbook
from review_sheets import rows
from small_study import small_study
from small_workbook import HEAD

if TYPE_CHECKING:
    from pathlib import Path

TYPED = {  # by sheet and column, one of them folded
    "Codings": {"words": "+1", "note": "1e5", "code_to": "5/3", "role_to": "=x", "decision": "1/2"},
    "Segments": {"more": "007", "note": "2024-03-05", "code_6": "1,000", "valence_6": "50%"},
}
BELOW = {"note": "1e5", "more": "=x", "code_1": "+1", "code_6": "007"}
both_forms = pytest.mark.parametrize("form", ["xlsx", "ods"])


def in_libreoffice(path: Path, folder: Path, edits: list[dict[str, Any]]) -> dict[str, Path]:
    """The file after the edits, saved in both forms."""
    saved = {form: folder / f"back.{form}" for form in ("xlsx", "ods")}
    jobs: list[dict[str, Any]] = [
        {"file": path, "save_as": place, "form": form, "edits": edits}
        for form, place in saved.items()
    ]
    edited(jobs)
    return saved


@both_forms
def test_decisions_stay_as_they_were_typed(tmp_path: Path, form: str) -> None:
    """A code, note or words that look like a number, date or formula come back as typed."""
    with small_study(tmp_path) as study:
        send(study, Order(), tmp_path / f"sheet.{form}")
    path = tmp_path / f"sheet.{form}"
    ids = {sheet: rows(path, sheet)[0]["_id"] for sheet in TYPED}
    edits = [
        do("type_text", sheet=sheet, id=ids[sheet], column=column, text=text)
        for sheet, values in TYPED.items()
        for column, text in values.items()
    ]
    edits.append(do("append_row", values={"_id": "mine"}))  # in the spare rows
    edits += [do("type_text", id="mine", column=key, text=text) for key, text in BELOW.items()]
    for saved in in_libreoffice(path, tmp_path, edits).values():
        for sheet, values in TYPED.items():
            assert rows(saved, sheet)[0].items() >= values.items()
        assert rows(saved)[-1] == {"_id": "mine", **BELOW}


@both_forms
def test_numbers_stay_numbers(tmp_path: Path, form: str) -> None:
    """A column that is not for text takes a typed number as one."""
    columns = [Column("_id", "id", 9), Column("a", "A", 9, Look(literal=True)), Column("b", "B", 9)]
    book = Workbook("Typed", form)
    sheet = book.sheet("Rows", columns, HEAD)
    sheet.append({"_id": "1", "b": 0.5})
    sheet.finish()
    book.save(tmp_path / f"n.{form}")
    edits = [do("type_text", id="1", column=key, text="1e5") for key in "ab"]
    saved = in_libreoffice(tmp_path / f"n.{form}", tmp_path, edits)
    row = openpyxl.load_workbook(saved["xlsx"])["Rows"][3]
    assert [(cell.value, cell.data_type) for cell in row[1:3]] == [("1e5", "s"), (100000, "n")]
