"""Files that are damaged, made to harm, or no spreadsheets at all end in one clear error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from office_files import odt, paragraph, word, workbook, zipped
from relcode.errors import UnreadableError
from relcode.grid import facts, grids
from test_grid_calc import KIND, cell, ods, row, table, text
from test_grid_comments import changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = "xl/worksheets/sheet1.xml"


def with_rows(folder: Path, rows: str) -> Path:
    """A workbook whose sheet has this markup as its rows."""
    book = Workbook()
    book.save(folder / "made.xlsx")
    return changed(folder / "made.xlsx", {SHEET: ("</sheetData>", f"{rows}</sheetData>")}, {})  # fmt: skip  # noqa: E501 - one call


def filled(where: str, text: str = "1") -> str:
    """The markup of a cell with a number."""
    return f'<c r="{where}"><v>{text}</v></c>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{filled("A1")}</row><row r="1048576">{filled("XFD1048576")}</row>',
        f'<row r="1">{filled("A1")}<c s="0" r="XFD1048576"><v>1</v></c></row>',
        f'<row r="1">{filled("A1")}</row>{"<row/>" * 400_000}<row>{"<c><v>1</v></c>" * 200}</row>',
        f'<row r="1">{filled("A1")}<c r="&#88;FD1048576"><v>1</v></c></row>',
        f'<x:row xmlns:x="urn:x" r="9"><x:c r="A1"><v>1</v></x:c>{filled("XFD1048576")}</x:row>',
        filled("A1") + filled("XFD1048576"),
    ],
    ids=[
        "far apart",
        "attributes turned",
        "no addresses",
        "in disguise",
        "other prefix",
        "no rows",
    ],
)
def test_cells_far_apart_are_refused(tmp_path: Path, rows: str) -> None:
    """A small workbook that would fill the memory is refused, however its cells are written."""
    with pytest.raises(UnreadableError, match=r"a sheet spans .* delete the rows"):
        grids(with_rows(tmp_path, rows))


def test_a_sheet_under_another_name_is_looked_through(tmp_path: Path) -> None:
    """The part that holds a sheet is checked whatever it is called."""
    path = with_rows(tmp_path, filled("A1") + filled("XFD1048576"))
    rels = "xl/_rels/workbook.xml.rels"
    from zipfile import ZipFile  # noqa: PLC0415 - of this test alone

    with ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
    changed(path, {rels: ("worksheets/sheet1.xml", "sharedStrings.dat")}, {"xl/sharedStrings.dat": sheet})  # fmt: skip  # noqa: E501 - one call
    with pytest.raises(UnreadableError, match="a sheet spans"):
        grids(path)


def test_unusual_addresses_of_honest_files_are_read(tmp_path: Path) -> None:
    """Cells without addresses follow one another; attributes may come in any order."""
    rows = (
        '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>2</v></c></row>'
        '<row s="1" r="3"><c s="0" r="B3"><v>3</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    (grid,) = grids(with_rows(tmp_path, rows))
    assert [list(each) for each in grid.rows] == [["a", "2", ""], ["", "", ""], ["", "3", "#N/A"]]


@pytest.mark.parametrize(
    "rows",
    [
        row(text("x"), times=999_999_999),
        row(text("x", 999_999_999)),
        row(text("x", 16_384), times=1_048_576),
        row(cell(times=999_999_999), text("x")),
        row(cell(), times=999_999_999) + row(text("x")),
        row(cell("<office:annotation><text:p>x</text:p></office:annotation>"), times=10**9 - 1),
        row(text("x"), times=10**30),
    ],
    ids=["rows", "cells", "both", "blank cells", "blank rows", "comments", "a long number"],
)
def test_repeats_that_would_fill_the_memory_are_refused(tmp_path: Path, rows: str) -> None:
    """A small spreadsheet that repeats what it holds beyond measure is refused."""
    with pytest.raises(UnreadableError, match=r"spans|repeats"):
        ods(tmp_path, table(rows))


def damaged() -> bytes:
    """A workbook whose end is missing."""
    return workbook([["text"] * 9] * 9)[:-300]


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b" \n", "is empty"),
    "cut off": (damaged, "cut off or damaged"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
    "a PDF": (lambda: b"%PDF-1.7\nsome text\n", "is a PDF"),
    "a web page": (lambda: b"<!DOCTYPE html>\n<table><tr><td>x</td></tr></table>", "markup"),
    "a Word document": (lambda: word(paragraph("We met.")), "no spreadsheet"),
    "an OpenDocument text": (lambda: odt("<text:p>We met.</text:p>"), "no spreadsheet"),
    "an archive": (lambda: zipped({"notes.txt": "x"}), "no spreadsheet"),
    "an empty archive": (lambda: zipped({}), "cut off|empty|no spreadsheet"),
    "xlsb": (lambda: zipped({"xl/workbook.bin": b"x"}), "save it as .xlsx"),
    "xls": (lambda: OLE2 + "Workbook".encode("utf-16-le"), "save it as .xlsx"),
    "doc": (lambda: OLE2, "no spreadsheet"),
    "a password": (lambda: OLE2 + "EncryptionInfo".encode("utf-16-le"), "password"),
    "no content": (lambda: zipped({"mimetype": KIND}), "content.xml is missing"),
    "torn XML": (lambda: zipped({"mimetype": KIND, "content.xml": "<a><b></a>"}), "malformed"),
    "an entity bomb": (
        lambda: zipped({"mimetype": KIND, "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "document type",
    ),
    "a flat entity bomb": (
        f'<!DOCTYPE a [<!ENTITY b "c">]><office:document office:mimetype="{KIND}" />'.encode,
        "document type",
    ),
    "bytes": (lambda: bytes(range(256)) * 4, "no spreadsheet"),
}


@pytest.mark.parametrize("name", FILES)
def test_other_files_are_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    """The error names the file, what is wrong with it and what to do."""
    make, expected = FILES[name]
    path = tmp_path / "returned.xlsx"
    path.write_bytes(make())
    with pytest.raises(UnreadableError, match=expected) as caught:
        grids(path)
    assert caught.value.where == str(path)
    assert caught.value.fix


@pytest.mark.parametrize("name", ["empty", "cut off", "a picture", "xls", "a flat entity bomb"])
def test_facts_of_other_files_are_refused(tmp_path: Path, name: str) -> None:
    """Asked for its facts, such a file is refused with the same reason."""
    make, expected = FILES[name]
    (tmp_path / "returned.ods").write_bytes(make())
    with pytest.raises(UnreadableError, match=expected):
        facts(tmp_path / "returned.ods")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder and a missing file give an error with the path."""
    for path in (tmp_path, tmp_path / "missing.xlsx"):
        with pytest.raises(UnreadableError, match=r"no file|cannot be opened"):
            grids(path)


@given(st.integers(0, 5_000), st.integers(0, 255))
def test_damage_anywhere_ends_in_an_error_or_a_grid(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    """A workbook with one wrong byte is read or refused, and nothing else happens."""
    data = bytearray(workbook([["text", "code"], ["We met.", "trust"]]))
    data[place % len(data)] = byte
    path = tmp_path_factory.mktemp("damage") / "book.xlsx"
    path.write_bytes(bytes(data))
    try:
        grids(path)
        facts(path)
    except UnreadableError as error:
        assert error.fix  # noqa: PT017 - either outcome is right
