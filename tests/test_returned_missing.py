"""Columns that were deleted decide nothing: where they are needed, the row is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.review.order import Order
from relcode.review.out import send
from returned_sheets import Sent, rows_of, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRUST, TWO, FOG = 1, 2, 4  # rows of the small study


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as CSV."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path)


@pytest.fixture
def blind(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study that shows no codes."""
    with small_study(tmp_path) as study:
        path = tmp_path / "blind.csv"
        send(study, Order(coders=("Ana",), blind=True), path)
        yield Sent(study, path, rows_of(path))


def held(sheet: Sent, gone: str, *cells: tuple[int, str, str]) -> tuple[list[int], str]:
    """The rows held back, and what is asked, once cells were written and a column deleted."""
    place = sheet.column(gone)
    rows = [list(row) for row in sheet.rows]
    for row, key, text in cells:
        rows[row + 2][sheet.column(key)] = text
    back = sheet.edited([[*row[:place], *row[place + 1 :]] for row in rows])
    return [number for number, row in enumerate(back.rows) if row.doubts], whats(back)


def test_rows_that_need_a_deleted_valence_are_held_back(sheet: Sent) -> None:
    """A row that is marked, or whose code was changed, is not decided without its valence."""
    cells = (TRUST, "status", "done"), (TWO, "status", "unsure"), (FOG, "code_1", "voice")
    rows, asked = held(sheet, "valence_1", *cells)
    assert rows == [TRUST, TWO, FOG]
    assert "'valence_1' is missing; 3 rows that cannot be decided without it" in asked


def test_rows_that_need_no_deleted_valence_are_read(sheet: Sent) -> None:
    """An untouched row, a cleared code, and one that tells its valence itself leave no doubt."""
    cells = (
        (TRUST, "code_1", ""),
        (TRUST, "status", "done"),
        (FOG, "code_1", "voice (mixed)"),
        (FOG, "status", "done"),
    )
    rows, asked = held(sheet, "valence_1", *cells)
    assert rows == []
    assert "'valence_1' is missing; 0 rows" in asked


def test_an_unused_column_of_valences_may_go(sheet: Sent) -> None:
    """Where no row had or has a code beside it, its deletion is not worth a word."""
    assert held(sheet, "valence_5", (TRUST, "status", "done")) == ([], "")
    cells = (TRUST, "status", "done"), (TRUST, "code_5", "voice")
    assert held(sheet, "valence_5", *cells)[0] == [TRUST]


@pytest.mark.parametrize("gone", ["code_1", "more"])
def test_marked_rows_of_a_blind_sheet_need_its_columns(blind: Sent, gone: str) -> None:
    """What was coded in a column that is gone cannot be known, so no marked row is taken."""
    cells = (TRUST, "status", "done"), (FOG, "status", "unsure")
    rows, asked = held(blind, gone, *cells)
    assert rows == [TRUST, FOG]
    assert f"'{gone}' is missing; 2 rows that may have had a code in it" in asked


def test_a_later_code_cell_matters_where_the_one_before_is_filled(blind: Sent) -> None:
    """Code cells are filled one after the other: a row with a free one has nothing in the next."""
    cells = (
        (TRUST, "status", "done"),
        (FOG, "status", "done"),
        (FOG, "code_1", "trust"),
        (FOG, "valence_1", "mixed"),
    )
    assert held(blind, "code_2", *cells)[0] == [FOG]
