"""The edits of single cells, on a grid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from office.table import Table
from office.typed import number, shown, typed

if TYPE_CHECKING:
    from office.table import Book, Edit

CASES = {"upper": str.upper, "lower": str.lower, "title": str.title}
COUNTED = re.compile(r"(.*?)((?<!.)-?\d+|\d+)", re.DOTALL)
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
LISTS = DAYS, tuple(day[:3] for day in DAYS)  # of days; LibreOffice has the months, too
Answer = dict[str, Any]


def set_text(book: Book, edit: Edit, _: Answer) -> None:
    """The text, whatever it looks like."""
    table = Table(book, edit)
    table.put(*table.cell(edit), edit["text"])


def type_text(book: Book, edit: Edit, answer: Answer) -> None:
    """The text, or what LibreOffice takes it for in a cell that is not for text."""
    table = Table(book, edit)
    text = edit["text"]
    table.put(*table.cell(edit), text if answer.get("literal") else typed(text))


def clear(book: Book, edit: Edit, _: Answer) -> None:
    """Nothing."""
    table = Table(book, edit)
    table.put(*table.cell(edit), "")


def change_case(book: Book, edit: Edit, _: Answer) -> None:
    """The same in other letters."""
    table = Table(book, edit)
    cell = table.cell(edit)
    table.put(*cell, CASES[edit["to"]](table.get(*cell)))


def pad(book: Book, edit: Edit, _: Answer) -> None:
    """The same between blanks."""
    table = Table(book, edit)
    cell = table.cell(edit)
    table.put(*cell, edit.get("before", "") + table.get(*cell) + edit.get("after", ""))


def comment(book: Book, edit: Edit, _: Answer) -> None:
    """A comment changes no cell."""
    Table(book, edit).cell(edit)


def merge(book: Book, edit: Edit, _: Answer) -> None:
    """All texts in the first cell, or its own alone, or each where it was."""
    table = Table(book, edit)
    row, column, down, across = table.block(edit)
    how = edit.get("contents", "move")
    if how == "keep":
        return
    places = [(row + y, column + x) for y in range(down) for x in range(across)]
    first, *others = [table.take(*place) for place in places]
    if how == "move" and any(map(shown, others)):
        first = " ".join(filter(None, map(shown, (first, *others))))
    table.put(row, column, first)


def move_cell(book: Book, edit: Edit, _: Answer) -> None:
    """The cell is empty, the other holds what it held."""
    table = Table(book, edit)
    source, target = table.cell(edit), table.cell(edit, "to_id", "to_column")
    table.put(*target, table.take(*source))


def copy_cell(book: Book, edit: Edit, _: Answer) -> None:
    """The other cell holds the same."""
    table = Table(book, edit)
    table.put(*table.cell(edit, "to_id", "to_column"), table.get(*table.cell(edit)))


def fill_down(book: Book, edit: Edit, answer: Answer) -> None:
    """The visible cells below hold the same; dragged, a number at the end or a day counts on."""
    table = Table(book, edit)
    row, column = table.cell(edit)
    text = table.get(row, column)
    below = range(row + 1, min(row + edit["rows"], table.end()[0]) + 1)
    for step, place in enumerate(answer.get("rows", below), start=1):
        table.put(place, column, _counted(text, step) if edit.get("dragged") else text)


def replace(book: Book, edit: Edit, answer: Answer) -> None:
    """Every find in the sheet or column is replaced, in hidden rows too, in filtered ones not."""
    table = Table(book, edit)
    find = re.escape(edit["find"])
    wanted = re.compile(
        f"^{find}$" if edit.get("whole") else find, 0 if edit.get("case") else re.IGNORECASE
    )
    columns = [table.column(edit["column"])] if "column" in edit else range(table.end()[1] + 1)
    for row in sorted({*range(len(table.grid))} - {*answer.get("filtered", ())}):
        for column in columns:
            text = table.get(row, column)
            if wanted.search(text):
                table.put(row, column, wanted.sub(lambda _: edit["with"], text))


def _counted(text: str, step: int) -> str:
    for names in LISTS:
        if text.title() in names:
            return names[(names.index(text.title()) + step) % len(names)]
    found = COUNTED.fullmatch(text)
    return f"{found[1]}{number(int(found[2]) + step)}" if found else text
