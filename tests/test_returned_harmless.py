"""What a reviewer does to a sheet without meaning anything by it changes nothing that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returned_sheets import CODES, Sent, dice_of, long_study, sent

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from relcode.review.back import Back

    Rows = list[list[str]]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """A sheet of forty rows, some of them filled in."""
    folder = tmp_path_factory.mktemp("harmless")
    with long_study(folder, 40) as study:
        found = sent(study, folder)
        dice = dice_of(3)
        for row in found.rows[2:]:
            cells = {
                "status": dice.choice(["", "done", "unsure"]),
                "note": dice.choice(["", "Hm."]),
            }
            if dice.random() < 0.3:
                free = [code for code in CODES if code not in row]
                cells |= {"code_4": dice.choice(free), "valence_4": "mixed"}
            for key, text in cells.items():
                row[found.column(key)] = text
        yield found


def says(back: Back) -> dict[str, Any]:
    """What the rows say, by id."""
    return {
        row.id: ([one[:5] for one in row.said], row.mark, row.note, bool(row.doubts))
        for row in back.rows
    }


def reordered(rows: Rows, dice: random.Random) -> Rows:
    """All rows in another order, the heads first."""
    return [*rows[:2], *dice.sample(rows[2:], len(rows) - 2)]


def sorted_by_a_column(rows: Rows, dice: random.Random) -> Rows:
    """All rows in the order of some column."""
    place = dice.randrange(len(rows[0]))
    return [*rows[:2], *sorted(rows[2:], key=lambda row: row[place], reverse=dice.random() < 0.5)]


def columns_moved(rows: Rows, dice: random.Random) -> Rows:
    """All columns in another order."""
    order = dice.sample(range(len(rows[0])), len(rows[0]))
    return [[row[place] for place in order] for row in rows]


def columns_added(rows: Rows, dice: random.Random) -> Rows:
    """An empty column, or one of the reviewer's own."""
    place, own = dice.randrange(len(rows[0])), dice.random() < 0.5
    cells = ["", "Mine", *(["x", ""] * len(rows))] if own else [""] * len(rows)
    pairs = zip(rows, cells, strict=False)
    return [[*row[:place], cell if any(row) else "", *row[place:]] for row, cell in pairs]


def rows_added(rows: Rows, dice: random.Random) -> Rows:
    """Empty rows among the others, and at the end."""
    blank, place = [""] * len(rows[0]), dice.randrange(2, len(rows))
    return [*rows[:place], blank, *rows[place:], blank]


def renamed(rows: Rows, dice: random.Random) -> Rows:
    """Other titles over the visible columns."""
    titles = [
        title if key.startswith("_") or dice.random() < 0.5 else f"My {title}"
        for key, title in zip(rows[0], rows[1], strict=True)
    ]
    return [rows[0], titles, *rows[2:]]


def recased(rows: Rows, dice: random.Random) -> Rows:
    """Keys, codes, valences and statuses in other letters, with blanks around them."""
    decisions = ("code_", "valence_", "status")
    changes = (str.upper, str.title, "  {}".format, "{}\u00a0".format, "\u200b{} ".format)
    there = [place for place, key in enumerate(rows[0]) if key.startswith(decisions)]
    found = [list(map(dice.choice((str.upper, str.lower)), rows[0])), *map(list, rows[1:])]
    for row in found[2:]:
        for place in there:
            row[place] = dice.choice(changes)(row[place]) if row[place] else ""
    return found


CHANGES: list[Callable[[Rows, random.Random], Rows]] = [
    reordered,
    sorted_by_a_column,
    columns_moved,
    columns_added,
    rows_added,
    renamed,
    recased,
]


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(CHANGES), max_size=5, unique=True))
def test_harmless_changes_change_nothing(
    sheet: Sent, seed: int, changes: list[Callable[[Rows, random.Random], Rows]]
) -> None:
    """Rows and columns may be put anywhere, titles renamed, cells recased and padded."""
    dice = dice_of(seed)
    rows = sheet.rows
    # keys are told from titles by their case here, so they are written in other letters last
    for change in sorted(changes, key=lambda change: change is recased):
        rows = change(rows, dice)
    back = sheet.edited(rows)
    assert says(back) == says(sheet.edited(sheet.rows, "sent.csv"))
    assert not back.questions


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.sampled_from((0.1, 0.5)))
def test_corrections_are_read_as_they_were_made(sheet: Sent, seed: int, part: float) -> None:
    """Codes that are cleared, replaced and added are read so, and raise no question."""
    dice = dice_of(seed)
    rows = [list(row) for row in sheet.rows]
    slots = [(sheet.column(f"code_{n}"), sheet.column(f"valence_{n}")) for n in (1, 2, 3)]
    wanted = {}
    for row in rows[2:]:
        if dice.random() < part:
            code, valence = dice.choice(slots)
            free = [each for each in CODES if each not in row]
            row[code] = dice.choice(["", *free])
            row[valence] = row[valence] if row[code] else ""
        own = [row[at] for at in range(len(row)) if sheet.keys[at].startswith("code_") and row[at]]
        wanted[row[sheet.column("_id")]] = own
    back = sheet.edited(rows)
    assert {row.id: [one.code for one in row.said] for row in back.rows} == wanted
    assert not back.questions
    assert not any(row.doubts for row in back.rows)
