"""The sheets of a file as plain tables: old workbooks too, merged cells filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.foreign import is_old_workbook
from relcode.grid import grids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.grid import Grid


def tables(path: Path) -> list[Grid]:
    """The sheets that are not hidden; raises UnreadableError as `relcode.grid.grids` does.

    Workbooks from before 2007 are read too: nobody keeps codes in their comments.
    """
    with path.open("rb") as file:
        old = is_old_workbook(file.read())
    return [grid for grid in (_old(path) if old else grids(path)) if not grid.hidden]


def _old(path: Path) -> list[Grid]:
    from relcode.grid.excel import excel_grids  # noqa: PLC0415 - loads a library; rarely needed

    return excel_grids(path.read_bytes(), str(path))


def filled(grid: Grid) -> Sequence[Sequence[str]]:
    """The rows of a grid, with cells that were merged downwards filled with what they show."""
    tall = [area for area in grid.merged if area.left == area.right and area.bottom > area.top]
    if not tall:
        return grid.rows
    rows = [list(row) for row in grid.rows]
    for area in tall:
        for row in rows[area.top + 1 : area.bottom + 1]:
            row[area.left] = rows[area.top][area.left]
    return rows
