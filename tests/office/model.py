"""What people's edits make of a workbook, worked out on plain grids of text.

The same edits as those made in LibreOffice (`edits.py`), by the same names. A workbook is a dict of
grids by the name of the sheet, in the order of the sheets; a grid is a list of rows of texts, with
the keys in the first row and the titles in the second. Numbers and dates are the text that means
them (`7`, `0.5`, `2024-03-05`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from office import model_cells, model_rows, model_sheets
from office.table import MissingError, Table, trimmed
from office.typed import LONGEST, NUMBER, general, shown, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from office.table import Book, Edit

KINDS: dict[str, Callable[[Book, Edit, dict[str, Any]], None]] = {
    name: make
    for place in (model_cells, model_rows, model_sheets)
    for name, make in vars(place).items()
    if getattr(make, "__module__", "") == place.__name__ and not name.startswith("_")
}


NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # wide letters
NARROW |= dict.fromkeys(range(0x2000, 0x200B), 0x20)  # and blanks of all widths


def after(book: Book, edits: Sequence[Edit], answers: Sequence[dict[str, Any]] = ()) -> Book:
    """The workbook after the edits; the given one stays as it is.

    LibreOffice's `answers` to the edits, where they are known, say which rows it found and in what
    order it sorted; without them text is sorted by its letters, and no row is filtered away. An
    edit of what is not there does nothing.
    """
    made = {name: [list(row) for row in grid] for name, grid in book.items()}
    for edit, answer in zip(edits, answers or [{}] * len(edits), strict=True):
        if "skipped" in answer:
            continue
        with suppress(MissingError):
            KINDS[edit["do"]](made, edit | {"at": answer.get("at", {})}, answer)
    return {name: trimmed(grid) for name, grid in made.items()}


def saved(book: Book, form: str, how: dict[str, Any] | None = None) -> Book:
    """What a file of that format reads as, for a workbook: each format loses something."""
    if form == "csv":
        how = how or {}
        names = [how["sheet"]] if "sheet" in how else [Table(book, {}).name]
        encoding = how.get("encoding", "utf-8")
        return {name: _mapped(book[name], lambda text: _shown(text, encoding)) for name in names}
    change = {"xlsx": _cut, "ods": _without_tabs}[form]
    return {name: _mapped(grid, change) for name, grid in book.items()}


def opened(book: Book) -> Book:
    """What LibreOffice makes of a CSV file that it opens; raises ValueError as `typed` does.

    Text that looks like a number or a formula becomes one, unless columns are opened as text.
    """
    return {name: _mapped(grid, _taken) for name, grid in book.items()}


def _taken(text: str) -> str:
    bare = text.strip(" \u00a0")
    if text.startswith("="):
        return typed(text)
    if NUMBER.fullmatch(bare) and not bare.endswith("%"):
        return general(float(bare))
    return text


def _mapped(grid: list[list[str]], change: Callable[[str], str]) -> list[list[str]]:
    return [[change(text) for text in row] for row in grid]


def _shown(text: str, encoding: str) -> str:
    seen = shown(text)
    if not encoding.startswith("utf"):
        seen = seen.translate(NARROW)
    return seen.encode(encoding, "replace").decode(encoding)


def _without_tabs(text: str) -> str:
    return text.replace("\t", "") if "\t" in text else text


def _cut(text: str) -> str:
    """Cut to what a cell of xlsx may hold; a half letter at the end is left out."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= LONGEST * 2:
        return text
    return units[: LONGEST * 2].decode("utf-16-le", "ignore")
