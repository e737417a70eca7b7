"""A returned row is about the segment of its id only where nothing speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.review.returned.likeness import like
from relcode.terms import Block, Segment, Source, segment_id, source_id
from returned_sheets import Sent, long_study, sent, whats
from small_study import add, interview, small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as CSV."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path)


def cell(sheet: Sent, row: int, key: str) -> str:
    """What was sent in a data row."""
    return sheet.rows[row + 2][sheet.column(key)]


def test_an_id_that_was_filled_down_is_told(sheet: Sent) -> None:
    """An id beside another row's check, and an id that was never sent, are asked about."""
    back = sheet.with_cells((2, "_id", cell(sheet, 1, "_id")), (3, "_id", "s2c6b334427-0-51"))
    assert "the check beside it do not fit" in whats(back.rows[2])
    assert "without a row with the id 's2c6b334427-0-51'" in whats(back.rows[3])
    assert [len(row.doubts) for row in back.rows] == [0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_an_id_in_capitals_is_the_same(sheet: Sent) -> None:
    """The case of ids and checks, and blanks around them, do not matter."""
    row = sheet.with_cells(
        (1, "_id", f" {cell(sheet, 1, '_id').upper()} "),
        (1, "_hash", cell(sheet, 1, "_hash").upper()),
        (1, "_sheet", ""),
    ).rows[1]
    assert (row.id, row.doubts) == (cell(sheet, 1, "_id"), ())


def test_a_row_of_another_sheet_is_told(sheet: Sent, tmp_path: Path) -> None:
    """A row pasted from another coder's sheet says whose it is; from elsewhere, that too."""
    other = sent(sheet.study, tmp_path, "other.csv", coder="Ben")
    back = sheet.edited([*sheet.rows, other.rows[3]])
    assert "another sheet: of the sheet of round 'review-2', for Ben" in whats(back.rows[-1])
    back = sheet.with_cells((1, "_sheet", "0123456789ab"))
    assert "another study, or a round that this study does not have" in whats(back.rows[1])


def test_text_that_moved_is_told(sheet: Sent) -> None:
    """The text of another segment beside an id, or none, or a strange one, is asked about."""
    back = sheet.with_cells(
        (1, "text", cell(sheet, 2, "text")),
        (2, "text", ""),
        (3, "text", "Nobody ever came to see the lighthouse in winter."),
    )
    assert "cells seem to have moved" in whats(back.rows[1])
    assert "the text of this row is gone" in whats(back.rows[2])
    assert "quite another one" in whats(back.rows[3])


def test_edited_text_is_remarked_on(sheet: Sent) -> None:
    """A text that was corrected, shortened or split leaves the row as it is, with a remark."""
    text = cell(sheet, 1, "text")
    for edited in (text.replace("crews", "two crews"), text[:20], text.upper(), f"{text} (sic)"):
        row = sheet.with_cells((1, "text", edited)).rows[1]
        assert row.doubts == ()
        assert "the study keeps its own" in row.remarks[0].what
    assert not sheet.with_cells((1, "text", f" {text}\n")).rows[1].remarks


def test_without_ids_rows_are_known_by_their_texts(tmp_path: Path) -> None:
    """Where the column of ids is gone, a text that stands once is enough; else it is asked."""
    with long_study(tmp_path, 12) as study:
        sheet = sent(study, tmp_path)
        keep = [at for at, key in enumerate(sheet.keys) if key not in ("_id", "_hash")]
        rows = [[row[at] for at in keep] for row in sheet.rows]
        rows.reverse()
        back = sheet.edited([*rows[-2:][::-1], *rows[:-2]])
        assert [row.id for row in back.rows] == [row[0] for row in sheet.rows[:1:-1]]
        assert not any(row.doubts for row in back.rows)


def test_a_segment_that_is_cut_otherwise_now_is_known(sheet: Sent) -> None:
    """A row whose segment a later reading cut otherwise is known by the place in its id."""
    source, segments = interview()
    study = sheet.study
    (path,) = study.inputs_of(source.id)
    study.add(study.inputs()[path], source, segments[:1])
    assert not any(row.doubts for row in sheet.edited(sheet.rows).rows)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("We trust them.", "we  TRUST them", True),
        ("We trust them a lot these days.", "We do trust them a lot in these days", True),
        ("We trust them.", "The ferry was late again.", False),
        ("We trust them.", "", False),
        ("The ferries shared a timetable.", "The crews shared an office.", False),
        ("a b c d e " * 100, "a b c d e " * 99 + "x", True),
        ("one two three " * 100, "three seven eight " * 100, False),
    ],
)
def test_texts_are_alike_or_not(one: str, other: str, *, expected: bool) -> None:
    """An edited text is alike; one about other things is not."""
    assert like(one, other) is expected


def test_among_texts_that_moved_none_is_sure(tmp_path: Path) -> None:
    """Where ids stayed and the rest was sorted, rows of a text that stands twice are asked, too."""
    with small_study(tmp_path) as study:
        add(study, "2.txt", *echo(), [])
        sheet = sent(study, tmp_path)
        lines = sorted((row[3:] for row in sheet.rows[2:]), key=lambda row: row[5])
        rows = [[*row[:3], *line] for row, line in zip(sheet.rows[2:], lines, strict=True)]
        back = sheet.edited([*sheet.rows[:2], *rows])
        assert all(row.doubts for row in back.rows if row.text == "Yes.")


def echo() -> tuple[Source, list[Segment]]:
    """A source in which every sentence is the same."""
    text = "Yes. Yes. Yes. Yes."
    key = source_id(text)
    segments = [
        Segment(segment_id(key, at, at + 4), key, at, at + 4, "sentence")
        for at in range(0, len(text), 5)
    ]
    block = (Block(0, len(text)),)
    return Source(key, "echo", "interview", "en", key, text, block, (), ()), segments
