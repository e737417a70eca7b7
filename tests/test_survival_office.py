"""Random decisions and edits, made and saved by a real LibreOffice: nothing comes in wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from office.session import edited
from survival.case import WAYS, Way
from survival.filled import Sheet, decided
from survival.random_edits import accident, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DataObject

    from office.table import Edit

SEEDS = int(os.environ.get("RELCODE_SEEDS", "2"))  # sequences on each way; more in the nightly run
FEW = settings(
    max_examples=SEEDS,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: "-".join((way.sent, *way.saved)))
def going(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Sheet, Way]]:
    """A sheet of a round, and the way it takes."""
    made = Sheet.of(tmp_path_factory.mktemp("sent"), request.param.sent)
    with made.sent.study:
        yield made, request.param


@FEW
@given(st.data())
def test_random_edits(going: tuple[Sheet, Way], data: DataObject) -> None:
    """After any edits in LibreOffice nothing is stored that was not meant, or missing untold."""
    sheet, way = going
    edits, meant = decided(sheet, data)
    kinds = harmless(sheet.ids, sheet.keys, book=sheet.form != "csv") | accident(sheet.ids)
    edits += once(data.draw(st.lists(kinds, max_size=5), "edits"))
    *via, form = way.saved
    path = sheet.sent.path
    job = {"file": path, "via": via, "save_as": path.with_name(f"back.{form}"), "form": form}
    saved = {"sheet": path.stem if way.sent == "csv" else "Segments"}
    found = sheet.judged(edited([job | {"edits": edits, "saved": saved}])[0], meant)
    assert found.kind != "wrong", found.why


def once(edits: list[Edit]) -> list[Edit]:
    """The edits without a second copy of a sheet, whose name would be taken."""
    copies = [edit for edit in edits if edit["do"] == "copy_sheet"]
    return [edit for edit in edits if edit not in copies[1:]]
