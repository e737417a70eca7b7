"""A workbook keeps text as text, and gives people drop-downs and machines their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock

from relcode.errors import RelcodeError
from relcode.terms import Span
from relcode.workbook import Column, Look, Marked, Shown, Workbook, clean_cell, text_hash
from small_workbook import COLUMNS, written

if TYPE_CHECKING:
    from pathlib import Path


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    """Clean text is left as it is, and has the same hash as the text."""
    clean = clean_cell(text)
    assert clean_cell(clean) == clean
    assert text_hash(clean) == text_hash(text)


def test_long_text_says_that_it_was_cut() -> None:
    """Text beyond a cell's limit, counted as spreadsheets count, ends in a mark."""
    for text in ("a" * 40_000, "😀" * 20_000):
        clean = clean_cell(text)
        assert len(clean.encode("utf-16-le")) // 2 <= 32_767
        assert clean.endswith("[cut here: the study holds the whole text]")
    assert clean_cell("a" * 32_767) == "a" * 32_767


def test_hash_outlives_a_spreadsheet() -> None:
    """What spreadsheet programs change about blanks does not change the hash; a word does."""
    assert text_hash("we\tmet\r\n twice ") == text_hash("we met twice")
    assert text_hash("we met twice") != text_hash("we met once")


def test_formula_is_text(tmp_path: Path) -> None:
    """What looks like a formula or an error is text, also with marked words."""
    marked = Marked("=cmd|run", [Span(1, 4)])
    path = written(tmp_path / "f.xlsx", [{"text": "=1+1", "marked": marked, "why": "#N/A"}])
    row = openpyxl.load_workbook(path)["Rows"][3]
    assert [cell.data_type for cell in (row[1], row[2], row[5])] == ["s", "s", "s"]
    assert row[1].value == "=1+1"


def test_marks(tmp_path: Path) -> None:
    """Marked words are bold or italic, and bold wins where both are."""
    marked = Marked("deep trust grows", [Span(5, 10)], [Span(0, 10)])
    path = written(tmp_path / "m.xlsx", [{"marked": marked}])
    cell = openpyxl.load_workbook(path, rich_text=True)["Rows"]["C3"].value
    assert isinstance(cell, CellRichText)
    blocks = [(part.text, part.font.b, part.font.i) for part in cell if isinstance(part, TextBlock)]
    assert blocks == [("deep ", False, True), ("trust", True, False)]


def test_keys_and_choices(tmp_path: Path) -> None:
    """Keys stand in a hidden first row, drop-downs reach below the rows, nothing is locked."""
    path = written(tmp_path / "k.xlsx", [{"_id": str(i), "code": "trust"} for i in range(5)])
    book = openpyxl.load_workbook(path)
    sheet = book["Rows"]
    assert [cell.value for cell in sheet[1]] == [column.key for column in COLUMNS]
    assert [cell.value for cell in sheet[2]] == [column.title for column in COLUMNS]
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    (offer,) = sheet.data_validations.dataValidation
    assert (offer.formula1, str(offer.sqref)) == ("codes", "D3:D307 E3:E307")
    assert book.defined_names["codes"].attr_text == "'_codebook'!$A$2:$A$3"
    assert book["_codebook"].sheet_state == book["_meta"].sheet_state == "hidden"
    assert not sheet.protection.sheet


def test_layout(tmp_path: Path) -> None:
    """Header and text stay in view, the header repeats on paper, and reasons are not printed."""
    path = written(tmp_path / "l.xlsx", [{"_id": "1"}])
    sheet = openpyxl.load_workbook(path)["Rows"]
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref == "A2:F3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_area == "'Rows'!$A$2:$E$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["E"].outlineLevel == 1


def test_facts(tmp_path: Path) -> None:
    """Facts about the workbook stand in a hidden sheet and in its properties."""
    book: Any = openpyxl.load_workbook(written(tmp_path / "p.xlsx", []))
    assert [[cell.value for cell in row] for row in book["_meta"].rows][1:] == [
        ["study", "abc"],
        ["round", "1 & only"],
    ]
    properties = {item.name: item.value for item in book.custom_doc_props.props}
    assert properties == {"relcode.study": "abc", "relcode.round": "1 & only"}


def test_rows_are_as_high_as_their_text(tmp_path: Path) -> None:
    """A long text gets a high row, which programs may fit anew."""
    path = written(tmp_path / "h.xlsx", [{"text": "short"}, {"text": "many words " * 30}])
    rows = openpyxl.load_workbook(path)["Rows"].row_dimensions
    assert rows[3].height < 20
    assert rows[4].height > 90


def test_own_look(tmp_path: Path) -> None:
    """A single value can have a look of its own in a row with another."""
    book = Workbook("Looks")
    sheet = book.sheet("Page", [Column("a", "", 10), Column("b", "", 10)])
    sheet.append({"a": Shown("x", Look(bold=True)), "b": 2.5}, Look(fill="CFE2F3"))
    sheet.finish()
    book.save(tmp_path / "own.xlsx")
    row = openpyxl.load_workbook(tmp_path / "own.xlsx")["Page"][1]
    assert [cell.font.b for cell in row] == [True, False]
    assert {cell.fill.fgColor.rgb for cell in row} == {"00CFE2F3"}
    assert row[1].value == 2.5


def test_a_failed_save_is_told(tmp_path: Path) -> None:
    """A workbook that cannot be put in its place is told with the place."""
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(RelcodeError, match=r"taken\.xlsx: cannot be written"):
        written(tmp_path / "taken.xlsx", [])
