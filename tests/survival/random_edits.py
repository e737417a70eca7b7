"""Random edits that leave what is meant as it is: harmless ones, and accidents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from office.table import Book

READ = ("number", "source", "place", "speaker", "lesson", "maybe", "why")
DECIDING = ("code_1", "valence_1", "code_2", "more", "status")
HEADS = ("code_1", "valence_1", "text", "status", "note", "more")
BLANKS = (" ", "\u00a0", "\n", "\u2009")
FOUND_BY_TITLE = ("code_1", "valence_1", "status", "more", "note", "code_2")

MORE = re.compile(r"([\w-]+) \((\w+)\)")

Edits = st.SearchStrategy[Any]  # of an `Edit`


def harmless(ids: list[str], keys: list[str], *, book: bool) -> Edits:
    """An edit after which every decision has to be found as it was; `book`: of several sheets."""
    row, key = st.sampled_from(ids), st.sampled_from(keys)
    read = st.sampled_from([each for each in READ if each in keys])
    deciding = st.sampled_from(DECIDING)
    kinds = [
        _edit("sort", column=key, descending=st.booleans()),
        _edit("insert_column", title=st.sampled_from(("Mine", "Code 1", "Status"))),
        _edit(
            "insert_column",
            title=st.just("Mine"),
            before=key,
            values=st.dictionaries(row, st.just("so"), max_size=3),
        ),
        _edit("move_column", column=key, before=key),
        _edit("rename_header", column=st.sampled_from(HEADS), text=st.sampled_from(("", "Kode"))),
        _edit("pad", id=row, column=deciding, before=st.sampled_from(BLANKS)),
        _edit("pad", id=row, column=deciding, after=st.sampled_from(BLANKS)),
        _edit("change_case", id=row, column=deciding, to=st.sampled_from(("upper", "title"))),
        _edit("duplicate_row", id=row),
        _edit("insert_row", id=row, where=st.sampled_from(("above", "below"))),
        _edit("move_row", id=row, to_id=row),
        _edit("delete_column", column=read),
        _edit("fill_down", id=row, column=read, rows=st.integers(1, 4)),
        _edit("sort_column", column=read),
        _edit("delete_cells", id=row, column=read, shift=st.just("up")),
    ]
    if book:
        place = st.integers(0, 4)
        kinds += [
            _edit("move_sheet", sheet=st.sampled_from(("Segments", "Codings")), place=place),
            _edit("sort", sheet=st.just("Codings"), column=st.sampled_from(("code", "decision"))),
            _edit("delete_sheet", sheet=st.sampled_from(("README", "Codebook", "_meta"))),
            _edit("copy_sheet", sheet=st.just("Segments"), to=st.just("Again"), place=place),
        ]
    return st.one_of(kinds)


def accident(ids: list[str]) -> Edits:
    """An edit that takes decisions away or moves them, and that has to be noticed."""
    gone = ("_id", "_hash", "text", "status", "more", "code_1", "valence_1", "code_2")
    row, some = st.sampled_from(ids), st.integers(1, 3)
    hidden = st.sampled_from(("_id", "_hash", "text"))
    across = st.sampled_from(("number", "source", "text", "_id"))
    return st.one_of(
        _edit("delete_cells", id=row, column=across, shift=st.just("left")),
        _edit("insert_cells", id=row, column=across, columns=some, shift=st.just("right")),
        _edit("delete_cells", id=row, column=hidden, rows=some, shift=st.just("up")),
        _edit("insert_cells", id=row, column=hidden, rows=some, shift=st.just("down")),
        _edit("sort_column", column=hidden),
        _edit("fill_down", id=row, column=hidden, rows=some, dragged=st.booleans()),
        _edit("set_text", id=row, column=hidden, text=st.sampled_from((*ids[:3], "", "x", "7"))),
        _edit("copy_cell", id=row, column=hidden, to_id=row, to_column=hidden),
        _edit("move_cell", id=row, column=hidden, to_id=row, to_column=hidden),
        _edit("paste_row", id=row, to_id=row),
        _edit("delete_column", column=st.sampled_from(gone)),
        _edit("delete_keys"),
        _edit("rename_key", column=st.sampled_from(FOUND_BY_TITLE), text=st.just("mine")),
        _edit("append_row", values=st.just({"text": "Nobody asked.", "code_1": "trust"})),
        _edit("delete_rows", ids=st.lists(row, min_size=1, max_size=2)),
        _edit("clear_row", id=row),
    )


def cells_moved(ids: list[str]) -> Edits:
    """An accident by which the codes or valences of rows come to stand in others."""
    row, some = st.sampled_from(ids), st.integers(1, 2)
    column = st.sampled_from(("code_1", "valence_1"))
    return st.one_of(
        _edit("delete_cells", id=row, column=column, rows=some, shift=st.just("up")),
        _edit("insert_cells", id=row, column=column, rows=some, shift=st.just("down")),
        _edit("sort_column", column=column, descending=st.booleans()),
    )


def cells_moved_aside(ids: list[str]) -> Edits:
    """An accident by which the decisions of a row come to stand in other columns of it."""
    row, some = st.sampled_from(ids), st.integers(1, 3)
    column = st.sampled_from(("code_1", "valence_1", "code_2", "valence_3", "code_6", "more"))
    return st.one_of(
        _edit("delete_cells", id=row, column=column, columns=some, shift=st.just("left")),
        _edit("insert_cells", id=row, column=column, columns=some, shift=st.just("right")),
    )


def _edit(do: str, **parts: Any) -> Edits:
    return st.fixed_dictionaries({"do": st.just(do), **parts})


def shown(book: Book, segment: str) -> dict[int, tuple[str, str]]:
    """The code and valence in each code cell of a row, by number, as the file has them.

    What stands under "more" has the number 7.
    """
    keys, *rows = next(grid for grid in book.values() if "_hash" in grid[0])
    row = dict(zip(keys, next(row for row in rows if segment in row), strict=True))
    pairs = {number: (row[f"code_{number}"], row[f"valence_{number}"]) for number in range(1, 7)}
    if found := MORE.fullmatch(row["more"]):
        pairs[len(pairs) + 1] = found[1], found[2]
    return {number: pair for number, pair in pairs.items() if pair[0]}
