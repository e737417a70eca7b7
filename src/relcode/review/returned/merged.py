"""Merged cells: under the first of them nothing is left of what stood there."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from relcode.grid import address
from relcode.review.back import Question
from relcode.review.returned.table import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.review.returned.table import Table


def merged(table: Table, more: Iterable[int]) -> dict[int, Question]:
    """A doubt for each row that lost cells to merging; `more` are decision columns without a key.

    Merged cells that decide nothing are remarked on in the table.
    """
    free = READ_ONLY | {"note"}
    deciding = {at for key, at in table.columns.items() if key not in free and ":" not in key}
    deciding |= set(more)
    found: dict[int, Question] = {}
    for area in table.grid.merged:
        first, last = bisect_left(table.rows, area.top), bisect_left(table.rows, area.bottom + 1)
        rows = range(area.top, area.bottom + 1)
        if area.bottom < min(table.rows, default=area.bottom + 1):
            continue
        touched = any(area.left <= column <= area.right for column in deciding)
        name = f"{address(area.top, area.left)}:{address(area.bottom, area.right)}"
        if not touched:
            table.remarks.append(Question(f"{table.where}!{name}", "cells were merged here"))
            continue
        what = f"the cells {name} are merged, which leaves one value of several"
        fix = "split them, and write into each what belongs there"
        for row in table.rows[first:last]:
            found[row] = Question(table.at(rows[0], area.left), what, fix)
    return found
