"""Codes whose cells were merged away are not taken for cleared ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.review.returned import take_apart
from returned_sheets import Sent, book_of, place_of, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.review.back import Back

    Cells = tuple[str, str]

TRUST, TWO = 1, 2  # rows of the small study, one below the other: trust, and trust too
CLEARED = ("", "")


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as CSV."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path)


def read(sheet: Sent, first: Cells, second: Cells) -> Back:
    """What is read where two rows were done, with this code and valence in each."""
    cells = []
    for row, (code, valence) in ((TRUST, first), (TWO, second)):
        cells += [(row, "code_1", code), (row, "valence_1", valence), (row, "status", "done")]
    return sheet.with_cells(*cells)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("trust", ""), CLEARED),  # codes and valences, the contents of the others lost
        (("trust negative trust positive", ""), CLEARED),  # or moved into the first
        (("trust trust", "negative"), ("", "positive")),  # codes alone
        (("trust", "negative"), ("", "positive")),
        (("power", ""), CLEARED),
    ],
)
def test_what_merging_leaves_is_asked_about(sheet: Sent, first: Cells, second: Cells) -> None:
    """A code that is gone below a cell which looks like a merged one is not rejected."""
    doubts = whats(read(sheet, first, second).rows[TWO])
    assert "'trust' was cleared, or its cell merged into" in doubts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("trust", "negative"), CLEARED),
        (("power", "negative"), ("", "positive")),
        (("power (negative)", ""), CLEARED),
        (CLEARED, CLEARED),
        (("trust", "negative"), ("trust", "positive")),
    ],
)
def test_cleared_codes_raise_no_question(sheet: Sent, first: Cells, second: Cells) -> None:
    """A code that is cleared below one that is whole is rejected as ever."""
    assert not read(sheet, first, second).rows[TWO].doubts


def test_a_new_code_may_stand_without_a_valence(sheet: Sent) -> None:
    """Below a code that was added without a valence, cleared cells are cleared ones."""
    back = sheet.with_cells(
        (TRUST, "code_2", "voice"), (TWO, "code_2", ""), (TWO, "valence_2", ""),
        (TRUST, "status", "done"), (TWO, "status", "done"),
    )  # fmt: skip
    assert not any(row.doubts for row in back.rows)


def test_the_question_can_be_answered(sheet: Sent) -> None:
    """With the valence above written again the code is rejected, and with its own kept."""
    assert read(sheet, ("trust", ""), CLEARED).rows[TWO].doubts
    assert not read(sheet, ("trust", "negative"), CLEARED).rows[TWO].doubts


def test_only_rows_below_each_other_are_asked_about(sheet: Sent) -> None:
    """What a sort or another row has put between two cells was not merged with them."""
    back = sheet.with_cells((TRUST, "valence_1", ""), (TWO, "code_1", ""), (TWO, "valence_1", ""))
    assert back.rows[TWO].doubts
    rows = [list(row) for row in sheet.rows]
    for row, key in ((TRUST, "valence_1"), (TWO, "code_1"), (TWO, "valence_1")):
        rows[row + 2][sheet.column(key)] = ""
    rows.insert(TWO + 2, [""] * len(sheet.keys))
    assert not sheet.edited(rows).rows[TWO].doubts


def test_a_workbook_says_itself_what_was_merged(tmp_path: Path) -> None:
    """There a code cleared below the same code, its valence left behind, is just rejected."""
    with small_study(tmp_path) as study:
        sheet = sent(study, tmp_path, "sheet.xlsx")
        book, path = book_of(sheet)
        page = book["Segments"]
        for row in (TRUST, TWO):
            page[place_of(page, row, "status")].value = "done"
        page[place_of(page, TWO, "code_1")].value = None
        book.save(path)
        assert not take_apart(path, study).rows[TWO].doubts
