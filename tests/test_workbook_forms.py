"""The same sheets as .xlsx, .ods and .csv: the same keys, the same texts, in constant memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from odfdo import Document
from python_calamine import CalamineWorkbook

from relcode.errors import RelcodeError
from relcode.terms import Span
from relcode.workbook import (
    FORMS,
    Column,
    Look,
    Marked,
    Rule,
    Shown,
    Workbook,
    clean_cell,
    workbook,
)
from small_workbook import AWKWARD, COLUMNS, HEAD, returned, written

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.workbook import Value

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

spans = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3)
every_form = pytest.mark.parametrize("form", FORMS)


def content(path: Path, part: str = "content.xml") -> Any:
    """A part of an .ods file, parsed."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


def tables(path: Path) -> dict[str, Any]:
    """The sheets of an .ods file by name."""
    return {table.get(f"{TABLE}name"): table for table in content(path).iter(f"{TABLE}table")}


@every_form
@given(
    st.lists(
        st.tuples(st.text(max_size=20) | st.sampled_from(AWKWARD), spans, spans),
        min_size=1,
        max_size=5,
    )
)
@example([("trust relationships", [(0, 5), (6, 19)], [])])
@example([(" ", [], [(0, 1)])])
@example([("a\nb", [(0, 3)], [])])
def test_any_text_survives(
    tmp_path_factory: pytest.TempPathFactory,
    form: str,
    texts: list[tuple[str, list[tuple[int, int]], list[tuple[int, int]]]],
) -> None:
    """Any text, marked or not, is read back as its clean form."""
    rows: list[dict[str, Value]] = []
    for text, bold, italic in texts:
        marks = [[Span(*sorted((a, b))) for a, b in pairs] for pairs in (bold, italic)]
        fitting = [[span for span in some if span.end <= len(text)] for some in marks]
        rows.append({"_id": "x", "text": text, "marked": Marked(text, *fitting), "why": "y"})
    found = returned(written(tmp_path_factory.mktemp("book") / f"any.{form}", rows))
    assert [row[1:3] for row in found[: len(texts)]] == [
        [clean_cell(text)] * 2 for text, *_ in texts
    ]
    assert not any(any(row) for row in found[len(texts) :])


@every_form
def test_awkward_texts_survive(tmp_path: Path, form: str) -> None:
    """Text that programs like to change is read back as it was, and numbers stay numbers."""
    rows: list[dict[str, Value]] = [{"text": text, "marked": 0.5, "why": "y"} for text in AWKWARD]
    found = returned(written(tmp_path / f"awkward.{form}", rows))[: len(rows)]
    assert [row[1] for row in found] == [clean_cell(text) for text in AWKWARD]
    assert {row[2] for row in found} == {"0.5" if form == "csv" else 0.5}


@every_form
def test_a_workbook_without_rows_can_be_written(tmp_path: Path, form: str) -> None:
    """A sheet that holds no row still has its head."""
    assert not any(any(row) for row in returned(written(tmp_path / f"empty.{form}", [])))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_without_lists_hides_its_facts_only(tmp_path: Path, form: str) -> None:
    """Where no choices are offered, there is no sheet for them."""
    book = workbook("Plain", form)
    book.sheet("Page", [Column("a", "A", 10)]).append({"a": "x"})
    book.save(tmp_path / f"plain.{form}")
    names = CalamineWorkbook.from_path(tmp_path / f"plain.{form}").sheet_names
    assert names == ["Page", "_meta"]


def test_csv_is_the_keyed_sheet(tmp_path: Path) -> None:
    """CSV has keys, titles and rows, hidden columns too, for programs and for Excel."""
    path = written(tmp_path / "k.csv", [{"_id": "1", "text": Shown("=x", HEAD), "spare": 2.0}])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf_id,text,marked,code,spare,why\r\nid,Text,Marked,")
    assert data.endswith(b"\r\n1,'=x,,,2,\r\n")


def test_csv_of_a_workbook_without_keys_is_empty(tmp_path: Path) -> None:
    """A workbook that has no sheet with keys is no CSV."""
    book = workbook("Pages only", "csv")
    book.sheet("Page", [Column("a", "A", 10)]).append({"a": "x"})
    book.save(tmp_path / "none.csv")
    assert not (tmp_path / "none.csv").read_text(encoding="utf-8-sig")


def test_an_unknown_form_is_told() -> None:
    """A form that cannot be written is refused with the forms that can."""
    with pytest.raises(RelcodeError, match="as 'odt'; did you mean 'ods'"):
        Workbook("A test", "odt")


def test_package(tmp_path: Path) -> None:
    """The type comes first and plain, so that programs see it; the manifest lists every part."""
    with zipfile.ZipFile(written(tmp_path / "p.ods", [])) as archive:
        first, *others = archive.infolist()
        listed = etree.fromstring(archive.read("META-INF/manifest.xml"))
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert archive.read(first) == b"application/vnd.oasis.opendocument.spreadsheet"
    paths = {entry.get(f"{MANIFEST}full-path") for entry in listed}
    assert paths - {"/"} == {part.filename for part in others} - {"META-INF/manifest.xml"}


def test_odfdo_reads_what_stands_in_the_ods(tmp_path: Path) -> None:
    """A library for OpenDocument finds sheets, styles, texts, lists and facts."""
    document: Any = Document(written(tmp_path / "o.ods", [{"_id": "1", "code": "trust"}]))
    sheets = {table.name: table for table in document.body.tables}
    assert list(sheets) == ["Front", "Rows", "_codebook", "_meta"]
    assert sheets["_codebook"].get_column_values(0) == ["codes", "trust", "power"]
    assert sheets["Rows"].get_value("D3") == "trust"
    assert document.get_cell_style_properties("Rows", "A2")["fo:background-color"] == "#24404F"
    facts = document.meta.user_defined_metadata
    assert facts == {"relcode.study": "abc", "relcode.round": "1 & only"}
    assert document.meta.title == "A <test> & more"


def test_keys_and_choices_of_an_ods(tmp_path: Path) -> None:
    """Keys stand in a hidden first row; cells below the last row have drop-downs, too."""
    sheet = tables(written(tmp_path / "k.ods", [{"code": "trust"}] * 2))["Rows"]
    rows = list(sheet.iter(f"{TABLE}table-row"))
    keys = ["".join(cell.itertext()) for cell in rows[0]]
    assert keys == [column.key for column in COLUMNS]
    assert rows[0].get(f"{TABLE}visibility") == "collapse"
    assert rows[1].getparent().tag == f"{TABLE}table-header-rows"
    assert rows[4].get(f"{TABLE}number-rows-repeated") == "300"
    for row in rows[2:]:
        offered = [cell.get(f"{TABLE}content-validation-name") for cell in row]
        assert offered == [None, None, None, "codes", "codes", None]


def test_layout_of_an_ods(tmp_path: Path) -> None:
    """Filter and print area end with the rows, drop-downs and looks reach below them."""
    path = written(tmp_path / "l.ods", [{"_id": "1"}])
    tree = content(path)
    sheet = tables(path)["Rows"]
    assert sheet.get(f"{TABLE}print-ranges") == "'Rows'.A2:'Rows'.E3"
    (found,) = tree.iter(f"{TABLE}database-range")
    assert found.get(f"{TABLE}target-range-address") == "'Rows'.A2:'Rows'.F3"
    (look,) = tree.iter("{*}conditional-format")
    assert next(iter(look.attrib.values())) == "'Rows'.D3:'Rows'.D303 'Rows'.E3:'Rows'.E303"
    unseen = [column.get(f"{TABLE}visibility") for column in sheet.iter(f"{TABLE}table-column")]
    assert unseen == ["collapse", None, None, None, "collapse", None]


def test_formulas_of_an_ods_keep_their_strings(tmp_path: Path) -> None:
    """A comma between arguments becomes a semicolon; one in a string stays."""
    book = Workbook("Rules", "ods")
    sheet = book.sheet("R's", [Column("a", "A", 10)], HEAD)
    sheet.finish([Rule(("a",), 'OR({cell}="x,y",{cell}="")', Look(bold=True))])
    book.save(tmp_path / "r.ods")
    (condition,) = content(tmp_path / "r.ods").iter("{*}condition")
    assert [*condition.attrib.values()][1:] == [
        'formula-is(OR([.A3]="x,y";[.A3]=""))',
        "'R''s'.A3",
    ]


def test_styles_are_shared(tmp_path: Path) -> None:
    """A look is written once, however many cells have it."""
    path = written(tmp_path / "s.ods", [{"text": "short"}] * 50)
    families = [style.get(f"{STYLE}family") for style in content(path).iter(f"{STYLE}style")]
    assert families.count("table-cell") < 10
    assert families.count("table-row") < 10


@every_form
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, form: str) -> None:
    """Ten times as many rows take no more memory."""
    peaks = []
    for count in (300, 3000):
        tracemalloc.start()
        written(tmp_path / f"m.{form}", [{"text": "many words " * 20}] * count)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
