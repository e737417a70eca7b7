"""Comments on cells: notes, threads with replies, and what other programs make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment as Note

from office_files import zipped
from relcode.grid import Comment, grids

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.grid import Grid

_OFFICE = "http://schemas.microsoft.com/office/2017/10/relationships"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
STAND_IN = (
    "[Kommentarthread]\n\nIhre Version von Excel zeigt ihn an. Weitere Informationen: "
    "https://go.microsoft.com/fwlink/?linkid=870924\n\nKommentar:\n    Is this trust?\n"
    "Antwort:\n    Yes, in the\nsecond half."
)

THREAD = (
    f'<ThreadedComments xmlns="{_THREADS}">'
    '<threadedComment ref="B2" personId="{P1}" id="{1}"><text>Is this trust?</text>'
    '</threadedComment><threadedComment ref="B2" personId="{P2}" id="{2}" parentId="{1}">'
    "<text>Yes &amp; no</text></threadedComment></ThreadedComments>"
)
PEOPLE = (
    f'<personList xmlns="{_THREADS}"><person displayName="Ana Bel" id="{{P1}}"/>'
    '<person displayName="Bo" id="{P2}"/></personList>'
)


def noted(folder: Path, notes: dict[str, tuple[str, str]]) -> Path:
    """A workbook with these notes, each with its author, on its second sheet."""
    book = Workbook()
    book.worksheets[0]["A1"] = "guide"
    sheet = book.create_sheet("Segments")
    sheet["A1"] = "text"
    for where, (author, text) in notes.items():
        sheet[where].comment = Note(text, author)
    path = folder / "noted.xlsx"
    book.save(path)
    return path


def changed(path: Path, changes: dict[str, tuple[str, str]], more: dict[str, str]) -> Path:
    """The workbook with text replaced in some members, and with more members."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in changes.items():
        assert old.encode() in members[name]
        members[name] = members[name].replace(old.encode(), new.encode())
    path.write_bytes(zipped({**members, **more}))
    return path


def comments(path: Path) -> dict[tuple[int, int], tuple[Comment, ...]]:
    """The comments on the second sheet; the first has none."""
    first, second = grids(path)
    assert not first.comments
    return dict(second.comments)


def test_notes_come_with_author_and_text(tmp_path: Path) -> None:
    """A note is found at its cell, filled or not; one without text is none."""
    notes = {
        "A1": ("Ana", "Two\nlines & <more>"),
        "D17": ("Örs", " unsure "),
        "B2": ("Ana", ""),
        "B3": ("", "nobody's"),
    }
    assert comments(noted(tmp_path, notes)) == {
        (0, 0): (Comment("Ana", "Two\nlines & <more>"),),
        (16, 3): (Comment("Örs", "unsure"),),
        (2, 1): (Comment("", "nobody's"),),
    }


def test_the_name_that_excel_puts_before_a_note_is_no_text(tmp_path: Path) -> None:
    """A note that begins with its author's name has it once, as the author."""
    notes = {"A1": ("Ana Bel", "Ana Bel:\nI doubt it."), "A2": ("Ana Bel", "Bo:\nI do not.")}
    assert comments(noted(tmp_path, notes)) == {
        (0, 0): (Comment("Ana Bel", "I doubt it."),),
        (1, 0): (Comment("Ana Bel", "Bo:\nI do not."),),
    }


def test_threads_come_with_their_replies(tmp_path: Path) -> None:
    """Each comment of a thread has its author; the note that stands in for it is left out."""
    path = noted(tmp_path, {"B2": ("tc={1}", STAND_IN), "B3": ("Ana", "a plain note")})
    relation = '<Relationship Id="t{0}" Type="{1}/{0}" Target="{2}"/></Relationships>'
    changes = {
        "xl/worksheets/_rels/sheet2.xml.rels": (
            "</Relationships>",
            relation.format("threadedComment", _OFFICE, "../threadedComments/thread1.xml"),
        ),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            relation.format("person", _OFFICE, "persons/person.xml"),
        ),
    }
    more = {"xl/threadedComments/thread1.xml": THREAD, "xl/persons/person.xml": PEOPLE}
    assert comments(changed(path, changes, more)) == {
        (1, 1): (Comment("Ana Bel", "Is this trust?"), Comment("Bo", "Yes & no")),
        (2, 1): (Comment("Ana", "a plain note"),),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STAND_IN, [("", "Is this trust?"), ("", "Yes, in the\nsecond half.")]),
        ("So?\n\t-Ana Bel\nYes.\nOh.\n\t-Bo", [("Ana Bel", "So?"), ("Bo", "Yes.\nOh.")]),
        ("one\n\t-two\nthree", [("", "one\n\t-two\nthree")]),
    ],
    ids=["LibreOffice kept the stand-in", "Google Sheets", "neither"],
)  # fmt: skip
def test_threads_in_a_note(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    """Where a program wrote a thread as one note, its comments are told apart again."""
    (found,) = comments(noted(tmp_path, {"A1": ("", text)})).values()
    assert found == tuple(Comment(*each) for each in expected)


def test_runs_of_a_note_are_joined(tmp_path: Path) -> None:
    """A note in several fonts is one text, without the reading aids of East Asian script."""
    path = noted(tmp_path, {"A1": ("Ana", "plain")})
    runs = (
        '<r><t xml:space="preserve">bold </t></r><r><t>and not</t></r>'
        '<rPh sb="0" eb="1"><t>aid</t></rPh>'
    )
    changed(path, {"xl/comments/comment1.xml": ("<t>plain</t>", runs)}, {})
    assert comments(path) == {(0, 0): (Comment("Ana", "bold and not"),)}


def test_many_comments_are_read_quickly(tmp_path: Path) -> None:
    """A comment on each of some thousand rows is found."""
    notes = {f"B{row}": (f"coder {row % 3}", f"note {row}") for row in range(1, 3_001)}
    found = comments(noted(tmp_path, notes))
    assert len(found) == 3_000
    assert found[2_999, 1] == (Comment("coder 0", "note 3000"),)


def test_a_note_of_a_missing_author(tmp_path: Path) -> None:
    """A note that names an author who is not listed has none."""
    path = noted(tmp_path, {"A1": ("Ana", "alone")})
    changed(path, {"xl/comments/comment1.xml": ('authorId="0"', 'authorId="7"')}, {})
    grid: Grid = grids(path)[1]
    assert grid.comments[0, 0] == (Comment("", "alone"),)
