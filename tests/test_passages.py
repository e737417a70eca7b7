"""Passages are found by words and by code, in context."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from relcode import pipeline
from relcode.analyse import lessons, passages
from relcode.cli import cli
from relcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORT = """# Heat plan

## Findings

The two councils trusted each other. The hospital trust approved the budget. It was hot.

## Lessons learned

Go and see people before you write the plan. Meetings in July are a mistake.

- Ring the baker first.
- Bring water.
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of one small report."""
    folder = tmp_path_factory.mktemp("passages")
    (folder / "plan.md").write_text(REPORT, encoding="utf-8")
    pipeline.run([str(folder / "plan.md")], folder / "r")
    return folder / "r"


@pytest.fixture
def study(results: Path) -> Iterator[Study]:
    """The study, open."""
    with Study.open(results / "study.relcode") as opened:
        yield opened


def test_words_are_found_in_context(study: Study) -> None:
    """A prefix finds every word that begins so, with the text on both sides as slices."""
    found = list(passages.of_words(study, ["trust*"]))
    assert [row.hit for row in found] == ["trusted", "trust"]
    (source,) = study.sources()
    for row in found:
        assert source.text[row.start : row.end] == row.hit
        assert row.before.endswith((" councils ", "The hospital "))
        assert row.section == "Heat plan > Findings"
    assert [row.hit for row in passages.of_words(study, ["TRUST"])] == ["trust"]
    assert len(list(passages.of_words(study, ["each", "other"]))) == 1


def test_a_code_finds_its_segments_and_those_below_it(study: Study) -> None:
    """Searching for a code shows whole segments that carry it, not look-alikes."""
    assert [row.hit for row in passages.of_code(study, "trust")] == [
        "The two councils trusted each other."
    ]


def test_search_writes_csv(results: Path, tmp_path: Path) -> None:
    """The list on the screen can be had as a file."""
    out = tmp_path / "hits.csv"
    path = str(results / "study.relcode")
    done = CliRunner().invoke(cli, ["search", "trust*", "--study", path, "--csv", str(out)])
    assert done.exit_code == 0, done.output
    assert "2 passages" in done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["hit"] for row in csv.DictReader(file)] == ["trusted", "trust"]


def test_search_wants_words_or_a_code(results: Path) -> None:
    """Neither, or both, is a usage error; an unknown code is named with the nearest one."""
    path = str(results / "study.relcode")
    assert CliRunner().invoke(cli, ["search", "--study", path]).exit_code == 2
    both = CliRunner().invoke(cli, ["search", "x", "--code", "trust", "--study", path])
    assert both.exit_code == 2
    wrong = CliRunner().invoke(cli, ["search", "--code", "trsut", "--study", path])
    assert "did you mean 'trust'" in str(wrong.exception)


def test_lessons_are_listed_with_section_and_confidence(study: Study, results: Path) -> None:
    """What stands under a lessons heading is one passage with its confidence, a bullet its own."""
    row, *bullets = lessons.lessons(study, at_least=0.9)
    assert [bullet.text for bullet in bullets] == ["Ring the baker first.", "Bring water."]
    assert row.section == "Heat plan > Lessons learned"
    assert row.text.startswith("Go and see people")
    assert row.text.endswith("are a mistake.")
    done = CliRunner().invoke(cli, ["lessons", str(results), "--at-least", "0.9"])
    assert "Lessons learned · confidence 0.98" in done.output
