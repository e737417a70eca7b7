"""What journals do to a page: notes below a column, numbered lines, names side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from relcode.read.pdf.engine import ENGINES, VARIABLE
from relcode.read.sources import source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.terms import Source

Piece = tuple[float, float, str, float, str]  # left, bottom, font, size, words
WORDS = "the growers of the upper valley and the nurses met in the hall on most of the cold days"


def page(path: Path, *pieces: Piece) -> Source:
    """A page with these pieces of text on it, as relcode reads it."""
    canvas = Canvas(str(path / "page.pdf"), pagesize=A4)
    for left, bottom, font, size, words in pieces:
        canvas.setFont(font, size)
        canvas.drawString(left, bottom, words)
    canvas.showPage()
    canvas.save()
    return source(path / "page.pdf")


def text(left: float, top: float, size: float, lines: Sequence[str]) -> list[Piece]:
    """Lines of type one below the other."""
    return [(left, top - n * size * 1.2, "Times-Roman", size, one) for n, one in enumerate(lines)]


def column(number: int) -> list[str]:
    """Twelve lines of a column; they tell which they are, and end no sentence."""
    return [
        f"{WORDS.split()[n]} in column {number} at line {n} the talk went on" for n in range(12)
    ]


@pytest.fixture(autouse=True, params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each engine in turn reads the pages."""
    monkeypatch.setenv(VARIABLE, request.param)


def test_a_sentence_goes_on_past_the_notes_of_its_column(tmp_path: Path) -> None:
    """Notes in smaller type below the first column do not break what goes on in the second."""
    notes = ["* Both authors did the same work.", "Permission is granted to read this."]
    read = page(
        tmp_path,
        *text(60, 700, 10, column(1)),
        *text(60, 540, 7, notes),
        *text(320, 700, 10, column(2)),
    )
    (whole,) = (
        one for one in read.blocks if "column 1 at line 11" in read.text[one.start : one.end]
    )
    assert "the talk went on the in column 2 at line 0" in read.text[whole.start : whole.end]
    assert "Permission" not in read.text[whole.start : whole.end]


def test_numbers_beside_lines_are_left_out(tmp_path: Path) -> None:
    """Every line of a manuscript has a number in its margin; none is in the text."""
    lines = column(1)
    numbers = [(40.0, 700 - n * 12, "Helvetica", 7.0, str(n + 31)) for n in range(12)]
    read = page(tmp_path, *numbers, *text(60, 700, 10, lines))
    assert read.text.strip() == " ".join(lines)


def test_every_fifth_line_numbered(tmp_path: Path) -> None:
    """Numbers may stand beside every fifth line only."""
    lines = [f"{one} and {n} were told" for n, one in enumerate(WORDS.split() * 3)][:45]
    numbers = [(40.0, 720 - n * 12, "Helvetica", 7.0, str(n + 1)) for n in range(4, 45, 5)]
    read = page(tmp_path, *numbers, *text(60, 720, 10, lines))
    assert read.text.split() == " ".join(lines).split()


def test_a_list_keeps_its_numbers(tmp_path: Path) -> None:
    """Items that are numbered, with a point, and a table's years are no numbers of lines."""
    items = [f"{n}. {word} was said first" for n, word in enumerate(WORDS.split()[:10], start=1)]
    years = [f"{1990 + 3 * n} {n * 7 % 11} growers met" for n in range(10)]
    read = page(tmp_path, *text(60, 760, 10, items), *text(60, 500, 10, years))
    assert all(f"{word} was said first" in read.text for word in WORDS.split()[:10])
    assert "2. growers" in read.text
    assert "1993 7 growers met" in read.text


def test_a_title_in_two_pieces_and_names_side_by_side(tmp_path: Path) -> None:
    """A short first line belongs to the title; authors may stand in columns of their own."""
    read = page(
        tmp_path,
        (200, 780, "Times-Bold", 18, "Orchards together:"),
        (140, 745, "Times-Bold", 18, "how growers share a cold store *"),
        (80, 700, "Times-Roman", 12, "Ines Aranda"),
        (250, 700, "Times-Roman", 12, "Bo van der Lind"),
        (420, 700, "Times-Roman", 12, "Carla Mwangi"),
        (80, 640, "Times-Bold", 10, "Abstract"),
        *text(80, 620, 10, [*column(1)[:5], "and then it ended."]),
        (80, 520, "Times-Bold", 9, "II. METHODS"),
        *text(80, 505, 10, [*column(2)[:5], "and then it ended."]),
        (80, 420, "Times-Bold", 9, "III. RESULTS"),
        (80, 405, "Times-Bold", 9, "A. What was shared"),
        *text(80, 390, 10, [*column(2)[6:11], "and then it ended."]),
    )
    assert read.variables["title"] == "Orchards together: how growers share a cold store"
    assert read.variables["authors"] == "Aranda, Ines; van der Lind, Bo; Mwangi, Carla"
    heads = {read.text[b.start : b.end]: b.level for b in read.blocks if b.form == "heading"}
    assert (heads["II. METHODS"], heads["III. RESULTS"], heads["A. What was shared"]) == (1, 1, 2)


def test_a_part_is_no_title(tmp_path: Path) -> None:
    """Where nothing is set larger than the text, "Abstract" stays a heading."""
    read = page(
        tmp_path,
        (80, 780, "Times-Bold", 10, "Abstract"),
        *text(80, 760, 10, [*column(1)[:5], "and then it ended."]),
        (80, 660, "Times-Bold", 10, "Methods"),
        *text(80, 640, 10, [*column(2)[:5], "and then it ended."]),
    )
    assert "title" not in read.variables
    heads = [read.text[b.start : b.end] for b in read.blocks if b.form == "heading"]
    assert heads == ["Abstract", "Methods"]
