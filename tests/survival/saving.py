"""Save grids of text as a file, as a program would that changes nothing in them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from office.table import Book


def save(book: Book, path: Path) -> None:
    """Write the sheets of a workbook, or the one of a CSV."""
    if path.suffix == ".csv":
        (grid,) = book.values()
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(grid)
        return
    made = Workbook(write_only=False)
    made.remove(made.worksheets[0])
    for name, grid in book.items():
        sheet = made.create_sheet(name)
        for row, line in enumerate(grid, start=1):
            for column, text in enumerate(line, start=1):
                if text:
                    cell = sheet.cell(row, column)
                    cell.value, cell.data_type = text[:32_767], "s"  # never a formula
    made.save(path)
