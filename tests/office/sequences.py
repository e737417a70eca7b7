"""Random sequences of edits, the same for the same seed.

Every edit names the ids and keys that it touches; the model works out its effect.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from office.model import after
from office.table import FIRST, KEYS, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from office.table import Book, Edit

DECIDED = ("code", "valence", "more", "status", "note", "decision", "change")
TEXTS = ("007", "1e5", "=cmd", "2024-03-05", "done", "UNSURE", "trsut", "trust; power", "7", "")
LONG = "x" * 33_000
ODD = ("😀 said twice", "שלום trust", "a\nb", "=SUM(A1)", "-trust", LONG, "ß\u00a0ĳ", "#N/A")
HALF = 0.5
FEWEST = 2  # rows
BLANKS = (" ", "\u00a0", "  ", "\n", "\u2009")


Maker: TypeAlias = "Callable[[Random, View], Edit]"


class View:
    """What can be edited: the rows and columns of the sheet as the edits so far left it."""

    def __init__(self, book: Book, codes: Sequence[str]) -> None:
        """Look at the sheet with a column `_id`."""
        table = Table(book, {})
        column = table.column("_id")
        rows = range(FIRST, len(table.grid))
        self.ids = [text for row in rows if (text := table.get(row, column))]
        self.keys = [key for key in table.grid[KEYS] if key and key != "_id"]
        self.decided = [key for key in self.keys if key.split("_")[0] in DECIDED]
        self.codes = codes
        self.texts = {key: _texts(table, key) for key in self.keys}
        self.name, self.sheets = table.name, list(book)

    def enough(self) -> bool:
        """Whether enough is left to go on."""
        return len(self.ids) >= FEWEST and bool(self.decided)


def random_edits(
    seed: int, n: int, book: Book, codes: Sequence[str], kinds: Collection[str] = ()
) -> list[Edit]:
    """A sequence of n edits of the workbook, of all kinds in KINDS or only of some.

    A merge comes last: LibreOffice refuses much after one, without a word. None leaves what it
    hides where it is, since hidden dates become numbers in xlsx.
    """
    random, edits = Random(seed), list[Any]()  # noqa: S311 - for tests
    chosen = [kind for kind in KINDS for _ in range(OFTEN.get(kind, 1)) if kind in (kinds or KINDS)]
    while len(edits) < n:
        edit = KINDS[random.choice(chosen)](random, View(book, codes))
        if edit["do"] == "merge":
            chosen = [kind for kind in chosen if kind != "merge"] or ["show"]
        elif View(left := after(book, [edit]), codes).enough():
            book = left
        else:
            continue
        edits.append(edit)
    return sorted(edits, key=lambda edit: edit["do"] == "merge")


def _cell(do: str, **more: Any) -> Maker:
    """Makes an edit of a random cell for decisions."""

    def make(random: Random, view: View) -> Edit:
        chosen = {key: random.choice(value) for key, value in more.items()}
        column = random.choice(view.decided)
        return {"do": do, "id": random.choice(view.ids), "column": column, **chosen}

    return make


def _row(do: str, **more: Any) -> Maker:
    """Makes an edit of a random row."""

    def make(random: Random, view: View) -> Edit:
        chosen = {key: random.choice(value) for key, value in more.items()}
        return {"do": do, "id": random.choice(view.ids), **chosen}

    return make


def _decide(random: Random, view: View) -> Edit:
    text = random.choice((*view.codes, "done", "negative", *TEXTS, *ODD))
    return _cell("set_text", text=(text,))(random, view)


def _forge(random: Random, view: View) -> Edit:
    text = random.choice((*view.ids, "", "s0-0-0"))
    return {"do": "set_text", "id": random.choice(view.ids), "column": "_id", "text": text}


def _to(do: str) -> Maker:
    def make(random: Random, view: View) -> Edit:
        columns = {key: random.choice(view.decided) for key in ("column", "to_column")}
        edit: Edit = {"do": do, "id": random.choice(view.ids), "to_id": random.choice(view.ids)}
        return edit if do.endswith("row") else edit | columns

    return make


def _sort(do: str) -> Maker:
    def make(random: Random, view: View) -> Edit:
        flags = {flag: random.random() < HALF for flag in ("descending", "comments")}
        area = random.choice(("all", "filter"))
        return {"do": do, "column": random.choice(view.keys), "area": area, **flags}

    return make


def _filter(do: str) -> Maker:
    def make(random: Random, view: View) -> Edit:
        key = random.choice(view.keys)
        return {"do": do, "column": key, "value": random.choice(view.texts[key])}

    return make


def _write(do: str) -> Maker:
    def make(random: Random, view: View) -> Edit:
        values = {random.choice(view.decided): random.choice(view.codes), "text": "Written anew."}
        where = random.choice(("above", "below"))
        known = {key: text for key, text in values.items() if key in view.keys}
        edit: Edit = {"do": do, "values": random.choice(({}, known))}
        if do == "append_row":
            return edit | {"values": known}
        return edit | {"id": random.choice(view.ids), "where": where}

    return make


def _delete_rows(random: Random, view: View) -> Edit:
    return {"do": "delete_rows", "ids": random.sample(view.ids, min(2, len(view.ids)))}


def _replace(random: Random, view: View) -> Edit:
    edit: Edit = {
        "do": "replace",
        "find": random.choice(view.codes),
        "with": random.choice(view.codes),
    }
    whole = {"column": random.choice(view.decided), "whole": True}
    options: tuple[Edit, ...] = ({}, {"case": True}, whole)
    return edit | random.choice(options)


def _insert_column(random: Random, view: View) -> Edit:
    values = {name: f"mine {name}" for name in random.sample(view.ids, min(3, len(view.ids)))}
    edit: Edit = {
        "do": "insert_column",
        "title": random.choice(("Mine", "Code 1")),
        "values": values,
    }
    return edit if random.random() < HALF else edit | {"before": random.choice(view.keys)}


def _column(do: str) -> Maker:
    def make(random: Random, view: View) -> Edit:
        named = {"column": random.choice(view.keys)}
        if do == "move_column":
            return {"do": do, **named, "before": random.choice(view.keys)}
        return {"do": do, **named} | ({"text": "Renamed"} if do.startswith("rename") else {})

    return make


def _sheets(do: str) -> Maker:
    def make(random: Random, view: View) -> Edit:
        sheet = random.choice(view.sheets)
        place = {"place": random.randrange(len(view.sheets) + 1)}
        free = f"Copy {len(view.sheets)} of {sheet}"[:31]
        others = [name for name in view.sheets if name != view.name] or [f"no {sheet}"]
        made: dict[str, Edit] = {
            "rename_sheet": {"sheet": sheet, "to": free},
            "move_sheet": {"sheet": sheet, **place},
            "copy_sheet": {"sheet": sheet, "to": free, **place},
            "delete_sheet": {"sheet": random.choice(others)},
        }
        return {"do": do, **made[do]}

    return make


def _texts(table: Table, key: str) -> list[str]:
    column = table.column(key)
    return [table.get(row, column) for row in range(FIRST, len(table.grid))]


_SPAN, _UP_LEFT = (1, 2, 3), ("up", "left")
KINDS: dict[str, Maker] = {
    "set_text": _decide,
    "forge_id": _forge,
    "type_text": _cell("type_text", text=TEXTS),
    "clear": _cell("clear"),
    "change_case": _cell("change_case", to=("upper", "lower", "title")),
    "pad": _cell("pad", before=BLANKS, after=BLANKS),
    "comment": _cell("comment", text=("Is it?", "so\nso"), author=("Mara", "Tom O.")),
    "merge": _cell("merge", rows=_SPAN, columns=_SPAN, contents=("move", "empty")),
    "fill_down": _cell("fill_down", rows=_SPAN, dragged=(True, False)),
    "delete_cells": _cell("delete_cells", rows=_SPAN, columns=_SPAN, shift=_UP_LEFT),
    "insert_cells": _cell("insert_cells", rows=_SPAN, columns=_SPAN, shift=("down", "right")),
    "move_cell": _to("move_cell"),
    "copy_cell": _to("copy_cell"),
    "paste_row": _to("paste_row"),
    "move_row": _to("move_row"),
    "duplicate_row": _row("duplicate_row"),
    "clear_row": _row("clear_row"),
    "insert_row": _write("insert_row"),
    "append_row": _write("append_row"),
    "delete_rows": _delete_rows,
    "replace": _replace,
    "sort": _sort("sort"),
    "sort_column": _sort("sort_column"),
    "filter_rows": _filter("filter_rows"),
    "filter_delete": _filter("filter_delete"),
    "insert_column": _insert_column,
    "delete_column": _column("delete_column"),
    "move_column": _column("move_column"),
    "rename_header": _column("rename_header"),
    "rename_key": _column("rename_key"),
    "rename_sheet": _sheets("rename_sheet"),
    "move_sheet": _sheets("move_sheet"),
    "copy_sheet": _sheets("copy_sheet"),
    "delete_sheet": _sheets("delete_sheet"),
    "show": lambda *_: {"do": "show"},
}
OFTEN = {"set_text": 8, "clear": 4, "sort": 4, "type_text": 2, "fill_down": 2}
