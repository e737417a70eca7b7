"""Whatever the layout of a table of codes, the same decisions come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from coded_tables import (
    BOATS,
    FOG,
    LATER,
    NO_TRUST,
    RADIO,
    SEASON,
    book,
    brought,
    ready,
    reasons,
    table,
)
from relcode.errors import RelcodeError
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study: an interview `ferry.docx` and a report `season.pdf`."""
    with small_study(tmp_path) as made:
        yield made


WANTED = [
    (NO_TRUST, "trust", "negative"),
    (LATER, "trust", "positive"),
    (LATER, "relationships", "positive"),
    (SEASON, "communication", "positive"),
]

LONG = [
    ("Document name", "Coded segment", "Code", "Valence"),
    ("ferry", NO_TRUST, "trust", "negative"),
    ("ferry", LATER, "trust", "positive"),
    ("ferry", LATER, "relationships", "positive"),
    ("season", SEASON, "communication", "+"),
]
WIDE = [
    ("File", "Unit", "Trust (general)", "relationships", "Communication and information exchange"),
    ("ferry.docx", NO_TRUST, "-1", "0", "0"),
    ("ferry.docx", LATER, "positive", "x", ""),
    ("season.pdf", SEASON, "no", "FALSE", "✓"),
]
COMMAS = [
    ("Transcript", "Quotation", "Codes"),
    ("C:\\data\\ferry.docx", NO_TRUST, "trust (negative)"),
    ("C:\\data\\ferry.docx", LATER, "Relationships (general), trust +"),
    ("data/season.pdf", SEASON, "communication"),
]
PATHS = [
    ("Source", "Text", "Code"),
    ("Ferry", NO_TRUST, "Relational quality > Trust (general) > negative"),
    ("Ferry", LATER, "Relational quality\\Trust\nRelational quality: relationships"),
    ("Season", SEASON, "Study : Relational quality :: communication"),
]
SLOTS = [
    ("Nr", "Interview", "Passage", "Code 1", "Valence 1", "Code 2", "Valence 2"),
    ("1", "ferry", NO_TRUST, "trust", "neg", "", ""),
    ("2", "ferry", LATER, "trust", "pos", "relationships", "pos"),
    ("3", "season", SEASON, "communication", "", "", ""),
]
DEDOOSE = [
    ("Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Date", "Excerpt Copy",
     "Codes Applied Combined", "Code: Quality\\Trust Applied", "Code: Quality\\Trust Range",
     "Code: Quality\\Trust Weight", "Code: Relationships Applied", "Code: Communication Applied"),
    ("ferry.docx", "0-18", "Ana", "2/5/2024", NO_TRUST, "Trust",
     "True", "True", "-1", "False", "False"),
    ("ferry.docx", "19-40", "Ana", "2/5/2024", LATER, "Trust, Relationships",
     "True", "True", "1", "True", "False"),
    ("season.pdf", "0-12", "Ana", "2/6/2024", SEASON, "Communication",
     "False", "False", "", "False", "True"),
]  # fmt: skip


@pytest.mark.parametrize("rows", [LONG, WIDE, COMMAS, PATHS, SLOTS], ids="LWCPS")
def test_every_layout_says_the_same(
    study: Study, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    """One code a row, a column a code, lists, paths and slots give the same decisions."""
    result = ready(study, table(tmp_path / "codes.csv", *rows))
    found = brought(result, study)
    wanted = WANTED
    if rows is WIDE:  # weights have no valence
        wanted = [(NO_TRUST, "trust", "negative"), *WANTED[1:]]
    assert sorted(found) == sorted(wanted)
    assert not result.doubts


def test_a_column_for_each_code_beats_the_list_beside_it(study: Study, tmp_path: Path) -> None:
    """Of Dedoose's list and columns the columns are read, and weights and ranges are no codes."""
    result = ready(study, table(tmp_path / "codes.csv", *DEDOOSE), coder="")
    assert [(words, code) for words, code, _ in brought(result, study)] == [
        (words, code) for words, code, _ in WANTED
    ]
    assert (result.layouts[0].ticked, result.unknown) == (3, ())
    assert result.settled.brought.decisions[0].coding.why.note == "codes.csv 2 (2/5/2024)"


def test_titles_above_the_header_and_sheets_without_codes_are_passed_over(
    study: Study, tmp_path: Path
) -> None:
    """The row of names need not be the first, nor the table the only one."""
    path = book(tmp_path / "codes.xlsx", ("Coding of the ferry study",), (), *LONG)
    made = load_workbook(path)
    made.create_sheet("Information", 0).append(["Title", "Codings"])
    made.save(path)
    result = ready(study, path)
    assert sorted(brought(result, study)) == sorted(WANTED)
    assert result.unread == ("Information",)
    assert result.placing.placed[0].row.where == "Codings!4"


def test_names_of_columns_in_other_languages_are_known(study: Study, tmp_path: Path) -> None:
    """The names that other programs give their columns are known in several languages."""
    for names in (
        ("Nazwa dokumentu", "Fragment", "Kod"),
        ("Dokumentname", "Codiertes Segment", "Code"),
        ("Nombre del documento", "Segmento codificado", "Código"),
        ("Document source", "Extrait", "Catégories"),
        ("文档名称", "编码片段", "编码"),
    ):
        path = table(tmp_path / "codes.csv", names, ("ferry", NO_TRUST, "trust"))
        assert len(brought(ready(study, path), study)) == 1, names


def test_without_names_the_content_tells_the_columns(study: Study, tmp_path: Path) -> None:
    """Codes, names of sources and long cells are told from one another; it is said so."""
    path = table(tmp_path / "codes.csv", ("ferry", NO_TRUST, "trust"), ("ferry", LATER, "openness"))
    result = ready(study, path)
    assert [code for _, code, _ in brought(result, study)] == ["trust", "openness"]
    assert result.layouts[0].columns == {
        "document": "column A", "text": "column B", "codes": "column C"
    }  # fmt: skip
    assert result.layouts[0].guessed == ("text", "document")


def test_the_user_can_say_which_column_is_which(study: Study, tmp_path: Path) -> None:
    """A column named by the user, by name or letter, is taken for what it is said to be."""
    path = table(
        tmp_path / "codes.csv",
        ("Original", "Translation of it", "What it is about"),
        (NO_TRUST, "Es gab zwischen den Mannschaften keinerlei Vertrauen.", "trust"),
    )
    result = ready(study, path, columns={"text": "Original", "codes": "c"})
    assert [code for _, code, _ in brought(result, study)] == ["trust"]
    with pytest.raises(
        RelcodeError, match="no column is called 'Orignal'; did you mean 'Original'"
    ):
        ready(study, path, columns={"text": "Orignal"})
    with pytest.raises(RelcodeError) as caught:
        ready(study, path, columns={"text": "Nope"})
    assert caught.value.fix == "valid: Original, Translation of it, What it is about"


@pytest.mark.parametrize(
    "rows",
    [
        [("only words here",)],
        [("Text", "Note"), (NO_TRUST, "hm")],
        [("Code", "Frequency"), ("trust", "4")],
        [(NO_TRUST, LATER, "trust"), (LATER, NO_TRUST, "trust")],
    ],
)
def test_a_file_without_a_table_of_codes_is_refused(
    study: Study, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    """Where passages or codes are missing, or two columns could be the passages, it is said so."""
    with pytest.raises(RelcodeError, match="--column text=NAME"):
        ready(study, table(tmp_path / "codes.csv", *rows))


def test_a_sheet_of_relcode_goes_another_way(study: Study, tmp_path: Path) -> None:
    """A sheet with relcode's keys is not taken apart by its words."""
    path = table(tmp_path / "codes.csv", ("_id", "text", "code_1"), ("s1-0-4", NO_TRUST, "trust"))
    with pytest.raises(RelcodeError, match="relcode review in"):
        ready(study, path)


def test_passages_merged_over_their_codes_are_read_for_each(study: Study, tmp_path: Path) -> None:
    """Cells merged downwards hold for every row that they reach over."""
    path = book(tmp_path / "codes.xlsx", *LONG[:3], ("", "", "relationships", ""))
    made = load_workbook(path)
    page = made["Codings"]
    page.merge_cells("A3:A4")
    page.merge_cells("B3:B4")
    made.save(path)
    result = ready(study, path)
    assert [(words, code) for words, code, _ in brought(result, study)] == [
        (words, code) for words, code, _ in WANTED[:3]
    ]


def test_a_row_without_codes_says_that_none_applies(study: Study, tmp_path: Path) -> None:
    """Where a row is a unit with all its codes, its segment is judged, also without codes."""
    rows = [*COMMAS, ("ferry.docx", BOATS, ""), ("ferry.docx", FOG.lower(), "trust; nonsense")]
    result = ready(study, table(tmp_path / "codes.csv", *rows))
    judged = {mark.segment for mark in result.settled.brought.judged}
    texts = {
        study.source(source).text[segment.start : segment.end]
        for source in study.source_ids()
        for segment in study.segments(source)
        if segment.id in judged
    }
    assert texts == {NO_TRUST, LATER, BOATS, SEASON}
    long = ready(study, table(tmp_path / "codes.csv", *LONG, ("ferry", BOATS, "", "")))
    assert not long.settled.brought.judged


def test_cells_that_do_not_tell_are_asked_about(study: Study, tmp_path: Path) -> None:
    """A minus under a code, an unknown valence and codes without words are doubts."""
    wide = ready(study, table(tmp_path / "a.csv", *WIDE, ("ferry", FOG, "-", "?", "")))
    assert reasons(wide) == [("5", "'-' under Trust (general) is neither yes nor no")]
    long = ready(
        study,
        table(
            tmp_path / "b.csv",
            *LONG,
            ("ferry", FOG, "trust", "warm"),
            ("ferry", "", "trust", ""),
            ("ferry", RADIO, "", ""),
        ),
    )
    assert [where for where, _ in reasons(long)] == ["6", "7", "8"]
    assert "no valence" in reasons(long)[0][1]


def test_columns_are_listed_by_their_names_alone(study: Study, tmp_path: Path) -> None:
    """A column that is not there brings up the names of columns, and no content of a cell."""
    path = table(tmp_path / "c.csv", ("Talks", ""), ("Text", "Code"), (NO_TRUST, "trust"))
    with pytest.raises(RelcodeError) as caught:
        ready(study, path, columns={"text": "Nope"})
    assert caught.value.fix == "valid: Code, Text"
    bare = table(tmp_path / "bare.csv", (NO_TRUST * 3, "trust"), (LATER, "trust"))
    with pytest.raises(RelcodeError) as caught:
        ready(study, bare, columns={"text": "Nope"})
    assert caught.value.fix == "valid: A, B"


def test_a_table_without_rows_is_explained(study: Study, tmp_path: Path) -> None:
    """Names of columns with nothing below are said to have no rows."""
    with pytest.raises(RelcodeError, match="has headings and no rows"):
        ready(study, table(tmp_path / "c.csv", ("Text", "Code")))
