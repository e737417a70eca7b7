"""Columns that a reviewer deleted: what stood in them was not cleared by a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.review.back import Question
from relcode.review.returned.codes import Item
from relcode.review.returned.wording import meaning
from relcode.review.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.review.returned.shown import Shown
    from relcode.review.returned.table import Table

    Rows = Sequence[int]

FIX = "copy it from the sheet as it was sent, with its hidden key"
OR_BEHIND = f"{FIX}; or write the valence behind each code: trust (negative)"


def missing(table: Table, shown: Shown, ids: Mapping[int, str]) -> Iterator[tuple[int, Question]]:
    """The doubts on rows that a column is gone from, by which they would be decided otherwise.

    `ids` are the segments of the rows, "" for those that a reviewer added. The table is told which
    columns are gone.
    """
    sheet = _Sheet(table, shown, ids)
    blind = shown.round.kind == "blind"  # nothing was sent, and anything may have been written
    had = "may have had" if blind else "had"
    for key, rows in (sheet.coded() if blind else sheet.lost()).items():
        what = f"the column '{key}' is missing"
        for row in rows:
            yield row, Question(table.place(row), f"{what}, in which this row {had} a code", FIX)
        if rows or blind:
            told = f"{what}; {len(rows)} rows that {had} a code in it are held back"
            table.questions.append(Question(table.where, told, FIX))
    for key, rows in sheet.unvalued().items():
        what = f"the column '{key}' is missing"
        for row in rows:
            without = f"{what}, and with it the valence of a code of this row"
            yield row, Question(table.place(row), without, OR_BEHIND)
        told = f"{what}; {len(rows)} rows that cannot be decided without it are held back"
        table.questions.append(Question(table.where, told, OR_BEHIND))
    if "status" not in table.columns:
        what = "the column 'status' is missing; no row counts as done"
        table.questions.append(Question(table.where, what, FIX))
    if "text" not in table.columns:
        what = "the column of texts is missing; rows were known by their ids alone"
        table.remarks.append(Question(table.where, what))


class _Sheet(NamedTuple):
    """A sheet with what was sent in it, and the segments of its rows."""

    table: Table
    shown: Shown
    ids: Mapping[int, str]

    def lost(self) -> dict[str, Rows]:
        """The rows that had a code in a column that is gone, by its key."""
        known = {row: segment for row, segment in self.ids.items() if segment in self.shown.sent}
        counts = {row: len(self.shown.slots(segment)) for row, segment in known.items()}
        lost: dict[str, Rows] = {}
        for number in range(1, max(counts.values(), default=0) + 1):
            if f"code_{number}" not in self.table.columns:
                lost[f"code_{number}"] = [row for row, count in counts.items() if count >= number]
        if "more" not in self.table.columns:
            lost["more"] = [row for row, segment in known.items() if self.shown.left_over(segment)]
        return lost

    def coded(self) -> dict[str, Rows]:
        """The marked rows of a blind sheet that a code may be gone from, by the column's key.

        Code cells are filled one after the other: the next one is free while one is empty.
        """
        keys = [*(f"code_{number}" for number in range(1, words()["slots"] + 1)), "more"]
        found: dict[str, Rows] = {}
        for place, key in enumerate(keys):
            if key in self.table.columns:
                continue
            before = keys[place - 1] if place and key != "more" else ""
            full = before in self.table.columns
            marked = filter(self._is_marked, self.table.rows)
            found[key] = [row for row in marked if not full or self.table.cell(row, before)]
        return found

    def unvalued(self) -> dict[str, Rows]:
        """The rows that decide on codes whose valences are gone, by the key of their column.

        With a column that was sent filled, also if it leaves nothing in doubt.
        """
        most = max((len(self.shown.slots(segment)) for segment in self.ids.values()), default=0)
        found: dict[str, Rows] = {}
        for number in range(1, words()["slots"] + 1):
            if f"valence_{number}" in self.table.columns:
                continue
            rows = [row for row in self.table.rows if self._needs_valence(row, number)]
            if rows or number <= most:
                found[f"valence_{number}"] = rows
        return found

    def _needs_valence(self, row: int, number: int) -> bool:
        """Whether a row decides on a code of this number with nothing to tell its valence."""
        items = self.shown.grammar.read(self.table.cell(row, f"code_{number}")).items
        sent = self.shown.slots(self.ids[row])[number - 1 : number]
        as_sent = list(items) == [Item(coding.code) for coding in sent]
        without = any(item.valence is None for item in items)
        return without and (self._is_marked(row) or not as_sent)

    def _is_marked(self, row: int) -> bool:
        return meaning("statuses", self.table.cell(row, "status")) not in ("", "open")
