"""Delimited text as grids: encodings, delimiters, quotation marks and line ends are found out."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.errors import UnreadableError
from relcode.grid import facts, grids

if TYPE_CHECKING:
    from pathlib import Path

TABLE = [
    ["_id", "text", "code_1", "note"],
    ["s1", 'They said "come in"; we came, late.', "trust", ""],
    ["s2", "Two lines\nof talk | and a bar", "", "naïve, überall – 日本"],
    ["s3", " blanks kept ", "007", "1e5"],
]


def written(rows: list[list[str]], **how: Any) -> str:
    """The rows as delimited text."""
    buffer = StringIO()
    csv.writer(buffer, **how).writerows(rows)
    return buffer.getvalue()


def read(folder: Path, data: bytes, name: str = "sheet.csv") -> list[list[str]]:
    """The rows of the one grid of a file."""
    (folder / name).write_bytes(data)
    (grid,) = grids(folder / name)
    assert (grid.name, grid.merged, grid.hidden, dict(grid.comments)) == ("", (), False, {})
    return [list(row) for row in grid.rows]


COMMA, SEMICOLON = written(TABLE), written(TABLE, delimiter=";")
TAB = written(TABLE, delimiter="\t")


@pytest.mark.parametrize(
    "data",
    [
        COMMA.encode(),
        COMMA.encode("utf-8-sig"),
        COMMA.replace("\r\n", "\n").encode(),
        COMMA.replace("\r\n", "\r").replace("lines\nof", "lines\rof").encode(),
        SEMICOLON.encode("utf-8-sig"),
        ("sep=;\r\n" + SEMICOLON).encode(),
        ("sep=\t\r\n" + TAB).encode(),
        TAB.encode("utf-16"),
        TAB.encode("utf-16-le"),
        written(TABLE, delimiter="|").encode(),
        written(TABLE, quoting=csv.QUOTE_ALL).encode(),
    ],
    ids=[
        "commas", "byte order mark", "LF", "CR", "semicolons", "sep=;", "sep=tab",
        "Unicode text of Excel", "UTF-16 without mark", "bars", "all quoted",
    ],
)  # fmt: skip
def test_every_variant_gives_the_same_rows(tmp_path: Path, data: bytes) -> None:
    """However a program wrote the table, its cells come back as they were."""
    assert read(tmp_path, data) == TABLE


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_old_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    """Accents survive in what a program from before Unicode wrote."""
    rows = [["text", "note"], ["Wir haben ihnen die Tür geöffnet, da kamen sie später", "größer"]]
    assert read(tmp_path, written(rows, delimiter=";").encode(encoding)) == rows


def test_one_column_is_not_torn_apart(tmp_path: Path) -> None:
    """Text without any delimiter is one column, prose with a few commas in it too."""
    rows = [["text"], ["We met."], ["Then, at noon, we left; all of us."], ["Nobody stayed."]]
    assert read(tmp_path, "\n".join(row[0] for row in rows).encode()) == rows


def test_rows_are_as_wide_as_the_widest(tmp_path: Path) -> None:
    """Cells that a row lacks are empty, blank rows within stay, those at the end go."""
    data = b"a,b,c\n1\n,,\n\n2,x,y\n3,x,y\n4,x,y\n5,x,y\n6,x,y\n7,x,y\n8,x,y\n9,x,y\n,,\n\n"
    rows = read(tmp_path, data)
    assert rows[:5] == [["a", "b", "c"], ["1", "", ""], [""] * 3, [""] * 3, ["2", "x", "y"]]
    assert rows[-1] == ["9", "x", "y"]


def test_an_open_quotation_mark_is_refused(tmp_path: Path) -> None:
    """A mark that would swallow the rest of the rows is named with its line."""
    data = b'_id,text,note\ns1,fine,\ns2,"never closed,\ns3,lost,\ns4,lost,\n'
    with pytest.raises(UnreadableError, match="line 3 is never closed"):
        read(tmp_path, data)


def test_long_cells_and_long_tables(tmp_path: Path) -> None:
    """A cell of any length is whole, and the delimiter is found from a torn sample."""
    rows = [["_id", "text"], *([f"s{n}", "so; and, so on " * 4_000] for n in range(4))]
    assert read(tmp_path, written(rows).encode()) == rows


def test_text_has_no_facts(tmp_path: Path) -> None:
    """Delimited text carries no properties."""
    (tmp_path / "sheet.csv").write_text("a,b\n", encoding="utf-8")
    assert facts(tmp_path / "sheet.csv") == {}


CELL: Any = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6), st.data())
def test_any_table_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: Any
) -> None:
    """Whatever stands in the cells, a table below named columns is read as it was written."""
    divided = data.draw(st.sampled_from(",;\t"))
    table = [["_id", "text", "code_1"], *rows]
    text = f"sep={divided}\n" + written(table, delimiter=divided, quoting=csv.QUOTE_ALL)
    found = read(tmp_path_factory.mktemp("any"), text.encode())
    while table and not any(table[-1]):
        table.pop()
    assert found == table
