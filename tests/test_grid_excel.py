"""Excel workbooks as grids: every cell at its address, as the text that a person sees."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from relcode.grid import Area, address, facts, grids
from relcode.grid.shape import column_number, place
from relcode.workbook.cells import clean_cell

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.grid import Grid


def saved(book: Workbook, folder: Path) -> list[Grid]:
    """The grids of a workbook made with openpyxl."""
    book.save(folder / "book.xlsx")
    return grids(folder / "book.xlsx")


def sheet(folder: Path, cells: dict[str, Any]) -> Grid:
    """The grid of a sheet with these cells."""
    book = Workbook()
    for where, value in cells.items():
        book.worksheets[0][where] = value
    (grid,) = saved(book, folder)
    return grid


def test_rows_and_columns_begin_at_a1(tmp_path: Path) -> None:
    """Blank rows and columns before the table are kept, so that indexes are addresses."""
    grid = sheet(tmp_path, {"C4": "here", "D5": "there"})
    assert [list(row) for row in grid.rows] == [
        ["", "", "", ""],
        ["", "", "", ""],
        ["", "", "", ""],
        ["", "", "here", ""],
        ["", "", "", "there"],
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("007", "007"),
        ("1e5", "1e5"),
        (" two  blanks\nand a line ", " two  blanks\nand a line "),
        ("TRUE", "TRUE"),
        (5.0, "5"),
        (0.1 + 0.2, "0.3"),
        (-1.25, "-1.25"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2024, 1, 31), "2024-01-31"),
        (dt.datetime(2024, 1, 31, 9, 5), "2024-01-31 09:05:00"),  # noqa: DTZ001 - cells have no zone
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(hours=30), "30:00:00"),
        ("#N/A", "#N/A"),
        ("=cmd", "=cmd"),
        ("=1+1", "=1+1"),
        ('=A2&"<\'"', '=A2&"<\'"'),
    ],
)
def test_values_read_as_people_see_them(tmp_path: Path, value: object, text: str) -> None:
    """Text stays text; numbers, dates, truth values, errors and formulas come as they show."""
    assert sheet(tmp_path, {"B2": value}).rows[1][1] == text


def test_errors_beyond_all_other_cells_are_seen(tmp_path: Path) -> None:
    """A cell that went wrong is never taken for an empty one, wherever it stands."""
    grid = sheet(tmp_path, {"A1": "code", "C3": "#NAME?", "B2": "#DIV/0!"})
    assert [list(row) for row in grid.rows] == [
        ["code", "", ""],
        ["", "#DIV/0!", ""],
        ["", "", "#NAME?"],
    ]


def test_sheets_come_in_order_with_hidden_ones(tmp_path: Path) -> None:
    """Hidden sheets, rows and columns are read, charts are not, names come as they are."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Segments & <more>"
    first.append(["a", "b"])
    first.row_dimensions[1].hidden = first.column_dimensions["A"].hidden = True
    book.create_chartsheet("Chart")
    for name, state in (("_codebook", "hidden"), ("_meta", "veryHidden"), ("Empty", "visible")):
        made = book.create_sheet(name)
        made.sheet_state = state
    found = saved(book, tmp_path)
    assert [(grid.name, grid.hidden) for grid in found] == [
        ("Segments & <more>", False),
        ("_codebook", True),
        ("_meta", True),
        ("Empty", False),
    ]
    assert list(found[0].rows[0]) == ["a", "b"]
    assert list(found[3].rows) == []


def test_merged_areas_are_told(tmp_path: Path) -> None:
    """Merged cells come as areas counted from 0; the text stands in the first of them."""
    book = Workbook()
    book.worksheets[0]["B2"] = "both"
    book.worksheets[0].merge_cells("B2:C4")
    (grid,) = saved(book, tmp_path)
    assert grid.merged == (Area(1, 1, 3, 2),)
    assert grid.rows[1][1] == "both"


def test_facts_are_the_properties_of_relcode(tmp_path: Path) -> None:
    """Of the custom properties only those of relcode come, without the prefix."""
    from openpyxl.packaging.custom import StringProperty  # noqa: PLC0415 - of this test alone

    book = Workbook()
    for name, value in (("relcode.study", "a & b"), ("relcode.round", "2"), ("Owner", "Ina")):
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    saved(book, tmp_path)
    assert facts(tmp_path / "book.xlsx") == {"study": "a & b", "round": "2"}


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    """A workbook that was renamed is read by its content."""
    sheet(tmp_path, {"A1": "x"})
    renamed = (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    assert list(grids(renamed)[0].rows[0]) == ["x"]


CLEAN: Any = st.text(max_size=12).map(clean_cell)


@given(st.lists(st.lists(CLEAN, min_size=1, max_size=5), max_size=6))
def test_any_clean_text_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: Any) -> None:
    """What openpyxl writes as text is read back equal, each cell at its place."""
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = book.worksheets[0].cell(number, column, text)
            cell.data_type = "s"
    (grid,) = saved(book, tmp_path_factory.mktemp("any"))
    for number, row in enumerate(rows):
        read = list(grid.rows[number]) if number < len(grid.rows) else []
        width = max(len(row), len(read))
        assert read + [""] * (width - len(read)) == row + [""] * (width - len(row))


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses_go_there_and_back(row: int, column: int) -> None:
    """An address as people read it names one cell."""
    assert place(address(row, column)) == (row, column)


def test_addresses_are_those_of_excel() -> None:
    """The last column is XFD, and what is no address names no cell."""
    assert address(16, 3) == "D17"
    assert address(1_048_575, 16_383) == "XFD1048576"
    assert column_number("AA") == 27
    assert place("$B$2") == (1, 1)
    assert place("B0") is place("2B") is place("") is None
