"""Cells that were merged before the file was saved in a form that does not say so.

Of merged cells all but the first are empty then, as if a reviewer had cleared them. What merging
leaves in the first cells tells the two apart: the code has lost the valence that was sent beside
it, or the program has put several cells into it, which is no code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.review.back import Question
from relcode.review.returned.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.review.returned.shown import Shown
    from relcode.review.returned.slots import Cells
    from relcode.review.returned.table import Table


class _Cell(NamedTuple):
    """A code cell and the valence beside it as they came back, and the code that was sent."""

    code: str
    valence: str
    sent: str


def swallowed(
    table: Table, shown: Shown, cells: Sequence[Cells], ids: Mapping[int, str]
) -> Iterator[tuple[int, Question]]:
    """The doubts on rows whose codes may have been merged into the cell above them."""
    for slot in cells:
        if slot.code is not None and slot.valence is not None:
            yield from _Column(table, shown, ids, slot.number, slot.code, slot.valence).doubts()


class _Column(NamedTuple):
    """The code cells of one number."""

    table: Table
    shown: Shown
    ids: Mapping[int, str]
    number: int
    code: int
    valence: int

    def doubts(self) -> Iterator[tuple[int, Question]]:
        """The doubts on its rows."""
        rows = self.table.grid.rows
        first = last = -2  # the rows that may have been merged so far
        for row in self.table.rows:
            text = rows[row][self.code]
            if text and plain(text):
                first = last = row
            elif row == last + 1 and self._is_swallowed(row, first):
                last = row
                yield row, self._doubt(row, first)

    def _is_swallowed(self, row: int, first: int) -> bool:
        """Whether an empty code cell looks like the rest of merged cells that begin above it."""
        cell, above = self._cell(row), self._cell(first)
        if not cell.sent:
            return False
        written = self.shown.grammar.read(above.code)
        if written.problems:
            return True
        if not cell.valence:
            # a code that is new there may have been written without one
            lost = above.sent and not above.valence
            return bool(lost) and all(item.valence is None for item in written.items)
        # only codes were merged; the same happens in workbooks, but those say what is merged
        same = [item.code for item in written.items] == [cell.sent]
        return same and not self.table.grid.name

    def _cell(self, row: int) -> _Cell:
        texts, slots = self.table.grid.rows[row], self.shown.slots(self.ids[row])
        sent = next((each.code for each in slots[self.number - 1 : self.number]), "")
        return _Cell(plain(texts[self.code]), plain(texts[self.valence]), sent)

    def _doubt(self, row: int, first: int) -> Question:
        top = self.table.at(first, self.code).rpartition("!")[2]
        what = f"'{self._cell(row).sent}' was cleared, or its cell merged into {top} above it"
        fix = "clear the valence beside it too, and put right the code and valence above it"
        return Question(self.table.at(row, self.code), what, fix)
