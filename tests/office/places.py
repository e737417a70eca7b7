"""Where things stand in an open workbook: sheets by name, columns by key, rows by id."""

from __future__ import annotations

from typing import Any

import uno  # type: ignore[import-not-found] # of the system's Python

KEYS, FIRST = 0, 2  # the row of keys and the first row of data
MARKS = ("_hash", "_id")  # keys that tell the sheet of segments, and any sheet with keys
Edit = dict[str, Any]


class MissingError(Exception):
    """What an edit names is not in the workbook (any more)."""


def properties(**values: Any) -> tuple[Any, ...]:
    """Named arguments as LibreOffice takes them."""
    return tuple(_property(name, value) for name, value in values.items())


class Book:
    """An open workbook, and the commands of its menus."""

    def __init__(self, document: Any, service: Any) -> None:
        """Take the document, and what gives LibreOffice's services by name."""
        self.document = document
        self.service = service
        self.at: dict[str, int] = {}  # the rows that an edit found by `id` and `to_id`

    def sheet(self, edit: Edit) -> Sheet:
        """The sheet that the edit names, else the first with a column `_hash`, or `_id`."""
        sheets = self.document.Sheets
        if "sheet" in edit:
            if not sheets.hasByName(edit["sheet"]):
                message = f"no sheet {edit['sheet']}"
                raise MissingError(message)
            return Sheet(self, sheets.getByName(edit["sheet"]))
        all_sheets = [Sheet(self, sheets.getByName(name)) for name in sheets.ElementNames]
        for key in MARKS:
            for sheet in all_sheets:
                if key in sheet.named():
                    return sheet
        message = "no sheet with a column _id"
        raise MissingError(message)

    def command(self, name: str, area: Any, **arguments: Any) -> None:
        """What a menu or key does with the selected area."""
        view = self.document.CurrentController
        view.setActiveSheet(area.Spreadsheet)
        view.select(area)
        helper = self.service("com.sun.star.frame.DispatchHelper")
        helper.executeDispatch(view.Frame, f".uno:{name}", "", 0, properties(**arguments))


class Sheet:
    """A sheet whose first row holds keys; rows and columns are counted from 0."""

    def __init__(self, book: Book, table: Any) -> None:
        """Take the book and LibreOffice's sheet."""
        self.book = book
        self.table = table

    def end(self) -> tuple[int, int]:
        """The last row and column in use."""
        cursor = self.table.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - LibreOffice's signature
        address = cursor.RangeAddress
        return address.EndRow, address.EndColumn

    def filled(self) -> tuple[int, int]:
        """The last row and column that hold anything; cells that were emptied stay in use."""
        data = self.area(0, 0, *self.end()).DataArray
        rows = [row for row, line in enumerate(data) if any(map(str, line))]
        columns = [
            column for column, line in enumerate(zip(*data, strict=True)) if any(map(str, line))
        ]
        return rows[-1], columns[-1]

    def area(self, row: int, column: int, to_row: int, to_column: int) -> Any:
        """The cells from one corner to the other, both included."""
        return self.table.getCellRangeByPosition(column, row, to_column, to_row)

    def wide(self, row: int) -> Any:
        """A row as far as columns are in use; whole rows are much slower to copy."""
        return self.area(row, 0, row, self.end()[1])

    def line(self, row: int) -> Any:
        """A whole row."""
        return self.table.Rows.getByIndex(row)

    def texts(self, row: int, column: int, to_row: int, to_column: int) -> list[list[str]]:
        """What the cells of an area hold; numbers as the shortest text that means them."""
        data = self.area(row, column, to_row, to_column).DataArray
        return [[_text(value) for value in line] for line in data]

    def named(self) -> list[str]:
        """The keys of the columns."""
        return self.texts(KEYS, 0, KEYS, self.end()[1])[0]

    def column(self, key: str) -> int:
        """The first column with that key."""
        keys = self.named()
        if key not in keys:
            message = f"no column {key}"
            raise MissingError(message)
        return keys.index(key)

    def rows(self, column: str, values: list[str], *, filtered: bool = False) -> list[int]:
        """The rows with one of the values in the column; `filtered`: also those filtered away."""
        place, (last, _) = self.column(column), self.end()
        if last < FIRST:
            return []
        texts = self.texts(FIRST, place, last, place)
        found = [row for row, (text,) in enumerate(texts, FIRST) if text in values]
        return [row for row in found if filtered or not self.line(row).IsFiltered]

    def row(self, edit: Edit, name: str = "id") -> int:
        """The row that the edit names; of several with that id the `nth`, counted from 0."""
        rows, nth = self.rows(edit.get("by", "_id"), [edit[name]]), edit.get("nth", 0)
        if nth >= len(rows):
            message = f"no row {edit[name]} ({nth})"
            raise MissingError(message)
        self.book.at.setdefault(name, rows[nth])
        return rows[nth]

    def cell(self, edit: Edit, row: str = "id", column: str = "column") -> Any:
        """The cell that the edit names."""
        place = self.row(edit, row)
        return self.table.getCellByPosition(self.column(edit[column]), place)


def visible(area: Any) -> list[int]:
    """The rows of an area that are neither hidden nor filtered away, if a column of it is shown."""
    found = area.queryVisibleCells().RangeAddresses
    return sorted({row for each in found for row in range(each.StartRow, each.EndRow + 1)})


def _property(name: str, value: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"
