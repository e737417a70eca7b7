"""Every edit of the matrix, on every way a sheet may take, made and saved by a real LibreOffice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import openpyxl
import pytest

from office.session import edited
from survival.case import WAYS
from survival.growers import book, sent
from survival.matrix import cases, judged, outcomes
from survival.meaning import KINDS, meaning

if TYPE_CHECKING:
    from pathlib import Path

    from survival.case import Way

# in the gate, of what is slow, one case of each kind; all in the nightly target
WHOLE = bool(os.environ.get("RELCODE_WHOLE"))


def name(way: Way) -> str:
    """A name for a test."""
    return "-".join((way.sent, *way.saved))


@pytest.mark.parametrize("way", WAYS, ids=name)
def test_every_edit(way: Way, tmp_path: Path) -> None:
    """Nothing is stored that was not meant; what is missing is told, if not all is exact."""
    chosen = {(case.group, case.name): case for case in cases(way, whole=WHOLE)}
    found = outcomes(way, tmp_path, whole=WHOLE)
    assert found.keys() == chosen.keys()
    bad = {
        key: f"{each.kind}: {each.why[:400]}"
        for key, each in found.items()
        if KINDS.index(each.kind) > KINDS.index(chosen[key].least)
    }
    assert bad == {}


@pytest.mark.parametrize("way", WAYS, ids=name)
def test_a_very_long_text(way: Way, tmp_path: Path) -> None:
    """A row whose text is longer than a cell of .xlsx holds is known, and its decision taken."""
    start = sent(tmp_path, way.sent, left_out=())
    with start.study:
        *via, form = way.saved
        done = {"do": "set_text", "id": start.ids["long"], "column": "status", "text": "done"}
        job = {"file": start.path, "via": via, "save_as": tmp_path / f"back.{form}", "form": form}
        (back,) = edited([job | {"edits": [done, {"do": "sort", "column": "text"}]}])
        meant = {"long": meaning({"communication": ("neutral", "none")}, "done")}
        assert judged(back, start, meant).kind == "exact"


@pytest.mark.parametrize("via", [[], ["ods"]])
def test_long_drop_downs_stay(via: list[str], tmp_path: Path) -> None:
    """A list of over 255 characters is still offered after LibreOffice saved the file."""
    assert sum(len(code.id) + 1 for code in book().codes) > 255
    start = sent(tmp_path, "xlsx")
    start.study.close()
    job = {"file": start.path, "via": via, "save_as": tmp_path / "back.xlsx", "form": "xlsx"}
    (back,) = edited([job])
    page = openpyxl.load_workbook(back)["Segments"]
    column = next(cell.column_letter for cell in page[1] if cell.value == "code_1")
    rules = page.data_validations.dataValidation
    lists = [rule.formula1 for rule in rules if f"{column}3" in rule.sqref]
    assert len(lists) == 1
    assert '"' not in lists[0]  # a name or a range, not the list itself
