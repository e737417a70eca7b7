"""The fixed matrix: named sequences of edits, at least one for every kind of edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from office.table import Edit


def do(kind: str, **more: Any) -> Edit:
    """One edit; `with_` stands for `with`."""
    return {"do": kind, **{key.rstrip("_"): value for key, value in more.items()}}


def cases(coded: str, other: str, plain: str, last: str) -> dict[str, list[Edit]]:
    """Sequences by name, for the ids of two rows with a code, one without, and the last row.

    The two coded rows are neighbours, and `last` has a number in its column `number`.
    """
    return {
        **_texts(coded, other, plain, last),
        **_cells(coded, other, plain, last),
        **_rows(coded, other, plain, last),
        **_sorted(coded, other, plain),
        **_columns(coded),
        **_sheets(coded),
    }


def _texts(coded: str, other: str, plain: str, last: str) -> dict[str, list[Edit]]:
    def cells(kind: str, column: str, *texts: str) -> list[Edit]:
        rows = (coded, other, plain, last)[: len(texts)]
        return [
            do(kind, id=row, column=column, text=text)
            for row, text in zip(rows, texts, strict=True)
        ]

    return {
        "nothing": [],
        "text that looks like more": cells("set_text", "note", "007", "=cmd", "1e5", "2024-03-05"),
        "many letters": cells(
            "set_text", "note", "😀 שלום trust\nsecond\ttab", "ａｂｃ", "e\u0301", "#N/A"
        ),
        "very long": cells("set_text", "note", "x" * 40_000, "😀" * 20_000, "=" + "y" * 32_767),
        "typed numbers": cells("type_text", "speaker", "007", "1e5", "50%", "12345678901234567890"),
        "typed words": cells("type_text", "speaker", "=cmd", "2024-03-05", "true", "-trust"),
        "typed as text": cells("type_text", "speaker", "'007", "'word", " trust ", "1.50"),
        "typed where text is wanted": [
            *cells("type_text", "note", "+1", "1e5", "=SUM(A1)", "'007"),
            *cells("type_text", "more", "2024-03-05", "true", " 5/3 ", "50%"),
        ],
    }


def _cells(coded: str, other: str, plain: str, last: str) -> dict[str, list[Edit]]:
    code, block = {"id": coded, "column": "code_1"}, {"rows": 2, "columns": 2}
    to_other = {**code, "to_id": other, "to_column": "code_2"}
    return {
        "change a code": [do("set_text", **code, text="power")],
        "clear a code": [do("clear", **code)],
        "other case": [do("change_case", **code, to=case) for case in ("title", "lower", "upper")],
        "blanks around": [
            do("pad", **code, before="\u00a0", after="  "),
            do("pad", id=other, column="code_1", before="\n", after="\u00a0"),
        ],
        "comment": [do("comment", **code, text="Is it?", author="Tom")],
        "comment twice": [
            do("comment", **code, text="Is it?", author="Tom"),
            do("comment", **code, text="Is it?\nSo?", author="Mara K."),
        ],
        "merge, contents joined": [do("merge", **code, **block, contents="move")],
        "merge, others emptied": [do("merge", **code, **block, contents="empty")],
        "merge, others unseen": [do("merge", **code, **block, contents="keep")],
        "merge down": [do("merge", **code, rows=2)],
        "merge across": [do("merge", **code, columns=2)],
        "merge, then sort": [do("merge", **code, **block), do("sort", column="text")],
        "cut a cell": [do("move_cell", **to_other)],
        "copy a cell": [do("copy_cell", **to_other)],
        "fill down": [do("fill_down", **code, rows=3)],
        "fill down past the end": [do("fill_down", id=plain, column="source", rows=90)],
        "fill down nothing": [do("fill_down", id=last, column="source", rows=1)],
        "fill down an empty cell": [do("fill_down", id=plain, column="code_1", rows=2)],
        "drag an empty cell": [do("fill_down", id=plain, column="code_1", rows=2, dragged=True)],
        "drag numbers": [
            do("fill_down", id=coded, column="number", rows=3, dragged=True),
            do("fill_down", id=coded, column="place", rows=3, dragged=True),
            do("set_text", id=coded, column="note", text="Monday"),
            do("fill_down", id=coded, column="note", rows=3, dragged=True),
        ],
        "drag an id": [
            do("show"),
            do("fill_down", id=coded, column="_id", rows=2, dragged=True),
        ],
        "drag a hidden id": [do("fill_down", id=coded, column="_id", rows=2, dragged=True)],
        "change an id": [do("show"), do("set_text", id=coded, column="_id", text="s0-0-0")],
        "replace": [do("replace", find="TRUST", with_="vertrauen")],
        "replace a key": [do("replace", find="valence_2", with_="gone")],
        "replace by case": [do("replace", find="Trust", with_="x", case=True)],
        "replace whole cells": [
            do("replace", find="trust", with_="power", column="code_1", whole=True)
        ],
        "what is not there": [
            do("set_text", id="none", column="note", text="x"),
            do("clear", id=coded, column="none"),
            do("delete_sheet", sheet="none"),
        ],
    }


def _rows(coded: str, other: str, plain: str, last: str) -> dict[str, list[Edit]]:
    code, block = {"id": coded, "column": "code_1"}, {"rows": 2, "columns": 2}
    mine = {"values": {"text": "Written anew.", "code_1": "trust"}}
    return {
        "delete rows": [do("delete_rows", ids=[coded, last])],
        "delete a cell, up": [do("delete_cells", **code, shift="up")],
        "delete a cell, left": [do("delete_cells", **code, shift="left")],
        "delete cells, up": [do("delete_cells", **code, **block, shift="up")],
        "delete cells, left": [do("delete_cells", **code, **block, shift="left")],
        "insert cells, down": [do("insert_cells", **code, shift="down")],
        "insert cells, right": [do("insert_cells", **code, **block, shift="right")],
        "duplicate a row": [do("duplicate_row", id=coded)],
        "duplicate and change": [
            do("duplicate_row", id=coded),
            do("set_text", **code, nth=1, text="power"),
        ],
        "empty row": [do("insert_row", id=coded)],
        "own row": [do("insert_row", id=coded, where="above", **mine)],
        "own row at the end": [do("append_row", **mine)],
        "clear a row": [do("clear_row", id=coded)],
        "clear the last, write on": [do("clear_row", id=last), do("append_row", **mine)],
        "paste over a row": [do("paste_row", id=coded, to_id=other)],
        "cut a row, up": [do("move_row", id=last, to_id=plain)],
        "cut a row, down": [do("move_row", id=plain, to_id=last)],
    }


def _sorted(coded: str, other: str, plain: str) -> dict[str, list[Edit]]:
    ferry = do("filter_rows", column="source", value="ferry.docx")
    text, down = do("sort", column="text"), {"descending": True}
    comment = do("comment", id=coded, column="code_1", text="Is it?", author="Tom")
    numbers = [
        do("type_text", id=row, column="speaker", text=text)
        for row, text in ((coded, "10"), (other, "9"), (plain, "Zeta"))
    ]
    return {
        "sort by text": [text],
        "sort by text, down": [do("sort", column="text", **down)],
        "sort by number, down": [do("sort", column="number", **down)],
        "sort by code": [do("sort", column="code_1")],
        "sort mixed": [*numbers, do("sort", column="speaker")],
        "sort without formats": [do("sort", column="text", formats=False)],
        "sort with comments": [comment, do("sort", column="text", comments=True)],
        "sort, comments not asked for": [comment, do("sort", column="text", comments=False)],
        "sort the filter, own column outside": [
            do("insert_column", title="Mine", values={coded: "x", other: "y"}),
            do("sort", column="text", area="filter"),
        ],
        "sort one column": [do("sort_column", column="code_1")],
        "sort one column, down": [
            do("sort_column", column="status"),
            do("sort_column", column="speaker", **down),
        ],
        "filter": [ferry],
        "filter, sort": [ferry, text],
        "filter, fill": [ferry, text, do("fill_down", id=coded, column="note", rows=4)],
        "filter, replace": [ferry, do("replace", find="season", with_="Saison")],
        "filter, edit what is hidden": [
            do("filter_rows", column="speaker", value="Oren"),
            do("set_text", id=coded, column="code_1", text="power"),
            do("delete_rows", ids=[coded]),
        ],
        "filter and delete": [do("filter_delete", column="speaker", value="Ines")],
        "filter and delete, none": [do("filter_delete", column="speaker", value="nobody")],
        "filter and delete empty": [do("filter_delete", column="speaker", value="")],
        "sort, filter and delete": [text, do("filter_delete", column="number", value="3")],
    }


def _columns(coded: str) -> dict[str, list[Edit]]:
    return {
        "own column": [do("insert_column", before="code_1", title="Mine", values={coded: "x"})],
        "own column at the end": [do("insert_column", title="Code 1", values={coded: "trust"})],
        "delete a column": [do("delete_column", column="speaker")],
        "delete the ids": [do("delete_column", column="_id")],
        "column moved left": [do("move_column", column="status", before="code_1")],
        "column moved right": [do("move_column", column="speaker", before="status")],
        "other title": [do("rename_header", column="code_1", text="Kode")],
        "other key": [do("rename_key", column="code_1", text="code")],
        "delete the keys": [do("delete_keys", sheet="Segments")],
        "show all": [do("show")],
        "protect": [do("protect", password="open")],  # noqa: S106 - protects nothing
    }


def _sheets(coded: str) -> dict[str, list[Edit]]:
    note = do("set_text", id=coded, column="note", text="found")
    others = ("_meta", "README", "Codebook", "_codebook", "Codings")
    return {
        "rename the sheet": [do("rename_sheet", sheet="Segments", to="Runde 1"), note],
        "sheet first": [do("move_sheet", sheet="Segments", place=0)],
        "sheet last": [do("move_sheet", sheet="Segments", place=5), note],
        "sheet in between": [do("move_sheet", sheet="README", place=2)],
        "copy the sheet": [do("copy_sheet", to="Again"), note],
        "copy the sheet to the front": [do("copy_sheet", to="Again", place=0), note],
        "edit the copy": [do("copy_sheet", to="Again"), note | {"sheet": "Again"}],
        "delete other sheets": [do("delete_sheet", sheet=name) for name in others],
        "delete one": [do("delete_sheet", sheet="_meta")],
    }
