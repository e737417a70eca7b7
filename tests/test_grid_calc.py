"""OpenDocument spreadsheets as grids: values, repeats, comments, merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from office_files import zipped
from relcode.grid import Area, Comment, facts, grids

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.grid import Grid

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "meta")
) + (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
HIDING = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def table(rows: str, name: str = "Sheet", more: str = "") -> str:
    """The markup of a sheet."""
    return f'<table:table table:name="{name}"{more}>{rows}</table:table>'


def ods(folder: Path, *tables: str, meta: str = "") -> list[Grid]:
    """The grids of a spreadsheet of these sheets."""
    content = (
        f"<office:document-content{_NAMES}><office:automatic-styles>{HIDING}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    about = (
        f"<office:document-meta{_NAMES}><office:meta>{meta}</office:meta></office:document-meta>"
    )
    path = folder / "sheet.ods"
    path.write_bytes(zipped({"mimetype": KIND, "content.xml": content, "meta.xml": about}))
    return grids(path)


def one(folder: Path, rows: str) -> Grid:
    """The grid of one sheet with this markup."""
    (grid,) = ods(folder, table(rows))
    return grid


def row(*cells: str, times: int = 1) -> str:
    """The markup of a row, perhaps repeated."""
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def cell(content: str = "", settings: str = "", times: int = 1) -> str:
    """The markup of a cell, perhaps repeated."""
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return f"<table:table-cell{settings}{repeated}>{content}</table:table-cell>"


def text(content: str, times: int = 1) -> str:
    """The markup of a cell of text."""
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in content.split("\n"))
    return cell(paragraphs, ' office:value-type="string"', times)


def typed(kind: str, value: str, shown: str) -> str:
    """The markup of a cell with a value."""
    name = f"{kind}-value" if kind in ("date", "time", "boolean") else "value"
    settings = f' office:value-type="{kind}" office:{name}="{value}"'
    return cell(f"<text:p>{shown}</text:p>", settings)


FAULT = ' office:value-type="string" office:string-value="" calcext:value-type="error"'
SAID = (
    "<office:annotation><dc:creator>Ana</dc:creator><dc:date>2024-01-31T09:05:00</dc:date>"
    "<text:p>Is it?<text:s/>No.</text:p><text:p>Or?</text:p></office:annotation>"
)
BARE = "<office:annotation><text:p>unsigned</text:p></office:annotation>"
RAW = ' office:value-type="string" office:string-value="  two  blanks"'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (text("plain"), "plain"),
        (text("two\nlines\n\nand more"), "two\nlines\n\nand more"),
        (text('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d '), "a   b\tc\nd "),
        (text("see <text:a>the <text:span>link</text:span></text:a> now"), "see the link now"),
        (cell("<text:p>set\n   in lines</text:p>", ' office:value-type="string"'), "set in lines"),
        (cell("<text:p>  two  blanks</text:p>", RAW), "  two  blanks"),
        (typed("float", "5", "5.00"), "5"),
        (typed("float", "0.30000000000000004", "0.3"), "0.3"),
        (typed("float", "1", "TRUE"), "TRUE"),
        (typed("percentage", "0.5", "50%"), "0.5"),
        (typed("currency", "3.5", "$3.50"), "3.5"),
        (typed("boolean", "true", "WAHR"), "TRUE"),
        (typed("boolean", "false", "FALSCH"), "FALSE"),
        (typed("date", "2024-01-31", "31/01/24"), "2024-01-31"),
        (typed("date", "2024-01-31T00:00:00", "31/01/24"), "2024-01-31"),
        (typed("date", "2024-01-31T09:05:00", "31/01/24"), "2024-01-31 09:05:00"),
        (typed("date", "of old", "of old"), "of old"),
        (typed("time", "PT09H05M00S", "9:05"), "09:05:00"),
        (typed("time", "PT30H00M01.5S", "30:00"), "30:00:02"),
        (typed("time", "P1Y", "a year"), "P1Y"),
        (cell("<text:p>#NAME?</text:p>", FAULT), "#NAME?"),
        (cell("<text:p>#DIV/0!</text:p>", ' office:value-type="float"'), "#DIV/0!"),
    ],
)  # fmt: skip
def test_values_read_as_people_see_them(tmp_path: Path, markup: str, expected: str) -> None:
    """Each kind of value gives the text that the same cell gives in an Excel workbook."""
    assert list(one(tmp_path, row(markup)).rows[0]) == [expected]


def test_repeats_are_counted(tmp_path: Path) -> None:
    """Repeated rows and cells move what follows; those that are blank at the end go."""
    grid = one(
        tmp_path,
        row(cell(times=16_384), times=2)
        + "<table:table-header-rows>"
        + row(cell(times=2), text("twice", 2), text("once"), cell(times=16_379))
        + "</table:table-header-rows>"
        + row(text("row"), times=3)
        + row(cell(times=16_384), times=1_048_570),
    )
    assert [list(each) for each in grid.rows] == [
        [""] * 5,
        [""] * 5,
        ["", "", "twice", "twice", "once"],
        *[["row", "", "", "", ""]] * 3,
    ]


def test_comments_and_merged_cells_are_at_their_places(tmp_path: Path) -> None:
    """Comments have author and text, also on blank cells, and are no text of the cell."""
    spans = ' table:number-columns-spanned="2" table:number-rows-spanned="3"'
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    grid = one(
        tmp_path,
        row(cell(times=3), times=4)
        + row(cell(), cell(f"{SAID}<text:p>x</text:p>", ' office:value-type="string"'))
        + row(cell("<text:p>m</text:p>", spans), "<table:covered-table-cell/>", text("y"))
        + row(covered, text("z"))
        + row(covered, text("z"))
        + row(cell(times=3), cell(BARE))
        + row(cell("<office:annotation><text:p/></office:annotation>")),
    )
    assert grid.comments == {
        (4, 1): (Comment("Ana", "Is it? No.\nOr?"),),
        (8, 3): (Comment("", "unsigned"),),
    }
    assert grid.merged == (Area(5, 0, 7, 1),)
    assert [list(each) for each in grid.rows[4:]] == [
        ["", "x", ""],
        ["m", "", "y"],
        *[["", "", "z"]] * 2,
    ]


def test_sheets_come_in_order_with_hidden_ones(tmp_path: Path) -> None:
    """Hidden sheets are read and marked; tables within cells are no sheets."""
    inner = f"<table:table>{row(text('inner'))}</table:table>"
    found = ods(
        tmp_path,
        table(row(text("a")) + row(cell(inner), text("b")), "First &amp; last"),
        table(row(text("keys")), "_meta", ' table:style-name="ta2"'),
    )
    assert [(grid.name, grid.hidden) for grid in found] == [
        ("First & last", False),
        ("_meta", True),
    ]
    assert [list(each) for each in found[0].rows] == [["a", ""], ["", "b"]]


def test_facts_are_the_properties_of_relcode(tmp_path: Path) -> None:
    """Of the user-defined properties only those of relcode come."""
    meta = (
        '<meta:user-defined meta:name="relcode.study">a &amp; b</meta:user-defined>'
        '<meta:user-defined meta:name="Owner">Ina</meta:user-defined>'
    )
    ods(tmp_path, table(row(text("a"))), meta=meta)
    assert facts(tmp_path / "sheet.ods") == {"study": "a & b"}
