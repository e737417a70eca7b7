"""What LibreOffice saves reads as the same grid in every format."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment as Note
from openpyxl.packaging.custom import StringProperty

from office_files import zipped
from relcode.grid import Area, Comment, facts, grids
from test_grid_comments import changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcode.grid import Grid

CELLS = {
    "B2": "_id",
    "C2": "text",
    "B3": "007",
    "C3": "  lead and   more ",
    "B4": "1e5",
    "C4": "one\n\ntwo 😀 مرحبا",
    "B5": 5,
    "C5": 0.25,
    "B6": True,
    "C6": "TRUE",
    "B7": "=1/0",
    "C7": "=nosuch",
    "B8": "=2+3",
    "C8": '=""',
    "B9": "merged",
}
ROWS = [
    ["", "", ""],
    ["", "_id", "text"],
    ["", "007", "  lead and   more "],
    ["", "1e5", "one\n\ntwo 😀 مرحبا"],
    ["", "5", "0.25"],
    ["", "TRUE", "TRUE"],
    ["", "#DIV/0!", "#NAME?"],
    ["", "5", ""],
    ["", "merged", ""],
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of odd cells, a comment, merged cells, a hidden sheet and a property."""
    made = Workbook()
    sheet = made.worksheets[0]
    for where, value in CELLS.items():
        sheet[where] = value
    sheet["B3"].comment = Note("Two\nlines", "Ana")
    sheet["E12"].comment = Note("far out", "Ana")
    sheet.merge_cells("B9:C10")
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["B"].hidden = True
    hidden = made.create_sheet("_meta")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "key"
    made.custom_doc_props.append(StringProperty(name="relcode.study", value="a & b"))
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    made.save(path)
    return path


def check(path: Path) -> None:
    """The file holds what the workbook held."""
    first, meta = grids(path)
    assert [list(row) for row in first.rows] == ROWS
    assert first.merged == (Area(8, 1, 9, 2),)
    texts = {cell: [comment.text for comment in said] for cell, said in first.comments.items()}
    assert texts == {(2, 1): ["Two\nlines"], (11, 4): ["far out"]}
    assert (meta.name, meta.hidden, list(meta.rows[0])) == ("_meta", True, ["key"])
    assert facts(path) == {"study": "a & b"}


@pytest.mark.parametrize("way", [("xlsx",), ("ods",), ("fods",), ("ods", "xlsx"), ("xlsx", "ods")])
def test_a_workbook_survives(
    book: Path, convert: Callable[..., Path], way: tuple[str, ...]
) -> None:
    """Cells, comments, merged cells, hidden sheets and facts are the same after each trip."""
    path = book
    for form in way:
        path = convert(path, form)
    check(path)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_authors_that_libreoffice_keeps(
    book: Path, convert: Callable[..., Path], form: str, tmp_path: Path
) -> None:
    """A comment made in LibreOffice has its author in both formats."""
    path = tmp_path / "book.ods"
    shutil.copy(convert(book, "ods"), path)
    changed(path, {"content.xml": ("<dc:date>", "<dc:creator>Ana Bel</dc:creator><dc:date>")}, {})
    grid: Grid = grids(convert(path, form))[0]
    assert grid.comments[2, 1] == (Comment("Ana Bel", "Two\nlines"),)


@pytest.mark.parametrize(
    "form",
    [
        "csv:Text - txt - csv (StarCalc):44,34,76,1",
        "csv:Text - txt - csv (StarCalc):59,34,76,1",
        "csv:Text - txt - csv (StarCalc):9,34,UTF-16LE,1",
    ],
    ids=["commas", "semicolons", "tabs in UTF-16"],
)
def test_delimited_text_of_libreoffice(book: Path, convert: Callable[..., Path], form: str) -> None:
    """The first sheet saved as text gives the same rows."""
    (grid,) = grids(convert(book, form))
    rows = [list(row) for row in grid.rows]
    assert [row[1:3] for row in rows if any(row)] == [row[1:3] for row in ROWS if any(row)]


def test_rows_to_the_end_of_the_sheet(convert: Callable[..., Path], tmp_path: Path) -> None:
    """Rows that are formatted to the last one of the sheet are no reason to refuse a file."""
    made = Workbook()
    made.worksheets[0]["A1"] = "text"
    path = tmp_path / "tall.xlsx"
    made.save(path)
    tall = '<row r="1048576" hidden="1"><c r="AI1048576"/></row></sheetData>'
    changed(path, {"xl/worksheets/sheet1.xml": ("</sheetData>", tall)}, {})
    for file in (path, convert(path, "ods"), convert(path, "xlsx")):
        assert [list(row) for row in grids(file)[0].rows] == [["text"]]


def test_a_password_is_told(convert: Callable[..., Path], book: Path, tmp_path: Path) -> None:
    """An OpenDocument file whose manifest speaks of encryption is refused with the reason."""
    from relcode.errors import UnreadableError  # noqa: PLC0415 - of this test alone

    path = convert(book, "ods")
    manifest = ("</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>")
    changed(path, {"META-INF/manifest.xml": manifest}, {})
    with pytest.raises(UnreadableError, match="encrypted"):
        grids(path)
    (tmp_path / "empty.ods").write_bytes(zipped({}))
    with pytest.raises(UnreadableError, match=r"empty|cut off"):
        grids(tmp_path / "empty.ods")
