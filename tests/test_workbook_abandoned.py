"""A workbook that is not finished is gone without a word, and leaves no file."""

from __future__ import annotations

import gc
import sys
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from relcode.workbook import FORMS, Column, Workbook
from small_workbook import HEAD, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from relcode.workbook import Value

COPIES = {"xlsx": "excel.sheet", "ods": "opendocument.sheet", "csv": "delimited"}
pytestmark = pytest.mark.filterwarnings("error::ResourceWarning")  # of a file left open
every_form = pytest.mark.parametrize("form", FORMS)


class Stopped(dict[str, "Value"]):
    """Values at which somebody presses Ctrl-C."""

    def get(self, *_: object) -> Any:
        """Stop."""
        raise KeyboardInterrupt

    def items(self) -> Any:
        """Stop."""
        raise KeyboardInterrupt


@pytest.fixture
def complaints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What Python says of errors that it had to ignore; temporary files are in a folder apart."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    heard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", heard.append)
    yield heard
    gc.collect()


def begun(form: str, rows: list[Mapping[str, Value]]) -> None:
    """Begin a workbook of two sheets and leave it at that."""
    book = Workbook("Begun", form)
    book.sheet("Front", [Column("a", "", 10)]).append({"a": "x"})
    sheet = book.sheet("Rows", [Column("a", "A", 10)], HEAD)
    for row in rows:
        sheet.append(row)


def check(folder: Path, complaints: list[object]) -> None:
    """Nothing was said, and no file is left."""
    gc.collect()
    assert complaints == []
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@every_form
def test_never_saved(tmp_path: Path, complaints: list[object], form: str) -> None:
    """A workbook that nobody saves needs no goodbye."""
    begun(form, [{"a": "x"}] * 100)
    check(tmp_path, complaints)


@every_form
def test_stopped_in_a_row(tmp_path: Path, complaints: list[object], form: str) -> None:
    """Ctrl-C while rows are written ends in that alone."""
    with pytest.raises(KeyboardInterrupt):
        begun(form, [{"a": "x"}, Stopped(a="x")])
    check(tmp_path, complaints)


@every_form
def test_stopped_while_saving(
    tmp_path: Path, complaints: list[object], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while rows are copied into the file leaves no part of it."""

    def stop(source: Any, target: Any) -> None:
        target.write(source.read(20))
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module(f"relcode.workbook.{COPIES[form]}"), "copyfileobj", stop)
    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / f"stopped.{form}", [{"text": "x"}])
    check(tmp_path, complaints)


@every_form
def test_saved(tmp_path: Path, complaints: list[object], form: str) -> None:
    """A workbook that was saved leaves its file alone."""
    path = written(tmp_path / f"saved.{form}", [{"text": "x"}])
    path.unlink()
    check(tmp_path, complaints)
