"""The rows of a sheet of segments, each taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relcode.grid import address
from relcode.review.back import Question, Remark, Row
from relcode.review.returned.identity import Identity
from relcode.review.returned.slots import Slots
from relcode.review.returned.suspects import suspects
from relcode.review.returned.ticks import added
from relcode.review.returned.vocabulary import brief
from relcode.review.returned.wording import choices, meaning, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.review.back import Said
    from relcode.review.returned.shown import Shown
    from relcode.review.returned.table import Table
    from relcode.review.returned.ticks import Tick
    from relcode.terms import Mark

MARKS: dict[str, Mark] = {"done": "done", "unsure": "unsure"}


class Rows:
    """Reads the rows of one sheet of segments."""

    def __init__(self, table: Table, shown: Shown) -> None:
        """Find out whose rows they are, and which of them are in doubt."""
        self._table, self._shown = table, shown
        self._added = added(table, shown.grammar)
        self._slots = Slots(table, shown, self._added)
        self._identity = Identity(table, shown)
        self._ids = self._identity.ids
        self._doubts = suspects(table, shown, self._slots.cells, self._added, self._ids)
        self._about = _codes_of_columns(table, self._added.ticks)
        self._fillable = {table.columns.get("status"), *(tick.column for tick in self._added.ticks)}

    def __iter__(self) -> Iterator[Row]:
        """The rows in the order of the file, but for those that only a status was filled into."""
        stray = []
        for row in self._table.rows:
            if self._ids[row] or self._has_content(row):
                yield self._row(row, self._ids[row])
            elif any(self._marks(row)):
                stray.append(row)
        if stray:
            column = min(column for column in self._fillable if column is not None)
            at = f"{self._table.at(stray[0], column)}:{address(stray[-1], column)}"
            what = "a status or a tick stands in rows that are about no segment"
            self._table.questions.append(Question(at, what, "clear it"))

    def _row(self, row: int, segment: str) -> Row:
        table = self._table
        codes = self._slots.read(row, segment)
        doubts = [*self._identity.doubts(row, segment), *self._doubts.get(row, ()), *codes.doubts]
        remarks = () if doubts or not segment else self._identity.remarks(row, segment)
        mark = self._mark(row, doubts)
        return Row(
            at=table.place(row),
            id=segment,
            hash=table.cell(row, "_hash").casefold(),
            text=table.cell(row, "text"),
            said=codes.said,
            denied=codes.denied,
            emptied=codes.emptied,
            mark=mark,
            note=table.cell(row, "note"),
            comments=tuple(self._comments(row, segment, codes.said)),
            own=self._own(row),
            doubts=tuple(doubts),
            remarks=tuple(remarks),
        )

    def _mark(self, row: int, doubts: list[Question]) -> Mark | Literal[""]:
        cell = self._table.cell(row, "status")
        says = meaning("statuses", cell)
        if says is None:
            at = self._table.at(row, self._table.columns["status"])
            offered = [each for each in choices("statuses") if each in MARKS]
            what = f"'{brief(cell)}' is not a status"
            doubts.append(Question(at, what, f"valid: {', '.join(offered)}"))
        return MARKS.get(says or "", "")

    def _own(self, row: int) -> dict[str, str]:
        """What stands in the reviewer's own columns; in those of earlier sheets also ""."""
        cells = self._table.grid.rows[row]
        pairs = ((own, plain(cells[own.column])) for own in self._added.own)
        return {own.heading: cell for own, cell in pairs if cell or own.keyed}

    def _comments(self, row: int, segment: str, said: Sequence[Said]) -> Iterator[Remark]:
        for column, comment in self._table.comments.get(row, ()):
            about = self._about.get(column, "")
            if isinstance(about, int):
                written = [each.code for each in said if each.slot == about]
                sent = [coding.code for coding in self._shown.slots(segment)[about - 1 : about]]
                about = next(iter([*written, *sent]), "")
            yield Remark(comment.author, comment.text, about)

    def _has_content(self, row: int) -> bool:
        cells = self._table.grid.rows[row]
        return any(
            cell and column not in self._fillable and plain(cell)
            for column, cell in enumerate(cells)
        )

    def _marks(self, row: int) -> Iterator[bool]:
        """Whether somebody marked a row that has nothing else, cell by cell."""
        yield meaning("statuses", self._table.cell(row, "status")) not in ("", "open")
        cells = self._table.grid.rows[row]
        for tick in self._added.ticks:
            yield meaning("ticks", plain(cells[tick.column])) == "yes"


def _codes_of_columns(table: Table, ticks: Sequence[Tick]) -> dict[int, str | int]:
    """What the columns are about: a code by its id, or the one of a code cell by its number."""
    found: dict[int, str | int] = {tick.column: tick.code for tick in ticks}
    for key, column in table.columns.items():
        name, _, number = key.rpartition("_")
        if name in ("code", "valence") and number.isdigit():
            found[column] = int(number)
    return found
