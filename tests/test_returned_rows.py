"""What a row of segments says when it comes back, and what is unclear about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode import grid
from relcode.review.back import Extent
from returned_sheets import Sent, long_study, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TRUST, TWO, PLAIN, FOG, CALLS = 1, 2, 3, 4, 7  # rows of the small study


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as CSV."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path)


def test_an_untouched_sheet_says_what_was_sent(sheet: Sent) -> None:
    """Codes stand in their slots with their valences; nothing is marked, asked or remarked."""
    back = sheet.edited(sheet.rows)
    assert back.sheet.coder == "Ana"
    assert [row.id for row in back.rows] == list(sheet.study.rounds.sent(back.sheet.id))
    assert [(one.code, one.valence, one.slot) for one in back.rows[TWO].said] == [
        ("trust", "positive", 1),
        ("relationships", "positive", 2),
    ]
    assert not any(row.mark or row.doubts or row.remarks or row.own for row in back.rows)
    assert not any((back.questions, back.remarks, back.rulings))


def test_decisions_are_read_with_their_cells(sheet: Sent) -> None:
    """A new code, a list, a status and a note are read, each code with its cell."""
    row = sheet.with_cells(
        (FOG, "code_1", "Trust (general)"),
        (FOG, "valence_1", "+"),
        (FOG, "more", 'power "count on them"; voice +1'),
        (FOG, "status", " Done "),
        (FOG, "note", "'=a note"),
    ).rows[FOG]
    assert [(one.code, one.valence, one.extent, one.slot) for one in row.said] == [
        ("trust", "positive", None, 1),
        ("power", None, Extent("count on them"), 0),
        ("voice", None, Extent(following=1), 0),
    ]
    assert row.said[0].at == f"back.csv!{address(sheet, FOG, 'code_1')}"
    assert (row.mark, row.note, row.doubts) == ("done", "=a note", ())


@pytest.mark.parametrize(
    ("cell", "mark"),
    [("x", "done"), ("OK", "done"), ("TRUE", "done"), ("✓", "done"), ("?", "unsure"),
     ("Not  sure", "unsure"), ("FALSE", ""), ("no", ""), ("\u00a0", "")],
)  # fmt: skip
def test_statuses_have_other_names(sheet: Sent, cell: str, mark: str) -> None:
    """Ticks and the like are statuses; an empty box is none."""
    row = sheet.with_cells((FOG, "status", cell)).rows[FOG]
    assert (row.mark, row.doubts) == (mark, ())


def test_an_unknown_status_or_valence_is_asked_about(sheet: Sent) -> None:
    """What is neither is told with the cell and what is valid."""
    back = sheet.with_cells((FOG, "status", "dnoe"), (TRUST, "valence_1", "bad"))
    assert "'dnoe' is not a status; valid: done, unsure" in whats(back.rows[FOG])
    assert "'bad' is neither a valence nor a role" in whats(back.rows[TRUST])
    assert address(sheet, TRUST, "valence_1") in whats(back.rows[TRUST])


def test_an_unknown_code_is_asked_about(sheet: Sent) -> None:
    """The cell and the nearest code are told, and the other codes of the row are kept."""
    row = sheet.with_cells((TWO, "code_3", "comunication")).rows[TWO]
    assert [one.code for one in row.said] == ["trust", "relationships"]
    place = address(sheet, TWO, "code_3")
    assert (
        whats(row)
        == f"back.csv!{place}: 'comunication' is not a code; did you mean 'communication'?"
    )


def test_a_valence_needs_its_code(sheet: Sent) -> None:
    """A valence alone is asked about, but for the one that a cleared code has left behind."""
    assert "stands here without a code" in whats(
        sheet.with_cells((FOG, "valence_2", "mixed")).rows[FOG]
    )
    assert not sheet.with_cells((TRUST, "code_1", "")).rows[TRUST].doubts
    changed = sheet.with_cells((TRUST, "code_1", ""), (TRUST, "valence_1", "mixed"))
    assert "without a code" in whats(changed.rows[TRUST])


def test_a_code_twice_is_one_unless_they_differ(sheet: Sent) -> None:
    """The same code in two cells counts once, with what either says; a contradiction is asked."""
    twice = sheet.with_cells((TRUST, "more", "trust (barrier)")).rows[TRUST]
    assert [one[:3] for one in twice.said] == [("trust", "negative", "barrier")]
    differs = sheet.with_cells((TRUST, "more", "trust (mixed)")).rows[TRUST]
    assert "'trust' stands here and in" in whats(differs)
    parts = sheet.with_cells((TRUST, "more", 'trust "no trust"')).rows[TRUST]
    assert "with something else said of it" in whats(parts)


def test_a_list_in_a_code_cell_is_several_codes(sheet: Sent) -> None:
    """The valence beside a list is that of the code which was sent with it, or of all."""
    added = sheet.with_cells((TRUST, "code_1", "power; trust")).rows[TRUST]
    assert [(one.code, one.valence, one.slot) for one in added.said] == [
        ("power", None, 0),
        ("trust", "negative", 1),
    ]
    fresh = sheet.with_cells((FOG, "code_1", "power; trust"), (FOG, "valence_1", "mixed"))
    assert [(one.code, one.valence) for one in fresh.rows[FOG].said] == [
        ("power", "mixed"),
        ("trust", "mixed"),
    ]
    unclear = sheet.with_cells((TRUST, "code_1", "power; trust"), (TRUST, "valence_1", "mixed"))
    assert "stands beside several codes" in whats(unclear.rows[TRUST])
    behind = sheet.with_cells((TRUST, "code_1", "trust (mixed)")).rows[TRUST]
    assert "stands here, and something else behind the code" in whats(behind)


def test_own_columns_are_kept(sheet: Sent) -> None:
    """Columns without a key keep what stands in them under their heading, or their letter."""
    rows = [[*row, "", "", "", ""] for row in sheet.rows]
    rows[1][-4:-1] = ["Mood", "", "Mood"]
    rows[2 + FOG][-4:-1] = ["calm", "loose", "calmer"]
    back = sheet.edited(rows)
    width = len(rows[0])
    letters = [address_of(0, width - 3), address_of(0, width - 2)]
    assert back.rows[FOG].own == {
        "Mood": "calm",
        letters[0]: "loose",
        f"Mood ({letters[1]})": "calmer",
    }
    assert not back.rows[TRUST].own


def test_own_columns_of_an_earlier_sheet_tell_what_was_cleared(sheet: Sent) -> None:
    """A column with a key of its own is known by it, and its empty cells are told."""
    rows = [[*row, ""] for row in sheet.rows]
    rows[0][-1], rows[1][-1], rows[2][-1] = "own:My Mood", "renamed", "calm"
    back = sheet.edited(rows)
    assert [row.own for row in back.rows[:2]] == [{"My Mood": "calm"}, {"My Mood": ""}]


def test_ticked_columns_are_codes(sheet: Sent) -> None:
    """A column named by a code, with nothing but ticks, says yes or no to it; "codes" lists."""
    rows = [[*row, "", "", ""] for row in sheet.rows]
    rows[1][-3:] = ["Trust (general)", "power", "Codes"]
    rows[2 + FOG][-3:] = ["x", "0", "voice, equity (neg)"]
    rows[2 + TRUST][-3:] = ["TRUE", "✓", ""]
    back = sheet.edited(rows)
    assert [(one.code, one.valence, one.slot) for one in back.rows[FOG].said] == [
        ("voice", None, 0),
        ("equity", "negative", 0),
        ("trust", None, 0),
    ]
    assert back.rows[FOG].denied == ("power",)
    assert [(one.code, one.valence) for one in back.rows[TRUST].said] == [
        ("trust", "negative"),
        ("power", None),
    ]
    assert not back.rows[TRUST].own


def test_a_column_named_like_a_code_may_be_something_else(sheet: Sent) -> None:
    """Where other words stand among the ticks, nothing is taken for a code, and that is told."""
    rows = [[*row, ""] for row in sheet.rows]
    rows[1][-1], rows[2][-1], rows[3][-1] = "power", "x", "ask Ben"
    back = sheet.edited(rows)
    assert [row.own for row in back.rows[:2]] == [{"power": "x"}, {"power": "ask Ben"}]
    assert "named like a code" in back.remarks[0].what


def test_a_deleted_column_clears_nothing(sheet: Sent) -> None:
    """Rows that had a code in a column that is gone are asked about; the others are read."""
    place = sheet.column("code_1")
    back = sheet.edited([[*row[:place], *row[place + 1 :]] for row in sheet.rows])
    assert "the column 'code_1' is missing; 3 rows" in whats(back)
    assert [bool(row.doubts) for row in back.rows[:4]] == [False, True, True, False]
    place = sheet.column("valence_1")
    back = sheet.edited([[*row[:place], *row[place + 1 :]] for row in sheet.rows])
    assert [one.valence for one in back.rows[TWO].said] == ["positive", "positive"]
    place = sheet.column("status")
    back = sheet.edited([[*row[:place], *row[place + 1 :]] for row in sheet.rows])
    assert "no row counts as done" in whats(back)


def test_rows_without_an_id_are_new(sheet: Sent) -> None:
    """A row that a reviewer added is read without an id; an empty one is none."""
    new = [""] * len(sheet.keys)
    new[sheet.column("text")], new[sheet.column("code_1")] = "They sang.", "trust"
    back = sheet.edited([*sheet.rows[:5], [""] * len(new), new, *sheet.rows[5:], [" "] * len(new)])
    assert len(back.rows) == 10
    row = next(row for row in back.rows if not row.id)
    assert (row.text, [one.code for one in row.said], row.doubts) == ("They sang.", ["trust"], ())


def test_a_status_below_the_last_row_is_told_once(sheet: Sent) -> None:
    """A status filled down past the last row is one question about the file."""
    place = sheet.column("status")
    filled = [[""] * place + ["done"] + [""] * (len(sheet.keys) - place - 1)] * 30
    back = sheet.edited([*sheet.rows, *filled])
    assert len(back.rows) == 9
    (question,) = back.questions
    assert question.at.endswith(f"{address_of(11, place)}:{address_of(40, place)}")


def test_a_sorted_column_holds_its_rows_back(tmp_path: Path) -> None:
    """Codes that were sorted without the other columns are one question, and no decision."""
    with long_study(tmp_path, 60) as study:
        sheet = sent(study, tmp_path)
        place = sheet.column("code_1")
        codes = sorted((row[place] for row in sheet.rows[2:]), key=lambda code: (not code, code))
        rows = [[*row[:place], code, *row[place + 1 :]]
                for row, code in zip(sheet.rows[2:], codes, strict=True)]  # fmt: skip
        back = sheet.edited([*sheet.rows[:2], *rows])
        (question,) = back.questions
        assert "sorted without the other columns" in question.what
        changed = [new != old for new, old in zip(rows, sheet.rows[2:], strict=True)]
        assert all(row.doubts for row, is_new in zip(back.rows, changed, strict=True) if is_new)


def address_of(row: int, column: int) -> str:
    """The letters of a column, with its row where that is not the first."""
    found = grid.address(row, column)
    return found if row else found[:-1]


def address(sheet: Sent, row: int, key: str) -> str:
    """The address of a cell of a data row."""
    return address_of(row + 2, sheet.column(key))


@pytest.mark.parametrize("shift", [False, True])
def test_decisions_that_moved_together_hold_all_back(sheet: Sent, *, shift: bool) -> None:
    """Where codes, valences and statuses moved along, no status is believed either."""
    first, last = sheet.column("code_1"), sheet.column("status")
    rows = [list(row) for row in sheet.rows]
    for row, status in zip(rows[2:], ["done", ""] * 5, strict=False):
        row[last] = status
    block = [row[first : last + 1] for row in rows[2:]]
    moved = [*block[1:], [""] * len(block[0])] if shift else sorted(block, key=lambda row: row[-1])
    back = sheet.edited([*rows[:2], *map(replaced(first, last), rows[2:], moved)])
    held = [bool(row.doubts) for row in back.rows]
    assert held == [True] * 9 if not shift else all(held[1:])
    assert "rows are held back" in whats(back)


def replaced(first: int, last: int) -> Callable[[list[str], list[str]], list[str]]:
    """A function that puts a block of cells into a row."""
    return lambda row, block: [*row[:first], *block, *row[last + 1 :]]
