"""Columns that a reviewer deleted: what stood in them was not cleared by a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.review.back import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.review.returned.shown import Shown
    from relcode.review.returned.table import Table

FIX = "copy it from the sheet as it was sent, with its hidden key"


def missing(table: Table, shown: Shown, known: Mapping[int, str]) -> Iterator[tuple[int, Question]]:
    """The doubts on rows that had codes in a column that is gone; the table is told which are."""
    for key, rows in _lost(table, shown, known).items():
        what = f"the column '{key}' is missing"
        for row in rows:
            yield row, Question(table.place(row), f"{what}, in which this row had a code", FIX)
        if rows:
            told = f"{what}; {len(rows)} rows that had a code in it are held back"
            table.questions.append(Question(table.where, told, FIX))
    for key in _valences(table, shown, known):
        what = f"the column '{key}' is missing; the valences that were sent are taken"
        table.questions.append(Question(table.where, what, FIX))
    if "status" not in table.columns:
        what = "the column 'status' is missing; no row counts as done"
        table.questions.append(Question(table.where, what, FIX))
    if "text" not in table.columns:
        what = "the column of texts is missing; rows were known by their ids alone"
        table.remarks.append(Question(table.where, what))


def _valences(table: Table, shown: Shown, known: Mapping[int, str]) -> list[str]:
    """The columns of valences that are gone, of those that stood beside codes."""
    most = max((len(shown.slots(segment)) for segment in known.values()), default=0)
    keys = (f"valence_{number}" for number in range(1, most + 1))
    return [key for key in keys if key not in table.columns]


def _lost(table: Table, shown: Shown, known: Mapping[int, str]) -> dict[str, Sequence[int]]:
    """The rows that had a code in a column that is gone, by its key."""
    counts = {row: len(shown.slots(segment)) for row, segment in known.items()}
    lost: dict[str, Sequence[int]] = {}
    for number in range(1, max(counts.values(), default=0) + 1):
        if f"code_{number}" not in table.columns:
            lost[f"code_{number}"] = [row for row, count in counts.items() if count >= number]
    if "more" not in table.columns:
        lost["more"] = [row for row, segment in known.items() if shown.is_in_more(segment)]
    return lost
