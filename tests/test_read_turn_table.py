"""Tables of turns are told from other tables by their headers, or by what they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.read.clock import seconds
from relcode.read.turn_table import TurnColumns, turn_columns, turns

TALK = ["How did it go that week?", "We had help from next door.", "Was it enough?", "It never is."]


def rows(*columns: list[str]) -> list[list[str]]:
    """The rows of these columns."""
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["Speaker", "Text"], TurnColumns(0, 1, None, 1)),
        (["Transcript", "who:"], TurnColumns(1, 0, None, 1)),
        (["SPEAKER_NAME", "Utterance"], TurnColumns(0, 1, None, 1)),
        (["Sprecherin", "Äußerung"], TurnColumns(0, 1, None, 1)),
        (["Locuteur", "Énoncé"], TurnColumns(0, 1, None, 1)),
        (["話者", "発言"], TurnColumns(0, 1, None, 1)),
    ],
)
def test_header_names_the_columns(names: list[str], columns: TurnColumns) -> None:
    """Names of columns are known in many spellings and languages, in any order."""
    people = ["INT", "P1", "INT", "P2"]
    data = rows(people, TALK) if columns.speaker == 0 else rows(TALK, people)
    assert turn_columns([names, *data]) == columns


def test_header_may_stand_below_a_title_and_beside_other_columns() -> None:
    """Titles above, unnamed columns and columns of tags do not hide the columns of talk."""
    data = rows(
        ["1", "2", "3", "4"], ["0:01", "0:05", "", "1:00"], ["I", "P", "I", "P"], TALK, ["none"] * 4
    )
    table = [["Interview 4", "", "", "", ""], ["", "S", "Speaker", "Sentence", "Tag"], *data]
    assert turn_columns(table) == TurnColumns(speaker=2, text=3, time=1, first=2)


def test_without_a_header_names_must_come_again() -> None:
    """A few short names beside talk are speakers; as many themes as quotes are not."""
    assert turn_columns(rows(["INT", "P1", "INT", "P1"], TALK)) == TurnColumns(0, 1, None)
    assert turn_columns(rows(["0:01", "0:02", "0:03", "0:04"], ["A", "B", "A", "B"], TALK)) == (
        TurnColumns(1, 2, 0)
    )
    assert turn_columns(rows(["Trust", "Power", "Voice", "Time"], TALK)) is None


@pytest.mark.parametrize(
    "table",
    [
        [],
        [[]],
        [["Speaker", "Text"]],
        [["Theme", "What was said about it"], ["Trust", TALK[0]], ["Trust", TALK[1]]],
        [["Name", "Affiliation"], ["Ana Ruiz", "University of the North, Planning"]],
        [["Name", "Age"], ["Ana", "40"], ["Ben", "41"], ["Ana", "42"]],
        [["Time", "Content"], ["morning", "Welcome and coffee"], ["noon", "Lunch in the hall"]],
        [["a", "b", "c", "d"], ["1", "2", "3", "4"]],
    ],
)
def test_other_tables_are_none_of_turns(table: list[list[str]]) -> None:
    """Empty tables, lists of people, agendas and themes with quotes are no conversation."""
    assert turn_columns(table) is None


def test_turns_carry_the_speaker_on() -> None:
    """An empty speaker's cell means the one before; a title across the table is nobody's."""
    table = [
        ["Speaker", "Text"],
        ["INT:", "How?"],
        ["", "And why?"],
        ["Part two", ""],
        ["P1", "So."],
    ]
    found = turns(table, TurnColumns(0, 1, None, 1))
    assert [(piece.speaker, piece.text) for piece in found] == [
        ("INT", "How?"),
        ("INT", "And why?"),
        (None, "Part two"),
        ("P1", "So."),
    ]


@pytest.mark.parametrize(
    ("name", "cell", "at"),
    [
        ("Start", "12.5", 12.5),
        ("start_ms", "12500", 12.5),
        ("Time", "0:12", 12),
        ("Time", "?", None),
    ],
)
def test_times_of_a_column(name: str, cell: str, at: float | None) -> None:
    """Bare numbers are seconds, or thousandths where the column says so."""
    table = [["Speaker", "Text", name], ["INT", TALK[0], cell], ["P1", TALK[1], "1"]]
    columns = turn_columns(table)
    assert columns is not None
    assert next(turns(table, columns)).start == at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1:02", 62),
        ("[00:01:02.5]", 62.5),
        ("01:02:03,250", 3723.25),
        ("00:01:02:15", 62),
        ("1:02 - 1:30", 62),
        ("00:00:01.000 --> 00:00:04.000", 1),
        ("#00:01:02#", 62),
        ("10:30 am", None),
        ("1:75", None),
        ("3", None),
        ("at 1:02 we met", None),
        ("", None),
    ],
)
def test_clock(text: str, expected: float | None) -> None:
    """Times are read alone, in brackets and of ranges; times of day and sentences are not."""
    assert seconds(text) == expected


@given(st.integers(0, 999), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_clock_reads_what_is_written(hours: int, minutes: int, secs: int, millis: int) -> None:
    """Every time written out is read back as its seconds."""
    written = f"{hours}:{minutes:02}:{secs:02}.{millis:03}"
    assert seconds(written) == pytest.approx(hours * 3600 + minutes * 60 + secs + millis / 1000)


@given(st.lists(st.lists(st.text(max_size=30), max_size=5), max_size=12))
def test_any_table_is_taken(table: list[list[str]]) -> None:
    """No table, ragged or strange, is too much; the columns found lie within it."""
    if columns := turn_columns(table):
        width = max(map(len, table))
        assert columns.text < width
        assert columns.speaker is None or columns.speaker < width
        list(turns(table, columns))
