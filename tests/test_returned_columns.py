"""The sheets, columns and rows of a returned file are found wherever they were put."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment

from relcode.review.returned import take_apart
from returned_sheets import Sent, book_of, place_of, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as a workbook."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path, "sheet.xlsx")


def content(back: object) -> list[tuple[object, ...]]:
    """What rows say, wherever they stand."""
    rows = back.rows  # type: ignore[attr-defined]
    return [(row.id, [one[:4] for one in row.said], row.mark, row.note) for row in rows]


def test_without_keys_columns_are_known_by_their_titles(sheet: Sent) -> None:
    """Where the hidden row was deleted, titles in any case do, and that is remarked."""
    titles = [f" {cell.upper()}" for cell in sheet.rows[1]]
    back = sheet.edited([titles, *sheet.rows[2:]])
    assert content(back) == content(sheet.edited(sheet.rows))
    assert "the hidden row of keys is missing" in back.remarks[0].what


def test_a_key_written_over_is_known_by_its_title(sheet: Sent) -> None:
    """A column whose key is gone is found by its title; with neither it is missing."""
    place = sheet.column("code_1")
    rows = [list(row) for row in sheet.rows]
    rows[0][place] = "oops"
    back = sheet.edited(rows)
    assert content(back) == content(sheet.edited(sheet.rows))
    assert "the key 'code_1' is missing above this column" in back.remarks[0].what
    rows[1][place] = "My code"
    back = sheet.edited(rows)
    assert "the column 'code_1' is missing" in whats(back)
    assert back.rows[1].own == {"My code": "trust"}


def test_rows_above_the_keys_are_none(sheet: Sent) -> None:
    """Lines put above the head rows, and the titles themselves, are no rows of segments."""
    blank = [""] * len(sheet.keys)
    above = [["Reviewed by Ana", *blank[1:]], blank]
    back = sheet.edited([*above, sheet.rows[0], blank, *sheet.rows[1:]])
    assert content(back) == content(sheet.edited(sheet.rows))


def test_head_rows_that_were_sorted_along_are_found(sheet: Sent) -> None:
    """A sort of everything moves keys and titles among the rows, and none is lost."""
    rows = sheet.rows
    back = sheet.edited([*rows[2:6], rows[1], *rows[6:9], rows[0], *rows[9:]])
    assert content(back) == content(sheet.edited(rows))


def test_a_copied_column_counts_once(sheet: Sent) -> None:
    """A copy that says the same is passed over; where it does not, the row is asked about."""
    place = sheet.column("code_1")
    rows = [[*row, row[place]] for row in sheet.rows]
    assert content(sheet.edited(rows)) == content(sheet.edited(sheet.rows))
    rows[3][-1] = "power"
    back = sheet.edited(rows)
    assert [bool(row.doubts) for row in back.rows] == [False, True] + [False] * 7
    assert "copies of one, and say different things in 1 rows" in whats(back)


def test_sheets_are_known_by_their_keys(sheet: Sent) -> None:
    """The order and the names of sheets do not matter; of a copied sheet all is read."""
    book, path = book_of(sheet)
    book["Segments"].title = "Mine"
    book.move_sheet("Mine", 3)
    book["Codings"].title = "Segments"
    book.save(path)
    back = take_apart(path, sheet.study)
    assert content(back) == content(take_apart(sheet.path, sheet.study))
    assert back.rows[0].at.startswith("back.xlsx!Mine!")
    book.copy_worksheet(book["Mine"])
    book.save(path)
    back = take_apart(path, sheet.study)
    assert len(back.rows) == 18
    assert "there are 2 sheets of segments" in back.remarks[0].what


def test_merged_decisions_are_asked_about(sheet: Sent) -> None:
    """Merged cells lose what stood under them: where that decides, all their rows are asked."""
    book, path = book_of(sheet)
    page = book["Segments"]
    page.merge_cells(f"{place_of(page, 1, 'code_1')}:{place_of(page, 3, 'code_1')}")
    page.merge_cells(f"{place_of(page, 6, 'code_1')}:{place_of(page, 6, 'valence_1')}")
    page.merge_cells(f"{place_of(page, 4, 'source')}:{place_of(page, 5, 'source')}")
    book.save(path)
    back = take_apart(path, sheet.study)
    assert [bool(row.doubts) for row in back.rows] == [n in (1, 2, 3, 6) for n in range(9)]
    assert "are merged, which leaves one value of several" in whats(back.rows[3])
    assert [remark.what for remark in back.remarks] == ["cells were merged here"]


def test_comments_come_with_author_and_code(sheet: Sent) -> None:
    """A comment is about the code of its cell, also where that was cleared; others are told."""
    book, path = book_of(sheet)
    page = book["Segments"]
    page[place_of(page, 2, "valence_2")].comment = Comment("rather mixed?", "Ben")
    page[place_of(page, 1, "code_1")].comment = Comment("no!", "Ben")
    page[place_of(page, 1, "code_1")].value = None
    page[place_of(page, 3, "note")].comment = Comment("see above", "")
    page[place_of(page, -1, "note")].comment = Comment("what for?", "Ben")
    book.save(path)
    back = take_apart(path, sheet.study)
    found = [[(one.author, one.text, one.code) for one in row.comments] for row in back.rows]
    assert found[1] == [("Ben", "no!", "trust")]
    assert found[2] == [("Ben", "rather mixed?", "relationships")]
    assert [text for _, text, _ in found[3]] == ["see above"]
    assert [remark.what for remark in back.remarks] == ["a comment that is about no row: what for?"]
