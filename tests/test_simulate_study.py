"""`relcode simulate` on a study that was gone through."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from learning_study import HABIT, learning_study, review
from relcode.cli.simulate import COMMAND, ORDERS
from relcode.errors import RelcodeError
from relcode.simulating.simulate import NAMES

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = 8  # with three segments each that have the code
FEW = ("--by", "random", "--by", "code-by-code", "--repeats", "1", "--quiet")


def reviewed(folder: Path) -> Path:
    """A study all of which was gone through, with a code on 24 of 56 segments."""
    with learning_study(folder, SOURCES) as study:
        review(study, study.source_ids())
        return study.path


def simulate(*arguments: str | Path) -> str:
    """What the command prints; raises what it raises."""
    given = [str(one) for one in arguments]
    found = CliRunner().invoke(COMMAND, given, catch_exceptions=False, standalone_mode=False)
    return found.output


def test_command(tmp_path: Path) -> None:
    """The shares, the chart and the table are of the codes that people gave to 20 segments."""
    path = reviewed(tmp_path)
    chart, table = tmp_path / "chart.svg", tmp_path / "table.csv"
    said = simulate("--study", path, "-o", chart, "--csv", table, *FEW)
    assert HABIT in said
    assert "share of 56 segments" in said
    assert "this study: 56 units, 1 code<" in chart.read_text("utf-8")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["order"] for row in rows] == ["random", "code-by-code"]
    assert {row["units_with_it"] for row in rows} == {"24"}
    assert all(0 <= float(row["share_needed"]) <= 1 for row in rows)
    for wrong, said in ((chart, "already"), (tmp_path / "chart.png", "SVG")):
        with pytest.raises(RelcodeError, match=said):
            simulate("--study", path, "-o", wrong, *FEW)


def test_orders() -> None:
    """The command offers the orders that there are."""
    assert ORDERS == NAMES


def test_nothing_reviewed(tmp_path: Path) -> None:
    """Where nobody has gone through anything, the command says what to do."""
    with learning_study(tmp_path, 2) as study:
        path = study.path
    with pytest.raises(RelcodeError, match="nobody has gone through"):
        simulate("--study", path, *FEW)


def test_too_few(tmp_path: Path) -> None:
    """Where every code is on too few segments, the command says so."""
    with learning_study(tmp_path, 3) as study:
        review(study, study.source_ids())
        path = study.path
    with pytest.raises(RelcodeError, match="no code is on 20"):
        simulate("--study", path, *FEW)
