"""Rows are as high as what is seen of them, on the screen and on paper."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from office.session import edited
from relcode.workbook import Column, Look, Shown, Workbook
from relcode.workbook.fit import fit, height
from small_workbook import HEAD, written

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.workbook import Value

LONG = "Many words stand here, and a row has to be as high as they need. " * 6
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
WIDTH = 112  # of the text on the first sheet of a review
# One line and two lines of it in LibreOffice, on paper.
ONE = "Choose each code that applies from the list in the cells. The sheet beside this says more."
TWO = (
    "interaction processes that feed and follow trust: collaborative-decision-making,"
    " communication, shared-understanding, sensitivity, openness"
)


def lines(text: str, width: float, look: Look) -> int:
    """How many lines a text is given."""
    one, two = (height(some, fit(width, look)) for some in ("a", "a\na"))
    return round((height(text, fit(width, look)) - one) / (two - one)) + 1


def test_wide_letters_need_more_lines() -> None:
    """A line holds as many letters as are as wide as it, not always the same number."""
    assert lines(ONE, WIDTH, Look(size=10)) == 1
    assert lines(TWO, WIDTH, Look(size=10)) == 2
    counts = [lines(f"{letter * 8} " * 10, 30, Look()) for letter in ("i", "n", "m", "W", "한")]
    assert counts == sorted(counts)
    assert counts[0] < counts[2] < counts[4]


def test_bold_and_large_text_needs_more_room() -> None:
    """Larger and bold letters are wider; text that runs on has one line."""
    assert lines(LONG, 40, Look(bold=True)) > lines(LONG, 40, Look())
    assert lines(LONG, 40, Look(size=14)) > lines(LONG, 40, Look(size=9))
    running = fit(40, Look(running=True))
    assert height(LONG, running) == height("a", running)


def test_a_word_wider_than_its_column_is_broken() -> None:
    """A long address takes as many lines as it fills, and stays below the limit of Excel."""
    assert lines("n" * 100, 20, Look()) > 4
    assert height("n" * 40_000, fit(20, Look())) == 409


@given(st.text(max_size=200), st.text(max_size=20), st.floats(1, 200))
def test_more_text_is_never_lower(text: str, more: str, width: float) -> None:
    """A line below adds to the height of a text, and a wider column does not."""
    fitting = fit(width, Look())
    assert height(f"{text}\n{more}", fitting) > height(text, fitting)
    assert height(text, fit(width * 2, Look())) <= height(text, fitting)


def test_folded_columns_do_not_make_rows_higher(tmp_path: Path) -> None:
    """Text that is folded away counts for nothing, in LibreOffice too."""
    rows: list[dict[str, Value]] = [
        {"text": "short", "spare": LONG},
        {"text": "short", "spare": Shown(LONG, Look())},
    ]
    files = {form: written(tmp_path / f"f.{form}", rows) for form in ("xlsx", "ods")}
    jobs = [
        {"file": file, "save_as": tmp_path / f"from-{form}.xlsx", "form": "xlsx"}
        for form, file in files.items()
    ]
    for path in (files["xlsx"], *edited(jobs)):
        heights = openpyxl.load_workbook(path)["Rows"].row_dimensions
        assert [heights[row].height < 20 for row in (3, 4)] == [True, True]


@pytest.mark.parametrize("literal", [True, False])
def test_rows_to_write_in_may_be_fitted(tmp_path: Path, *, literal: bool) -> None:
    """Programs fit rows that people write in, and leave those of other sheets as they are."""
    book = Workbook("Heights", "ods")
    sheet = book.sheet("Rows", [Column("a", "A", 20, Look(literal=literal))], HEAD)
    sheet.append({"a": LONG})
    sheet.finish()
    book.save(tmp_path / "h.ods")
    with zipfile.ZipFile(tmp_path / "h.ods") as archive:
        tree = etree.fromstring(archive.read("content.xml"))
    fitted = {
        properties.get(f"{STYLE}row-height"): properties.get(f"{STYLE}use-optimal-row-height")
        for properties in tree.iter("{*}table-row-properties")
    }
    points = height(LONG, fit(20, Look()))
    assert fitted[f"{points:.2f}pt"] == str(literal).lower()
