"""The review workbook survives LibreOffice: keys, drop-downs, marks, in xlsx and ods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from python_calamine import CalamineWorkbook

from relcode.review.exporter import REVIEW
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Convert = "Callable[[Path, str], Path]"


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review workbook of the small study."""
    folder = tmp_path_factory.mktemp("study")
    with small_study(folder) as study:
        return REVIEW.export(study, folder)


def lines(path: Path) -> list[list[Any]]:
    """The rows of the sheet of segments, as a program reads them."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name("Segments").to_python()


@pytest.mark.parametrize("way", [("xlsx",), ("ods",), ("ods", "xlsx")])
def test_cells_survive(
    review: Path, convert: Callable[[Path, str], Path], way: tuple[str, ...]
) -> None:
    """Keys, ids, texts and codes are the same after LibreOffice saved the file."""
    path = review
    for form in way:
        path = convert(path, form)
    assert lines(path) == lines(review)


@pytest.mark.parametrize("way", [("xlsx",), ("ods", "xlsx")])
def test_drop_downs_survive(
    review: Path, convert: Callable[[Path, str], Path], way: tuple[str, ...]
) -> None:
    """The drop-downs still draw on the whole list of codes, and hidden rows stay hidden."""
    path = review
    for form in way:
        path = convert(path, form)
    book = openpyxl.load_workbook(path)
    sheet = book["Segments"]
    offers = {offer.formula1: offer for offer in sheet.data_validations.dataValidation}
    assert "codes" in offers
    assert all(offer.type == "list" for offer in offers.values())
    assert book.defined_names["codes"].attr_text.endswith("$A$2:$A$51")
    assert sheet.row_dimensions[1].hidden
    assert book["_codebook"].sheet_state == book["_meta"].sheet_state == "hidden"


def test_marks_and_facts_survive(review: Path, convert: Callable[[Path, str], Path]) -> None:
    """Cues stay bold, and the workbook still knows its study."""
    book: Any = openpyxl.load_workbook(convert(review, "xlsx"), rich_text=True)
    text = book["Segments"]["I4"].value
    assert isinstance(text, CellRichText)
    bold = [part.text for part in text if isinstance(part, TextBlock) and part.font.b]
    assert bold == ["trust"]
    names = {item.name for item in book.custom_doc_props.props}
    assert {"relcode.study", "relcode.codebook_hash"} <= names
