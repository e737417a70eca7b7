"""A file is recognised by what stands in it, and what is none of ours is explained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from relcode import pipeline, plugins
from relcode.errors import RelcodeError, UnreadableError
from relcode.review.returned import take_apart
from relcode.review.returned.wording import same_figure
from returned_sheets import Sent, long_study, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as a workbook."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path, "sheet.xlsx")


def without(sheet: Sent, *keys: str) -> list[list[str]]:
    """The rows without some columns."""
    keep = [at for at, key in enumerate(sheet.keys) if key not in keys]
    return [[row[at] for at in keep] for row in sheet.rows]


def test_a_workbook_says_which_sheet_it_is(sheet: Sent) -> None:
    """Where the rows say nothing, the hidden sheet or the document's properties do."""
    book = openpyxl.load_workbook(sheet.path)
    for name in ("Segments", "Codings"):
        page = book[name]
        place = [cell.value for cell in page[1]].index("_sheet") + 1
        page.delete_cols(place)
    path = sheet.path.with_name("back.xlsx")
    book.save(path)
    assert take_apart(path, sheet.study).sheet.coder == "Ana"
    del book["_meta"]
    book.save(path)
    assert take_apart(path, sheet.study).sheet.coder == "Ana"


def test_the_most_rows_say_which_sheet_it_is(sheet: Sent, tmp_path: Path) -> None:
    """Rows pasted from another sheet do not make it that sheet."""
    other = sent(sheet.study, tmp_path, "other.csv", "Ben")
    back = sheet.edited([*sheet.rows, *other.rows[2:6]])
    assert back.sheet.coder == "Ana"
    assert [bool(row.doubts) for row in back.rows] == [False] * 9 + [True] * 4


def test_a_csv_that_nothing_tells_of_is_explained(sheet: Sent) -> None:
    """Without the token of the sheet a bare CSV belongs nowhere."""
    with pytest.raises(RelcodeError, match="hidden column '_sheet' is missing"):
        sheet.edited(without(sheet, "_sheet"))


def test_a_file_of_another_study_is_explained(sheet: Sent, tmp_path: Path) -> None:
    """It says of which study a workbook is; a CSV can only say that it is none of this one's."""
    (tmp_path / "two").mkdir()
    with long_study(tmp_path / "two", 5) as other:
        with pytest.raises(RelcodeError, match=f"made for another study .id {sheet.study.id}"):
            take_apart(sheet.path, other)
        path = sheet.path.with_name("sheet.csv")
        sheet.edited(sheet.rows, path.name)
        with pytest.raises(RelcodeError, match="that this study has not sent"):
            take_apart(path, other)


def test_a_round_that_is_not_there_is_explained(sheet: Sent, tmp_path: Path) -> None:
    """A copy of the study from before the round says so."""
    sheet.study.backup(tmp_path / "old.relcode")
    later = sent(sheet.study, tmp_path, "later.xlsx")
    with type(sheet.study).open(tmp_path / "old.relcode") as old:
        assert take_apart(sheet.path, old).rows
        with pytest.raises(RelcodeError, match=re.compile("round 'review-2'.*older backup")):
            take_apart(later.path, old)


def test_a_workbook_from_before_there_were_rounds_is_explained(sheet: Sent) -> None:
    """An exported workbook that no round knows cannot be brought in."""
    book = openpyxl.load_workbook(sheet.path)
    for name in ("Segments", "Codings"):
        place = [cell.value for cell in book[name][1]].index("_sheet") + 1
        book[name].delete_cols(place)
    meta = book["_meta"]
    for row in range(meta.max_row, 0, -1):
        if meta.cell(row, 1).value == "sheet":
            meta.delete_rows(row)
    del book.custom_doc_props["relcode.sheet"]
    path = sheet.path.with_name("back.xlsx")
    book.save(path)
    with pytest.raises(RelcodeError, match="before there were rounds"):
        take_apart(path, sheet.study)


def test_what_is_no_sheet_is_explained(sheet: Sent) -> None:
    """Another table, a workbook without its sheets, and a text are three different things."""
    with pytest.raises(RelcodeError, match="no sheet in it has the hidden keys"):
        sheet.edited([["Name", "Age"], ["Ana", "7"]])
    book = openpyxl.load_workbook(sheet.path)
    for name in ("Segments", "Codings"):
        del book[name]
    path = sheet.path.with_name("back.xlsx")
    book.save(path)
    with pytest.raises(RelcodeError, match="the sheet of segments is gone"):
        take_apart(path, sheet.study)
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UnreadableError):
        take_apart(path, sheet.study)
    with pytest.raises(RelcodeError, match="neither ids nor texts"):
        sheet.edited(without(sheet, "_id", "_hash", "text"))


def test_numbers_made_of_hexadecimal_digits_are_told() -> None:
    """A check or token of digits alone, or with one e, is known again after a program took it."""
    assert same_figure("1.23456789012346E+15", "1234567890123456")
    assert same_figure("120000000", "12e7")
    assert same_figure("1234", "00001234")
    assert not same_figure("abc", "abd")
    assert not same_figure("1234e5678901", "1234e5678902")


def test_a_sheet_whose_token_became_a_number_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that a program took for a number still names its sheet."""
    monkeypatch.setattr("relcode.review.page.token", lambda *_: "00123456e012")
    with small_study(tmp_path) as study:
        sheet = sent(study, tmp_path)
        rows = [[cell.replace("00123456e012", "1.23456E+17") for cell in row] for row in sheet.rows]
        back = sheet.edited(rows)
        assert back.sheet.id == "00123456e012"
        assert not any(row.doubts for row in back.rows), whats(back.rows[0])


@pytest.mark.parametrize("name", plugins.names("exporters"))
def test_an_export_is_no_sheet(sheet: Sent, name: str) -> None:
    """Each of the tables that `relcode export` writes is told from a sheet that was sent."""
    (path,) = pipeline.export(sheet.study, sheet.path.parent, formats=[name]).written
    if name == "review":  # which is a sheet that was sent
        assert take_apart(path, sheet.study).rows
        return
    with pytest.raises(RelcodeError, match="this is an export of relcode, not a sheet that was"):
        take_apart(path, sheet.study)


def test_a_sheet_without_rows_is_explained(sheet: Sent) -> None:
    """A CSV file with keys and titles, or titles alone, and no rows is said to have none."""
    for head in (sheet.rows[:2], sheet.rows[1:2]):
        with pytest.raises(RelcodeError, match="headings and no rows; return it with its rows"):
            sheet.edited(head)
