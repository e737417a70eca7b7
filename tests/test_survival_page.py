"""The page on what survives is about the edits and ways that are tested, and nothing is wrong."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from survival.case import WAYS
from survival.matrix import CASES

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    """docs/survival.md."""
    return (DOCS / "survival.md").read_text(encoding="utf-8")


def rows(page: str) -> list[list[str]]:
    """The rows of the table, by cells."""
    lines = [line for line in page.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_page_lists_the_matrix(page: str) -> None:
    """The table has a row for each kind of edit, a column for each way, and counts every case."""
    head, _, *body = rows(page)
    assert head == ["edit", *(way.name for way in WAYS)]
    counted = {}
    for group, *cells in body:
        numbers = [
            [int(part.split()[0]) for part in cell.split(", ") if part != "–"] for cell in cells
        ]
        counted[group] = list(map(sum, numbers))
    expected: dict[str, list[int]] = {case.group: [0] * len(WAYS) for case in CASES}
    for case in CASES:
        for place, way in enumerate(WAYS):
            expected[case.group][place] += way.name in case.ways
    assert counted == expected
    assert f"Of {len(CASES)} edits" in page


def test_nothing_is_wrong(page: str) -> None:
    """No cell says wrong."""
    assert not any("wrong" in cell for row in rows(page) for cell in row)


def test_page_is_written_by_its_script(page: str) -> None:
    """The words around the table are those of the script that writes it."""
    script = runpy.run_path(str(DOCS / "write_survival.py"))
    version = page.partition("sheet with\n")[2].partition(", then")[0]
    made = script["page"]({way.name: {} for way in WAYS}, version)
    assert [line for line in made.splitlines() if not line.startswith("|")] == [
        line for line in page.splitlines() if not line.startswith("|")
    ]
