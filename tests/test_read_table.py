"""Spreadsheets and delimited text: conversations as turns, answers as cells."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document, Table
from openpyxl import load_workbook

from contracts import check_draft
from office_files import opendocument, word_table, workbook
from relcode.errors import UnreadableError
from relcode.read.table import READER

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Draft

TALK = [
    ["Time", "Speaker", "Text"],
    [dt.time(0, 0, 1), "INT", "How did it start?"],
    [dt.timedelta(hours=26), "P1", "With a letter.\nA long one."],
    [None, None, "To the wrong house."],
]


def read(data: bytes, suffix: str = ".xlsx") -> Draft:
    """The draft of a file, checked against the contract."""
    draft = READER.read(data, f"talk{suffix}")
    check_draft(draft)
    return draft


def said(draft: Draft) -> list[tuple[str | None, str]]:
    """The speaker and text of each block."""
    return [(block.speaker, draft.text[block.start : block.end]) for block in draft.blocks]


def test_workbook_of_talk() -> None:
    """Each row is a turn with its speaker and time; a row without a name goes on."""
    data = workbook(TALK, [["1 - None"], ["2 - Keeping everybody together"]])
    assert READER.claim(data, ".txt") > 0.9
    draft = read(data)
    assert said(draft) == [
        ("INT", "How did it start?"),
        ("P1", "With a letter."),
        ("P1", "A long one."),
        ("P1", "To the wrong house."),
    ]
    assert [block.at for block in draft.blocks] == [1.0, 93_600.0, 93_600.0, None]
    assert draft.kind == "interview"
    assert draft.text.startswith("INT: How did it start?\n\nP1: With a letter.\n\nA long one.")


def test_opendocument_spreadsheet() -> None:
    """An .ods file is read like an .xlsx file."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("talk")
    rows = [["Speaker", "Text", "Time"], ["INT", "How?", "0:01"], ["P1", "So.", "0:05"]]
    table.set_values(rows)
    document.body.append(table)
    data = opendocument(document)
    assert READER.claim(data, "") == 1.0
    draft = read(data, ".ods")
    assert said(draft) == [("INT", "How?"), ("P1", "So.")]
    assert [block.at for block in draft.blocks] == [1.0, 5.0]


def test_hidden_sheets_are_left_out() -> None:
    """What the people who made the workbook hid is not read."""
    book = load_workbook(BytesIO(workbook(TALK, TALK)))
    book.worksheets[1].sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    assert len(read(buffer.getvalue()).blocks) == 4


def test_answers_stand_under_their_questions() -> None:
    """Several columns of answers come question by question, with who answered."""
    data = workbook(
        [
            ["Participant", "Age", "What helped you most?", "What stood in the way?"],
            ["P01", 41, "The neighbours who came by every week.", "The forms, which nobody read."],
            [
                "P02",
                38,
                "A phone number that somebody answered.",
                "Distance, and the winter roads.",
            ],
            ["P03", 57, "That they asked me before they began.", ""],
        ]
    )
    draft = read(data)
    assert [(block.form, block.speaker) for block in draft.blocks] == [
        ("heading", None),
        ("cell", "P01"),
        ("cell", "P02"),
        ("cell", "P03"),
        ("heading", None),
        ("cell", "P01"),
        ("cell", "P02"),
    ]
    assert said(draft)[4][1] == "What stood in the way?"
    assert {block.role for block in draft.blocks if block.form == "cell"} == {"participant"}


def test_one_column_of_comments() -> None:
    """A column named as comments is read whatever its length; the other columns are not."""
    data = b"id;score;Comment\n1;5;Good.\n2;4;Too long\n3;1;\n"
    assert READER.claim(data, ".csv") >= 0.7
    draft = read(data, ".csv")
    assert said(draft) == [(None, "Good."), (None, "Too long")]
    assert draft.blocks[0].role == "participant"
    assert draft.kind is None


def test_publications_are_not_people_talking() -> None:
    """In a table of publications the authors are no speakers."""
    rows = [["author", "year", "abstract", "doi"]]
    rows += [[f"Vale {n}", "2020", f"We saw {n} gardens in a year.", "10.5/x"] for n in "1234"]
    assert {speaker for speaker, _ in said(read(workbook(rows)))} == {None}


CSV = 'Speaker,Text\nINT,"How did it start, then?"\nP1,"With a ""letter"".\nA long one."\n'
EXPECTED = [("INT", "How did it start, then?"), ("P1", 'With a "letter".'), ("P1", "A long one.")]


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.replace("\n", "\r\n").encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace("Speaker,", "Speaker;").replace("INT,", "INT;").replace("P1,", "P1;").encode(),
        CSV.replace("Speaker,", "Speaker\t")
        .replace("INT,", "INT\t")
        .replace("P1,", "P1\t")
        .encode(),
    ],
    ids=["plain", "Excel", "UTF-16", "semicolons", "tabs"],
)
def test_delimited_text(data: bytes) -> None:
    """Quotes, line ends within cells, delimiters and encodings are found out."""
    assert READER.claim(data, ".csv") == 0.9
    assert READER.claim(data, ".txt") >= 0.7
    assert said(read(data, ".csv")) == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        "INT: How did it start, then?\nP1: With a letter, a long one.\nINT: And then, what?\n",
        "We met, and talked.\nThen, at noon, we left.\n",
        "a,b\n1,2\n",
        "",
    ],
)
def test_other_text_is_left_to_others(text: str) -> None:
    """Prose with commas, transcripts with colons and plain numbers are claimed by no table."""
    assert READER.claim(text.encode(), ".txt") == 0
    assert READER.claim(text.encode(), ".csv") <= 0.1


def test_tables_of_markdown_are_left_to_markdown() -> None:
    """A table drawn with bars is claimed only in a file named as delimited text."""
    assert READER.claim(b"| Speaker | Text |\n| --- | --- |\n| INT | How? |\n", ".md") == 0


def test_word_documents_are_not_claimed() -> None:
    """Another kind of archive is not taken for a workbook, whatever its suffix."""
    assert READER.claim(word_table([["a", "b"]]), ".xlsx") == 0


SPEAKERS = {
    "Comparing Fractions 2_Grade 4": {"T/R1", "Jessica", "Erik"},
    "Davies": {"T", "S", "SS", "Maya"},
    "Year1.Gautier": {"T", "S", "River"},
    "030220": {"T", "Students", "Portia"},
    "Smith": {"Teacher", "Students", "Speaker 2"},
    "Year2.Gautier": {"T", "S"},
    "012821": {"T", "T2", "Gavin"},
    "020521": {"Ms. Gibson", "S1"},
    "030521": {"T", "SS"},
    "Video Mosaic": {"T", "Michael"},
}


@pytest.mark.parametrize("name", SPEAKERS)
def test_lessons(shared: Path, name: str) -> None:
    """Each layout of the lessons gives its speakers, and a block for each sentence."""
    (file,) = (each for each in (shared / "data/talkmoves").glob("*.xlsx") if name in each.name)
    draft = read(file.read_bytes())
    assert SPEAKERS[name] <= {block.speaker for block in draft.blocks}
    rows = load_workbook(file).worksheets[0].iter_rows(values_only=True)
    column = list(next(rows)).index("Sentence")
    sentences = [str(row[column]) for row in rows if row[column] is not None]
    assert abs(len(draft.blocks) - len(sentences)) <= 2


def test_quotes_of_a_focus_group(shared: Path) -> None:
    """A table of quotes is read as cells, all of them."""
    draft = read((shared / "data/autspaces/derived_quotes.csv").read_bytes(), ".csv")
    assert len(draft.blocks) == 606
    assert {block.form for block in draft.blocks} == {"cell"}


CELLS: Any = st.lists(st.lists(st.text(max_size=20), max_size=4), max_size=8)


@given(CELLS)
def test_any_delimited_text_is_taken(rows: list[list[str]]) -> None:
    """Whatever stands in the cells, the draft keeps the contract or there is none."""
    data = "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")
    assert 0 <= READER.claim(data, ".csv") <= 1
    try:
        check_draft(READER.read(data, "talk.csv"))
    except UnreadableError as error:
        assert error.fix  # noqa: PT017 - either outcome is right
