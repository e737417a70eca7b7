"""Cells that a program has cut, because they held more than it can save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.review.back import Question
from relcode.review.returned.table import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.review.returned.table import Table

MOST = 32_767  # UTF-16 units in a cell of .xlsx; one less where a letter of two units was cut
_NOT_WRITTEN = READ_ONLY | {"text"}  # what stands there was sent, and is not taken


def cut(table: Table) -> Iterator[tuple[int, Question]]:
    """The doubts on rows with a cell that is just as long as a cell may be, by row.

    It may have been cut in an earlier form, so this holds for cells of any file.
    """
    sent = {
        at
        for key, at in table.columns.items()
        if key in _NOT_WRITTEN or key.startswith(("_", "said_"))
    }
    for row in table.rows:
        cells = table.grid.rows[row]
        if max(map(len, cells), default=0) < MOST // 2:
            continue
        for column, cell in enumerate(cells):
            if column not in sent and _units(cell) in (MOST - 1, MOST):
                what = f"this cell is as long as a cell may be ({MOST:,}); its end was probably cut"
                fix = "shorten it, or save the sheet as .ods or .csv before anything is cut"
                yield row, Question(table.at(row, column), what, fix)


def _units(cell: str) -> int:
    return len(cell.encode("utf-16-le", "surrogatepass")) // 2 if len(cell) >= MOST // 2 else 0
