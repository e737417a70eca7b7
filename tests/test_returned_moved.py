"""Cells that were moved against their rows are told from corrections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.review.returned.moved import moved
from returned_sheets import dice_of, long_study, sent, whats

if TYPE_CHECKING:
    import random
    from pathlib import Path

CODES = [f"code-{number}" for number in range(30)]
SEEDS = st.integers(0, 2**32)


def column(dice: random.Random, rows: int, filled: float = 0.4) -> list[str]:
    """What was sent in a column: some codes often, most seldom, many cells empty."""
    weights = [1 / (place + 1) for place in range(len(CODES))]
    return [dice.choices(CODES, weights)[0] if dice.random() < filled else "" for _ in range(rows)]


def corrected(dice: random.Random, sent: list[str], part: float, values: list[str]) -> list[str]:
    """The column after corrections: each clears, replaces or adds a value."""
    back = list(sent)
    for place in dice.sample(range(len(sent)), int(part * len(sent))):
        back[place] = "" if back[place] and dice.random() < 0.4 else dice.choice(values)
    return back


@given(SEEDS, st.sampled_from((0.02, 0.1)))
def test_corrections_are_not_taken_for_moves(seed: int, part: float) -> None:
    """Corrections of up to a tenth of the cells, also in a sheet sorted by them, are none."""
    dice = dice_of(seed)
    sent = column(dice, dice.choice((40, 150, 600)))
    back = corrected(dice, sent, part, CODES)
    pairs = list(zip(back, sent, strict=True))
    assert moved(back, sent) is None
    pairs.sort(key=lambda pair: (not pair[0], pair[0]))
    assert moved([pair[0] for pair in pairs], [pair[1] for pair in pairs]) is None


@pytest.mark.parametrize("part", [0.3, 0.6])
def test_many_corrections_are_hardly_ever_taken_for_moves(part: float) -> None:
    """Where most of a column is corrected, one in a hundred at most is asked about in vain."""
    taken = 0
    for seed in range(300):
        dice = dice_of(seed)
        sent = column(dice, 150)
        taken += moved(corrected(dice, sent, part, CODES), sent) is not None
    assert taken <= 3


@given(SEEDS, st.sampled_from((0.02, 0.1)))
def test_flipped_valences_are_not_taken_for_moves(seed: int, part: float) -> None:
    """Corrections that turn positive into negative as often as the other way move nothing."""
    dice = dice_of(seed)
    values = ["positive", "negative", "mixed", "neutral"]
    sent = [dice.choices(values, (6, 4, 1, 1))[0] for _ in range(dice.choice((60, 200)))]
    assert moved(corrected(dice, sent, part, values), sent) is None


@given(seed=SEEDS, falling=st.booleans(), part=st.sampled_from((0.0, 0.02)))
def test_a_column_sorted_alone_is_told(*, seed: int, falling: bool, part: float) -> None:
    """A column that was sorted without the others is told, also after some corrections."""
    dice = dice_of(seed)
    sent = column(dice, 80)
    back = corrected(dice, sent, part, CODES)
    filled = sorted(filter(None, back), reverse=falling)
    found = moved(filled + [""] * back.count(""), sent)
    assert found is not None
    assert found.how == "sorted"
    assert found.last >= len(filled) - 1


@given(seed=SEEDS, count=st.sampled_from((1, 2, 3, 7)), down=st.booleans())
def test_a_deleted_or_inserted_cell_is_told(*, seed: int, count: int, down: bool) -> None:
    """Cells that moved up or down from some row on are told, with all rows from there on."""
    dice = dice_of(seed)
    sent = column(dice, 100)
    place = dice.randrange(10, 50)
    if down:
        back = (sent[:place] + [""] * count + sent[place:])[: len(sent)]
    else:
        back = sent[:place] + sent[place + count :] + [""] * count
    changed = [n for n, (one, other) in enumerate(zip(back, sent, strict=True)) if one != other]
    found = moved(back, sent)
    assert found is not None
    assert found.how == "shifted"
    assert found.first <= changed[0]
    assert found.last >= changed[-1]


@given(SEEDS)
def test_a_deleted_cell_is_told_after_corrections(seed: int) -> None:
    """A shift is told in a column that was corrected here and there, too."""
    dice = dice_of(seed)
    sent = column(dice, 300)
    back = sent[:40] + sent[41:] + [""]
    assert moved(corrected(dice, back, 0.03, CODES), sent) is not None


@given(seed=SEEDS, down=st.booleans())
def test_corrections_do_not_hide_where_a_shift_begins(*, seed: int, down: bool) -> None:
    """Where cells beside a deleted or inserted one were corrected, they are concerned as well."""
    dice = dice_of(seed)
    sent = column(dice, 100, filled=0.7)
    filled = [*sent[:40], *["code-new"] * 4, *sent[44:]]
    back = [*filled[:40], "", *filled[40:-1]] if down else [*filled[:40], *filled[41:], ""]
    found = moved(back, sent)
    assert found is not None
    assert found.first <= 40
    assert found.last == len(sent) - 1


@given(SEEDS)
def test_a_column_in_another_order_is_told(seed: int) -> None:
    """A column pasted from a sheet in another order is told, whatever that order is."""
    dice = dice_of(seed)
    sent = column(dice, 60)
    back = dice.sample(sent, len(sent))
    assert Counter(back) == Counter(sent)
    assert moved(back, sent) is not None


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ("ab.c", "a..c"),
        ("ab..c", "ab.dc"),
        ("abcd", "accd"),  # a code of the next row, which keeps it
        ("abcd", "abcd"),
        ("....", "ab.."),
    ],
)
def test_single_corrections_are_none(sent: str, back: str) -> None:
    """A cleared, an added and a replaced code are corrections."""
    assert moved(cells(back), cells(sent)) is None


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        (".aa...b..", ".a...b..."),  # a cell deleted, those below moved up
        (".aa...b..", "..aa...b."),  # a cell inserted
        (".aa.b.c..", ".abc....."),  # sorted
        ("b.a.c.d.", "cdba...."),
    ],
)
def test_moves_in_a_small_sheet_are_told(sent: str, back: str) -> None:
    """A few codes are enough where they all moved."""
    assert moved(cells(back), cells(sent)) is not None


@pytest.mark.parametrize("key", ["code_1", "valence_1"])
def test_a_cell_inserted_near_the_end_is_told(tmp_path: Path, key: str) -> None:
    """A cell that moved beyond the last row tells that those above it moved down as well."""
    with long_study(tmp_path, 30) as study:
        sheet = sent(study, tmp_path)
        place = sheet.column(key)
        last = max(number for number, row in enumerate(sheet.rows) if row[place])
        rows = [list(row) for row in sheet.rows[: last + 1]]
        below = [""] * len(sheet.keys)
        below[place], rows[last][place] = rows[last][place], ""
        back = sheet.edited([*rows, below])
        assert "seems to have moved up or down" in whats(back.rows[-2])
        below[sheet.column("text")] = "They sang once more."  # a row of the reviewer's own
        assert not sheet.edited([*rows, below]).questions


def cells(column: str) -> list[str]:
    """A column of one letter a cell; a dot is an empty one."""
    return [letter.strip(".") for letter in column]
