"""LibreOffice for tests: one for each process of pytest, fed with edits, read back as grids."""

from __future__ import annotations

import atexit
import csv
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from office.table import trimmed
from office.typed import number

if TYPE_CHECKING:
    from office.table import Book

DRIVER = Path(__file__).with_name("edits.py")
WAIT = 20  # seconds for LibreOffice to end

Job = dict[str, Any]


def answers(jobs: list[Job]) -> list[dict[str, Any]]:
    """What became of each job, done in LibreOffice; skips where that is not installed.

    A job is `{"file": PATH, "save_as": PATH, "form": "xlsx" | "ods" | "csv", "edits": [...]}`; it
    may say `"via": [FORM, ...]` (saved and opened again on the way), and how CSV is `"opened"` and
    `"saved"`: `{"separator": ";", "encoding": "windows-1252", "sheet": NAME, "as_text": true}`.
    """
    driver = _driver()
    assert driver.stdin is not None
    assert driver.stdout is not None
    driver.stdin.write(json.dumps(jobs, default=str) + "\n")
    driver.stdin.flush()
    line = driver.stdout.readline()
    assert line, "the driver of LibreOffice ended"
    found: list[dict[str, Any]] = json.loads(line)
    return found


def edited(jobs: list[Job]) -> list[Path]:
    """The files that the jobs saved; fails where one could not be done."""
    for job, answer in zip(jobs, answers(jobs), strict=True):
        assert answer["ok"], f"{job.get('edits')}: {answer['error']}"
    return [Path(job["save_as"]) for job in jobs]


def grids(path: Path, how: dict[str, Any] | None = None) -> Book:
    """The sheets of a file as the model has them; of CSV its one sheet, under the name in `how`."""
    how = how or {}
    if path.suffix == ".csv":
        with path.open(encoding=how.get("encoding", "utf-8"), newline="") as file:
            rows = list(csv.reader(file, delimiter=how.get("separator", ",")))
        return {how.get("sheet", "Segments"): trimmed(rows)}
    book = CalamineWorkbook.from_path(path)
    sheets = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }
    return {name: trimmed([list(map(text, row)) for row in rows]) for name, rows in sheets.items()}


def text(value: Any) -> str:
    """The text that means a cell's value."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return number(value)
    return value if isinstance(value, str) else value.isoformat()


@cache
def _driver() -> subprocess.Popen[str]:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("LibreOffice is not installed")
    # the system's own Python, for which LibreOffice's module `uno` is made
    python = [shutil.which("python3", path=os.defpath) or "python3", "-E"]
    if subprocess.run([*python, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("LibreOffice cannot be driven: python3-uno is not installed")
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    driver = subprocess.Popen([*python, DRIVER], **pipes, text=True, encoding="utf-8")
    atexit.register(_end, driver)
    return driver


def _end(driver: subprocess.Popen[str]) -> None:
    assert driver.stdin is not None
    driver.stdin.close()  # it ends LibreOffice and then itself
    try:
        driver.wait(WAIT)
    except subprocess.TimeoutExpired:
        driver.terminate()
