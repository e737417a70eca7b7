"""Cells that a program cut because they were too long are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.review.returned import take_apart
from returned_sheets import Sent, book_of, place_of, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOG = 4  # a row of the small study
MOST = 32_767  # UTF-16 units in a cell of .xlsx, as its makers document


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as a workbook."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path, "sheet.xlsx")


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("x" * MOST, True),
        ("😀" * (MOST // 2) + "x", True),
        ("😀" * (MOST // 2), True),  # half a letter would have fitted
        ("x" * (MOST - 2), False),
        ("x" * (MOST + 1), False),  # nothing has cut it
    ],
)
def test_a_note_of_the_longest_cell_is_asked_about(
    sheet: Sent, note: str, *, doubted: bool
) -> None:
    """A note exactly as long as a cell may be was probably cut; shorter and longer ones are not."""
    row = sheet.with_cells((FOG, "note", note)).rows[FOG]
    assert bool(row.doubts) is doubted
    assert ("its end was probably cut" in whats(row)) is doubted


def test_what_was_sent_is_not_asked_about(sheet: Sent) -> None:
    """A cell for reading is as long as it was sent, and is not taken anyway."""
    assert not sheet.with_cells((FOG, "source", "x" * MOST)).rows[FOG].doubts


def test_a_note_beside_a_coding_is_asked_about(sheet: Sent) -> None:
    """The sheet of codings is read with the same care."""
    book, path = book_of(sheet)
    page = book["Codings"]
    page[place_of(page, 0, "decision")].value = "accept"
    page[place_of(page, 0, "note")].value = "x" * MOST
    book.save(path)
    (ruling,) = take_apart(path, sheet.study).rulings
    assert "its end was probably cut" in whats(ruling)
