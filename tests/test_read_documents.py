"""What holds for Word, OpenDocument and RTF alike, on files that office programs wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import docx
import pytest

from contracts import check_draft, texts
from office_files import saved
from relcode.read import opendocument, rtf, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from relcode.terms import Draft

READERS: dict[str, Any] = {
    "docx": word.READER,
    "odt": opendocument.READER,
    "fodt": opendocument.READER,
    "rtf": rtf.READER,
}


def read(data: bytes, kind: str) -> Draft:
    """The draft of a document, checked against the contract."""
    assert READERS[kind].claim(data, "") == 1.0
    draft: Draft = READERS[kind].read(data, f"interview.{kind}")
    check_draft(draft)
    return draft


def a_document() -> Document:
    """A document with the layouts that transcripts and reports have."""
    document = docx.Document()
    document.core_properties.title = "Interview 4"
    document.add_paragraph("The shared garden", style="Title")
    document.add_heading("Where we began", 1)
    opening = document.add_paragraph("We met at the ")
    opening.add_run("Café Größe").bold = True
    opening.add_run(" – twice. 😀 Шум.")
    document.add_paragraph("clear the ground", style="List Bullet")
    document.add_paragraph("borrow a spade", style="List Number")
    document.add_heading("What was said", 2)
    run = document.add_paragraph().add_run("INT: How did it start?")
    run.add_break()
    run.add_text("P1: With a letter.")
    document.add_paragraph().add_run("Maria").bold = True
    table = document.add_table(rows=4, cols=3)
    rows = [
        ["Time", "Speaker", "Text"],
        ["00:00:01", "INT", "How was it?"],
        ["00:00:05", "P1", "Good.\nVery good."],
        ["", "", "And more."],
    ]
    for row, said in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = text
    document.add_paragraph("Figure 1. The plot.", style="Caption")
    return document


EXPECTED = [
    ("heading", 1, None, "The shared garden"),
    ("heading", 1, None, "Where we began"),
    ("paragraph", 0, None, "We met at the Café Größe – twice. 😀 Шум."),
    ("bullet", 1, None, "clear the ground"),
    ("bullet", 1, None, "borrow a spade"),
    ("heading", 2, None, "What was said"),
    ("paragraph", 0, None, "INT: How did it start?"),
    ("paragraph", 0, None, "P1: With a letter."),
    ("paragraph", 0, None, "Maria"),
    ("paragraph", 0, "INT", "How was it?"),
    ("paragraph", 0, "P1", "Good."),
    ("paragraph", 0, "P1", "Very good."),
    ("paragraph", 0, "P1", "And more."),
    ("furniture", 0, None, "Figure 1. The plot."),
]


@pytest.mark.parametrize("kind", ["docx", "odt", "fodt", "rtf"])
def test_office_programs_write_what_is_read(
    convert: Callable[[Path, str], Path], tmp_path: Path, kind: str
) -> None:
    """One document saved by LibreOffice in each format gives the same blocks."""
    (tmp_path / "a.docx").write_bytes(saved(a_document()))
    draft = read(convert(tmp_path / "a.docx", kind).read_bytes(), kind)
    found = [(one.form, one.level, one.speaker) for one in draft.blocks]
    assert [(*each, text) for each, text in zip(found, texts(draft), strict=True)] == EXPECTED
    assert [one.at for one in draft.blocks if one.speaker] == [1.0, 5.0, 5.0, None]
    assert texts(draft)[[one.note for one in draft.blocks].index("bold")] == "Maria"
    assert draft.blocks[-1].note == "caption"
    assert draft.title == "Interview 4"


@pytest.mark.parametrize("gap", ["\t", " "])
def test_names_set_off_without_a_colon_are_speakers(gap: str) -> None:
    """Names in bold, or before a tab, that come again name the turns and lie outside them."""
    document = docx.Document()
    document.add_paragraph("A note on the recording.")
    for name, said in [
        ("Maria", "We began with a map."),
        ("Joost", "I had no map at all."),
        ("Maria", "So I drew him one."),
        ("Joost", "It was upside down."),
    ]:
        turn = document.add_paragraph()
        turn.add_run(name).bold = gap == " "
        turn.add_run(gap + said)
    document.add_paragraph("Which took a while to notice.")
    draft = read(saved(document), "docx")
    assert [one.speaker for one in draft.blocks] == [None, *["Maria", "Joost"] * 2, "Joost"]
    assert texts(draft)[1] == "We began with a map."
    assert "Maria We began" in draft.text


def test_what_stands_around_the_talk_is_told_apart() -> None:
    """A short note before a table of turns is no talk; a report around one is its author's."""
    document = docx.Document()
    note = document.add_paragraph("Recorded in May.")
    table = document.add_table(rows=5, cols=2)
    for row in range(5):
        table.cell(row, 0).text = "INT" if row % 2 else "P1"
        table.cell(row, 1).text = "We spoke of the roof, and then of who would pay for it."
    assert read(saved(document), "docx").blocks[0].role == "system"
    note.text = "In spring the partners met to agree on a plan. " * 20
    assert read(saved(document), "docx").blocks[0].role == "author"


def test_demo_documents(demo: Path) -> None:
    """The demo's table transcript has its two speakers and times; its report its headings."""
    draft = read((demo / "03-prison-education.docx").read_bytes(), "docx")
    spoken = [one for one in draft.blocks if one.speaker]
    assert {one.speaker for one in spoken} == {"Interviewer", "Moira"}
    assert all(one.at is not None for one in spoken)
    report = read((demo / "07-damp-homes-report.docx").read_bytes(), "docx")
    assert {"heading", "paragraph", "bullet", "cell"} <= {one.form for one in report.blocks}
    assert "Executive summary" in texts(report)
    library = read((demo / "06-night-library.rtf").read_bytes(), "rtf")
    assert "HÉLÈNE" in texts(library)
    assert "Rivière-Cendrée" in (library.title or "")
