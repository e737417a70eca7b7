"""What was decided against the model and its neighbours goes out once more, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from agreeing import decision
from learning_study import BOARDS, HABIT, learning_study, review
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.reviewed import stands_for
from relcode.standing import in_force
from relcode.suspecting import suspects
from review_sheets import bring, codings, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study
    from relcode.terms import Coding


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Ten sources reviewed with a habit, to which two slips are added."""
    with learning_study(tmp_path, 10) as one:
        review(one, one.source_ids())
        bring(one, "Ana", *slips(one))
        yield one


def slips(study: Study) -> list[Coding]:
    """The code on a line of plain talk, and rejected on a board."""
    first, second = (study.segments(name) for name in study.source_ids()[:2])
    plain = decision(first[len(BOARDS) + 1].id, HABIT, "Ana")
    return [plain, decision(second[0].id, HABIT, "Ana", status="rejected")]


def taken_out(path: Path, segment: str) -> None:
    """Empty the first code of a segment's row, and mark it as done."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Segments"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=3):
        if row[heads.index("_id")].value == segment:
            row[heads.index("code_1")].value = None
            row[heads.index("status")].value = "done"
    workbook.save(path)


def test_slips_come_first(study: Study) -> None:
    """Two decisions against the habit head the list: the model and the nearest are against them."""
    found = suspects(study, 2)
    first = [one for group in found.values() for one in group]
    assert {(one.segment, one.code) for one in first} == {(s.segment, HABIT) for s in slips(study)}
    for one in first:
        assert max(one.chance, one.near) < 0.5 if one.held else min(one.chance, one.near) > 0.5


def test_the_sheet_says_why(study: Study, tmp_path: Path) -> None:
    """The sheet shows the codes that stand and the reason; it counts as no sample."""
    before = stands_for(study)
    path, place = tmp_path / "again.xlsx", str(study.path)
    asked = ["--by", "suspicious", "--sample", "2", "--coder", "Ana", "-o", str(path)]
    ran = CliRunner().invoke(cli, ["review", "out", "--study", place, *asked])
    assert ran.exit_code == 0, ran.output
    given, missing = sorted(rows(path), key=lambda row: row.get("code_1") != HABIT)
    assert given["said_1"].startswith(f"{HABIT} was given: the model says 0.")
    assert missing["said_1"].startswith(f"{HABIT} was not given: the model says 0.")
    assert before == stands_for(study)
    taken_out(path, given["_id"])
    ran = CliRunner().invoke(cli, ["review", "in", "--apply", "--study", place, str(path)])
    assert ran.exit_code == 0, ran.output
    group = [one for one in codings(study) if (one.segment, one.code) == (given["_id"], HABIT)]
    assert in_force(group) is None, "the code holds no more"
    assert before == stands_for(study)


def test_it_goes_to_one_coder_who_sees(study: Study, tmp_path: Path) -> None:
    """A blind sheet, or two coders, would not see what was decided: both are refused."""
    for more in (["--blind"], ["--coder", "Ana", "--coder", "Ben"]):
        asked = ["--by", "suspicious", "--sample", "2", "-o", str(tmp_path / "again.xlsx")]
        ran = CliRunner().invoke(cli, ["review", "out", "--study", str(study.path), *asked, *more])
        assert "goes to one coder, who sees what was decided" in str(ran.exception)
        assert not list(tmp_path.glob("again*"))


def test_of_no_decisions_nothing_is_suspicious(tmp_path: Path) -> None:
    """A study that nobody has reviewed says so."""
    with learning_study(tmp_path, 1) as one, pytest.raises(RelcodeError, match="no decision is"):
        suspects(one, 5)
