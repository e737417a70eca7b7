"""An import that is killed at any moment loses no stored decision, and leaves none in half."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relcode.errors import StudyError
from relcode.review import corrections
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.returned import take_apart
from relcode.study import Study
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Sequence

SCRIPT = Path(__file__).with_name("importing.py")
SHEETS = 12
KILLS = int(os.environ.get("RELCODE_KILLS", "12"))  # many more in the nightly target


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with sheets of as many coders, each filled in."""
    place = tmp_path_factory.mktemp("killed")
    with small_study(place) as study:
        for number in range(SHEETS):
            path = place / f"{number:02}.csv"
            send(study, Order(coders=(f"Coder {number}",), again=True), path)
            fill_in(path)
    return place


def fill_in(path: Path) -> None:
    """Mark every row done, with a code more and a note."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    keys = rows[0]
    for row in rows[2:]:
        row[keys.index("status")] = "done"
        row[keys.index("note")] = f"by {path.name}"
        row[keys.index("more")] = "voice (negative); resources"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def begin(study: Path, sheets: Sequence[Path]) -> subprocess.Popen[str]:
    """An import of all sheets in a process of its own, begun."""
    command = [sys.executable, SCRIPT, study, *sheets]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def content(path: Path) -> dict[str, set[tuple[str, ...]]]:
    """What has come in, by file: decisions, marks and notes."""
    found: dict[str, set[tuple[str, ...]]] = {}
    with Study.open(path) as study:
        coders = {entry.file: study.rounds.sheet(entry.sheet) for entry in study.rounds.entries()}
        for source in study.source_ids():
            decisions = [
                (c.coder, c.segment, c.code, c.status) for c in study.ledger.decisions(source)
            ]
            marks = [(m.coder, m.segment, m.mark) for m in study.ledger.judged(source)]
            notes = [(m.coder, m.segment, m.text) for m in study.ledger.memos(source)]
            for file, sheet in coders.items():
                assert sheet
                mine = {row for row in (*decisions, *marks, *notes) if row[0] == sheet.coder}
                found[file] = found.get(file, set()) | mine
    return found


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, set[tuple[str, ...]]]:
    """What an import that nobody disturbs brings."""
    study = folder / "whole.relcode"
    shutil.copy(folder / "small.relcode", study)
    process = begin(study, sorted(folder.glob("*.csv")))
    _, faults = process.communicate()
    assert process.returncode == 0, faults
    return content(study)


def test_a_killed_import_loses_nothing(
    folder: Path, whole: dict[str, set[tuple[str, ...]]], tmp_path: Path
) -> None:
    """Killed at random moments, what was said to be stored is there, whole, and the rest is not.

    The import then goes on to the same end as one that nobody disturbed.
    """
    study = tmp_path / "study.relcode"
    shutil.copy(folder / "small.relcode", study)
    sheets = sorted(folder.glob("*.csv"))
    moments, stored = random.Random(7), set[str]()  # noqa: S311 - no secret
    for _ in range(KILLS):
        process = begin(study, sheets)
        time.sleep(moments.random() * 0.25)
        process.kill()
        said, _ = process.communicate()
        stored |= set(said.split())
        there = content(study)
        assert stored <= there.keys()
        assert {file: whole[file] for file in there} == there
    process = begin(study, sheets)
    process.communicate()
    assert content(study) == whole


def test_imports_at_once_are_safe(
    folder: Path, whole: dict[str, set[tuple[str, ...]]], tmp_path: Path
) -> None:
    """Several processes importing the same sheets at once store each once, and none fails."""
    study = tmp_path / "study.relcode"
    shutil.copy(folder / "small.relcode", study)
    sheets = sorted(folder.glob("*.csv"))
    orders = (sheets, sheets[::-1], sheets[::2] + sheets[1::2])
    processes = [begin(study, order) for order in orders]
    with ThreadPoolExecutor() as pool:
        ends = list(pool.map(lambda process: process.communicate(), processes))
    assert [process.returncode for process in processes] == [0, 0, 0], ends
    assert content(study) == whole
    with Study.open(study) as opened:
        assert len(opened.rounds.entries()) == SHEETS


def test_a_locked_study_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process holds the study for long, an import ends with a clear message."""
    monkeypatch.setattr("relcode.database._WAIT_SECONDS", 0.1)
    study = tmp_path / "study.relcode"
    shutil.copy(folder / "small.relcode", study)
    with Study.open(study) as one, Study.open(study) as other, one.transaction():
        back = take_apart(folder / "00.csv", other)
        with pytest.raises(StudyError, match="another relcode is writing to this study"):
            corrections.apply([back], other)
