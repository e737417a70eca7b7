"""LibreOffice opens the workbook in every form, shows it alike, and keeps what it holds."""

from __future__ import annotations

import csv
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock

from relcode.terms import Span
from relcode.workbook import Look, Marked, Shown, clean_cell
from small_workbook import AWKWARD, COLUMNS, returned, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcode.workbook import Value

    Convert = Callable[[Path, str], Path]

FORMS = ("xlsx", "ods")
LONG = "Many words stand here, and the row has to be as high as they need. " * 6
ROWS: list[dict[str, Value]] = [
    {"_id": "1", "text": "Deep trust grows", "code": "trust", "why": "said so"},
    {"_id": "2", "marked": Marked("Deep trust grows", [Span(5, 10)], [Span(0, 5)])},
    {"_id": "3", "text": Shown("in red", Look(color="C00000", bold=True)), "marked": 2.5},
    {"_id": "4", "text": LONG, "spare": "power"},
]
ROWS += [{"_id": str(number), "text": text} for number, text in enumerate(AWKWARD, start=5)]


@pytest.fixture(scope="module", params=FORMS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workbook, in each form that LibreOffice can keep whole."""
    return written(tmp_path_factory.mktemp("book") / f"book.{request.param}", ROWS)


@pytest.fixture(scope="module")
def saved(book: Path, convert: Convert) -> Any:
    """The workbook as LibreOffice saves it for Excel."""
    return openpyxl.load_workbook(convert(book, "xlsx"), rich_text=True)


@pytest.mark.parametrize("way", [("xlsx",), ("ods",), ("ods", "xlsx")])
def test_texts_survive(book: Path, convert: Convert, way: tuple[str, ...]) -> None:
    """Every cell, awkward texts included, is the same after LibreOffice saved the file."""
    path = book
    for form in way:
        path = convert(path, form)
    assert returned(path)[: len(ROWS)] == returned(book)[: len(ROWS)]
    assert not any(any(row) for row in returned(path)[len(ROWS) :])


def test_csv_made_by_libreoffice_holds_the_texts(book: Path, convert: Convert) -> None:
    """LibreOffice sees in each form the same cells."""
    path = convert(
        book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    )
    (found,) = path.parent.glob("*.csv")
    with found.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [column.key for column in COLUMNS]
    assert [row[1] for row in rows[6 : len(ROWS) + 2]] == [clean_cell(text) for text in AWKWARD]


def test_drop_downs_survive(saved: Any) -> None:
    """Drop-downs draw on the whole list and reach below the rows; the lists stay hidden."""
    sheet, last = saved["Rows"], len(ROWS) + 2 + 300
    (offer,) = sheet.data_validations.dataValidation
    assert (offer.type, offer.formula1, offer.error) == (
        "list",
        "codes",
        "Please choose from the list.",
    )
    assert str(offer.sqref) == f"D3:E{last}"
    assert saved.defined_names["codes"].attr_text.replace("'", "") == "_codebook!$A$2:$A$3"
    states = {page.title: page.sheet_state for page in saved}
    assert states == {
        "Front": "visible",
        "Rows": "visible",
        "_codebook": "hidden",
        "_meta": "hidden",
    }


def test_layout_survives(saved: Any) -> None:
    """Hidden and folded columns, widths, filter, and what goes on paper, are the same."""
    sheet, last = saved["Rows"], len(ROWS) + 2
    assert sheet.row_dimensions[1].hidden
    assert not sheet.row_dimensions[2].hidden
    columns = sheet.column_dimensions
    assert [columns[letter].hidden for letter in "ABDEF"] == [True, False, False, True, False]
    assert columns["E"].outlineLevel == 1
    assert [round(columns[letter].width) for letter in "ABDE"] == [10, 40, 12, 12]
    assert sheet.auto_filter.ref == f"A2:F{last}"
    assert sheet.print_area == f"'Rows'!$A$2:$E${last}"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.page_setup.orientation == "landscape"
    assert "&A · &P / &N" in sheet.oddFooter.center.text


def test_looks_survive(saved: Any) -> None:
    """Colours, fills, marked words and looks by content are the same."""
    sheet = saved["Rows"]
    assert sheet["A2"].fill.fgColor.rgb[-6:] == "24404F"
    assert (sheet["B5"].font.color.rgb[-6:], sheet["B5"].font.b) == ("C00000", True)
    assert sheet["B3"].alignment.wrap_text
    assert sheet["B3"].border.bottom.style
    marked = sheet["C4"].value
    assert isinstance(marked, CellRichText)
    words = {
        part.text.strip(): (part.font.b, part.font.i)
        for part in marked
        if isinstance(part, TextBlock)
    }
    assert (words["trust"][0], words["Deep"][1]) == (True, True)
    ((area, (rule,)),) = sheet.conditional_formatting._cf_rules.items()  # noqa: SLF001
    assert (str(area.sqref).split()[0].split(":")[0], rule.formula) == ("D3", ['D3="trust"'])
    assert rule.dxf.fill.bgColor.rgb[-6:] == "CFE2F3"


def test_rows_are_as_high_as_their_text(saved: Any) -> None:
    """A row with long text is shown high, one with a hidden long text is not."""
    rows = saved["Rows"].row_dimensions
    assert rows[6].height > 70
    assert rows[3].height < 20


def test_facts_survive(saved: Any) -> None:
    """The workbook still knows its study, its title and who made it."""
    facts = {item.name: item.value for item in saved.custom_doc_props.props}
    assert facts["relcode.study"] == "abc"
    assert facts["relcode.round"] == "1 & only"
    assert saved.properties.title == "A <test> & more"
    assert saved.properties.creator == "relcode"


def test_both_forms_look_alike(tmp_path: Path, convert: Convert) -> None:
    """On paper, .xlsx and .ods show the same words in the same order."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    shown = []
    for form in FORMS:
        path = convert(written(tmp_path / f"alike.{form}", ROWS[:4]), "pdf")
        command = ["pdftotext", "-layout", str(path), "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        shown.append(done.stdout.split())
    assert shown[0] == shown[1]
    assert {"Deep", "trust", "Front", "Rows"} <= set(shown[0])


def test_panes_are_kept_as_libreoffice_keeps_them(tmp_path: Path) -> None:
    """The titles and the columns up to the text stay in view."""
    path = written(tmp_path / "panes.ods", ROWS[:1])
    with zipfile.ZipFile(path) as archive:
        tree = etree.fromstring(archive.read("settings.xml"))
    name = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}name"
    views = {
        entry.get(name): {item.get(name): item.text for item in entry}
        for entry in tree.iter("{*}config-item-map-entry")
    }
    rows = views["Rows"]
    assert (rows["HorizontalSplitMode"], rows["HorizontalSplitPosition"]) == ("2", "2")
    assert (rows["VerticalSplitMode"], rows["VerticalSplitPosition"]) == ("2", "2")
    assert views["Front"]["ShowGrid"] == "false"
    assert views[None]["ActiveTable"] == "Front"
