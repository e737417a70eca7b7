"""Whether a row is about the segment that it claims to be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.review.back import Question
from relcode.review.returned.likeness import like
from relcode.review.returned.wording import plain, same_figure
from relcode.workbook import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.review.returned.shown import Shown
    from relcode.review.returned.table import Table

_SCRAMBLED = 3  # rows with the text of another one: whole columns have moved
LONGEST = 40  # letters of a cell in a message


class Identity:
    """Finds the segment of each row of a sheet, and what speaks against it."""

    def __init__(self, table: Table, shown: Shown) -> None:
        """Look at which of the columns that tell are there; `ids` are those of the rows."""
        self._table, self._shown = table, shown
        self._by_text = "_id" not in table.columns
        self._has_text = "text" in table.columns
        self.ids = {row: self._segment(row) for row in table.rows}
        self._scrambled = self._has_text and self._count_moved() >= _SCRAMBLED

    def _segment(self, row: int) -> str:
        """The id that stands in a row; without a column of ids, that of the only such text."""
        if not self._by_text:
            text = self._table.cell(row, "_id")
            return text if text in self._shown.sent else text.casefold()
        found = self._shown.by_hash.get(self._table.cell(row, "_hash"), [])
        found = found or self._shown.by_hash.get(text_hash(self._table.raw(row, "text")), [])
        return found[0] if len(found) == 1 else ""

    def doubts(self, row: int, segment: str) -> Iterator[Question]:
        """What speaks against the row being about that segment; the first of it says enough."""
        table, token = self._table, self._table.cell(row, "_sheet").casefold()
        if token and not _same(token, self._shown.sheet.id):
            what = f"this row is from another sheet: of {self._shown.owner(token)}"
            yield Question(table.place(row), what, "return it in the file that it belongs to")
        elif not segment:
            yield from self._ambiguous(row)
        elif segment not in self._shown.sent:
            what = f"the sheet was sent without a row with the id '{segment[:LONGEST]}'"
            fix = "its hidden id was changed; copy the id of the right row over it"
            yield Question(self._at(row, "_id"), what, fix)
        elif self._shown.text(segment) is None:
            what = "the text of this row is no longer in the study"
            yield Question(table.place(row), what, "send its source out again")
        elif (told := table.cell(row, "_hash").casefold()) and not self._is_hash(told, segment):
            what = "the hidden id of this row and the check beside it do not fit"
            fix = "ids were filled down, sorted or edited; take them from the sheet as it was sent"
            yield Question(self._at(row, "_id"), what, fix)
        elif self._has_text:
            yield from self._moved(row, segment)

    def remarks(self, row: int, segment: str) -> Iterator[Question]:
        """That the text was edited, where it was."""
        if self._has_text and not self._is_text(row, segment):
            what = "the text was edited; the study keeps its own"
            yield Question(self._at(row, "text"), what)

    def _ambiguous(self, row: int) -> Iterator[Question]:
        """That a sheet without ids has several rows of this text."""
        found = self._shown.by_hash.get(text_hash(self._table.raw(row, "text")), [])
        if self._by_text and len(found) > 1:
            what = f"the ids are missing, and {len(found)} segments have this text"
            fix = "copy the column of ids from the sheet as it was sent"
            yield Question(self._table.place(row), what, fix)

    def _moved(self, row: int, segment: str) -> Iterator[Question]:
        """That the text beside the id is another one, unless it was made of this by editing."""
        text, at = self._table.cell(row, "text"), self._at(row, "text")
        fix = "undo the sorting or moving of single columns, or copy the row as it was sent"
        if self._is_text(row, segment):
            if self._scrambled and len(self._shown.by_hash[self._shown.hash(segment)]) > 1:
                what = "texts have moved to other rows, and this one stands in several"
                yield Question(at, what, fix)
            return
        if not text:
            yield Question(at, "the text of this row is gone", fix)
        elif text_hash(text) in self._shown.by_hash:
            yield Question(at, "this text is that of another row; cells seem to have moved", fix)
        elif not like(text, self._shown.text(segment) or ""):
            yield Question(at, "this text is quite another one than was sent with this id", fix)

    def _count_moved(self) -> int:
        """In how many rows the text of another one stands."""
        return sum(
            self._shown.text(segment) is not None
            and not self._is_text(row, segment)
            and text_hash(self._table.cell(row, "text")) in self._shown.by_hash
            for row, segment in self.ids.items()
        )

    def _is_text(self, row: int, segment: str) -> bool:
        raw = self._table.raw(row, "text")
        wanted = self._shown.text(segment) or ""
        return raw == wanted or self._shown.hash(segment) in (
            text_hash(raw),
            text_hash(plain(raw)),
        )

    def _is_hash(self, told: str, segment: str) -> bool:
        return _same(told, self._shown.hash(segment))

    def _at(self, row: int, key: str) -> str:
        return self._table.at(row, self._table.columns.get(key, 0))


def _same(told: str, wanted: str) -> bool:
    """Whether it is the same, also where a program took it for a number."""
    return told == wanted or same_figure(told, wanted)
