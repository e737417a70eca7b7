"""Sheets that LibreOffice opened and saved, in any form, are read as they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.review.returned import take_apart
from returned_sheets import Sent, sent
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from relcode.review.back import Back

CSV = "csv:Text - txt - csv (StarCalc):{},34,{},1,,0,false,true,false"
UTF_8 = 76  # LibreOffice's number
SEPARATORS = {"commas": (44, UTF_8), "semicolons": (59, UTF_8), "tabs in UTF-16": (9, 65535)}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sent]]:
    """Sheets of the small study, in each form."""
    folder = tmp_path_factory.mktemp("study")
    with small_study(folder) as study:
        yield {form: sent(study, folder, f"sheet.{form}") for form in ("xlsx", "ods", "csv")}


def content(back: Back) -> list[tuple[object, ...]]:
    """What the rows say, wherever they stand; doubts and remarks are told, too."""
    return [
        (row.id, row.hash, row.text, [one[:5] for one in row.said], row.doubts, row.remarks)
        for row in back.rows
    ]


@pytest.mark.parametrize(
    "way", [("xlsx", "xlsx"), ("xlsx", "ods"), ("xlsx", "ods", "xlsx"), ("ods", "xlsx"),
            ("ods", "ods"), ("csv", "xlsx"), ("csv", "ods")]
)  # fmt: skip
def test_a_saved_sheet_is_the_same(
    sheet: dict[str, Sent], convert: Callable[[Path, str], Path], way: tuple[str, ...]
) -> None:
    """Saved anew, as another form, there and back again: all rows are as they were sent."""
    start = sheet[way[0]]
    path = start.path
    for form in way[1:]:
        path = convert(path, form)
    back = take_apart(path, start.study)
    assert content(back) == content(take_apart(start.path, start.study))
    assert back.sheet.id == take_apart(start.path, start.study).sheet.id
    assert not back.questions


@pytest.mark.parametrize("how", SEPARATORS)
def test_a_sheet_saved_as_text_is_the_same(
    sheet: dict[str, Sent], convert: Callable[[Path, str], Path], how: str
) -> None:
    """A CSV with other separators and in other encodings is read as it was sent."""
    start = sheet["csv"]
    path = convert(start.path, CSV.format(*SEPARATORS[how]))
    assert content(take_apart(path, start.study)) == content(take_apart(start.path, start.study))
