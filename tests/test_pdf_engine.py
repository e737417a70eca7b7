"""The engine that finds the lines of PDFs is chosen by name, and a wrong choice is told at once."""

from __future__ import annotations

from importlib import util
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from relcode import pipeline
from relcode.errors import RelcodeError
from relcode.read.pdf.engine import VARIABLE
from relcode.read.sources import source

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A page with a raised mark, and a word whose last letters are set in bold."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    at = 72.0
    for words, font, size, up in (
        ("The growers met the nurses", "Times-Roman", 11, 0),
        ("12", "Times-Roman", 6, 4),
        (" in the un", "Times-Roman", 11, 0),
        ("heated hall.", "Times-Bold", 11, 0),
    ):
        canvas.setFont(font, size)
        canvas.drawString(at, 700 + up, words)
        at += canvas.stringWidth(words, font, size)
    canvas.showPage()
    canvas.save()
    return tmp_path / "a.pdf"


@pytest.mark.parametrize("engine", ["", "pdfminer", "oxide"])
def test_raised_marks_and_changes_of_type(
    engine: str, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark that refers to a note is left out; a word set in two types stays one word."""
    monkeypatch.setenv(VARIABLE, engine)
    assert source(paper).text.strip() == "The growers met the nurses in the unheated hall."


def test_an_unknown_engine_stops_the_batch(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fault of no file: nothing is read, and the valid names are listed."""
    monkeypatch.setenv(VARIABLE, "quick")
    with (
        pipeline.init(paper.parent / "s.relcode") as study,
        pytest.raises(RelcodeError, match=r"'quick'.*oxide"),
    ):
        pipeline.read(study, [str(paper)])


def test_an_engine_that_is_not_there(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, what to install is said."""
    monkeypatch.setenv(VARIABLE, "oxide")
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    monkeypatch.setattr("relcode.read.pdf.engine.find_spec", util.find_spec)
    with pytest.raises(RelcodeError, match=r"relcode\[pdf-fast\]"):
        source(paper)


@pytest.mark.parametrize("engine", ["pdfminer", "oxide"])
def test_recognised_lines_are_one_paragraph(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text below the picture of a page is of one size, whatever each line was measured to be."""
    from PIL import Image  # noqa: PLC0415 - comes with reportlab

    picture = tmp_path / "page.png"
    Image.new("L", (600, 800), 210).save(picture)
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=A4)
    canvas.drawImage(str(picture), 0, 0, *A4)
    lines = [
        "The growers met the nurses in",
        "the un-warm hall, as was now",
        "their custom in May.",
    ]
    for number, (line, size) in enumerate(zip(lines, (10, 9, 10), strict=True)):
        text = canvas.beginText(72, 700 - 13 * number)
        text.setFont("Times-Roman", size)
        text.setTextRenderMode(3)
        text.textOut(line)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    monkeypatch.setenv(VARIABLE, engine)
    assert source(tmp_path / "scan.pdf").text.strip() == " ".join(lines)
