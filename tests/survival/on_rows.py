"""Cases in which rows and cells move, come or go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from office.cases import do
from survival.case import ALL, BOOKS, FROM_BOOKS, Case, without
from survival.decided import MEANT, NEGATIVE, NEUTRAL, POSITIVE
from survival.growers import TALK
from survival.meaning import Meaning, in_force, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

SORTED = ("source", "text", "maybe", "code_1", "status")
FALLING = ("number", "speaker", "valence_1", "note")
UP, LEFT = {"shift": "up"}, {"shift": "left"}
EMRE = [line.name for line in TALK if line.who == "Emre"]
NO_STATUS = ("calls", "sums", "boats")
CODE = {"column": "code_1"}


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _sorted()
    yield from _filtered()
    yield from _deleted()
    yield from _inserted()
    yield from _copied()


def _sorted() -> Iterator[Case]:
    for key in SORTED:
        yield Case("Sort by any column", key, (do("sort", column=key),))
    for key in FALLING:
        edit = do("sort", column=key, descending=True)
        yield Case("Sort by any column", f"{key}, falling", (edit,))
    both = do("sort", column="speaker"), do("sort", column="code_1", descending=True)
    yield Case("Sort by any column", "twice", both)
    for key in ("code", "decision"):
        edit = do("sort", sheet="Codings", column=key)
        yield Case("Sort the sheet of codings", key, (edit,), ways=BOOKS)
    for key in ("code_1", "valence_1", "text", "_id"):
        edit = do("sort_column", column=key)
        yield Case("Sort one column alone", key, (do("show"), edit), least="flagged")
    edit = do("sort_column", sheet="Codings", column="_code")
    yield Case("Sort one column alone", "code, of codings", (edit,), least="flagged", ways=BOOKS)


def _filtered() -> Iterator[Case]:
    noa, emre = (do("filter_rows", column="speaker", value=who) for who in ("Noa", "Emre"))
    yield Case("Filter", "left on", (noa,))
    yield Case("Filter", "then sort", (noa, do("sort", column="text")))
    marks = [do("set_text", id=row, column="status", text="done") for row in EMRE]
    done = {
        "calls": meaning(MEANT["calls"].codes, "done"),
        "sums": meaning(MEANT["sums"].codes, "done"),
        "number": MEANT["number"],
        "amount": meaning({"equity": NEGATIVE}, "done"),
        "other twin": meaning({"shared-understanding": NEUTRAL}, "done"),
    }
    # in a CSV that was opened as usual, the text 1e5 is another one
    yield Case("Filter", "then mark the rows shown", (emre, *marks), done, "exact", FROM_BOOKS)
    name = "then mark the rows shown, of CSV"
    yield Case("Filter", name, (emre, *marks), done, "flagged", (ALL[-1],))
    yield Case(
        "Filter, then delete the rows shown",
        "by speaker",
        (do("filter_delete", column="speaker", value="Emre"),),
        without(EMRE),
    )
    yield Case(
        "Filter, then delete the rows shown",
        "those without a status",
        (do("filter_delete", column="status", value=""),),
        without(NO_STATUS),
    )


def _deleted() -> Iterator[Case]:
    gone = ["none", "tides", "boats"]
    yield Case("Delete rows", "three", (do("delete_rows", ids=gone),), without(gone))
    yield Case("Delete rows", "clear one", (do("clear_row", id="none"),), without(["none"]))
    yield Case(
        "Delete rows",
        "of codings",
        (do("delete_rows", ids=["map"], sheet="Codings"),),
        without(["map"]),
        ways=BOOKS,
    )
    up, left = "Delete cells, those below move up", "Delete cells, those at the right move left"
    for row in ("season", "none", "twin"):
        edit = do("delete_cells", id=row, **CODE, **UP)
        yield Case(up, f"code of {row}", (edit,), least="flagged")
    for key in ("valence_1", "text", "_id"):
        edit = do("delete_cells", id="season", column=key, **UP)
        yield Case(up, key, (edit,), least="flagged")
    yield Case(up, "number", (do("delete_cells", id="season", column="number", **UP),))
    block = do("delete_cells", id="map", **CODE, rows=2, columns=2, **UP)
    yield Case(up, "codes and valences", (block,), least="flagged")
    for key in ("code_1", "valence_1", "source", "text"):
        edit = do("delete_cells", id="none", column=key, **LEFT)
        yield Case(left, key, (edit,), least="flagged")


def _inserted() -> Iterator[Case]:
    down, right = "Insert cells, those below move down", "Insert cells, the others move right"
    for row, key in (("season", "code_1"), ("twin", "code_1"), ("season", "text")):
        edit = do("insert_cells", id=row, column=key, shift="down")
        yield Case(down, f"{key} of {row}", (edit,), least="flagged")
    for key in ("code_1", "source"):
        edit = do("insert_cells", id="none", column=key, shift="right")
        yield Case(right, key, (edit,), least="flagged")
    yield Case("Insert rows", "empty ones", (do("insert_row", id="none"), do("append_row")))
    words, code = "Nobody had asked for the buoys.", {"trust": POSITIVE}
    mine = do("append_row", values={"text": words, "code_1": "trust"})
    yield Case("Insert rows", "a text of one's own", (mine,), {words: meaning(code)}, "flagged")
    again = do("append_row", values={"text": "Two boats were sold that winter.", "code_1": "trust"})
    more = {"boats": meaning({**MEANT["boats"].codes, **code})}
    yield Case("Insert rows", "a text of the sheet again", (again,), more, "flagged")


def _copied() -> Iterator[Case]:
    twice = do("duplicate_row", id="later")
    second = {"id": "later", "nth": 1}
    yield Case("Duplicate rows", "and leave both", (twice,))
    yield Case("Duplicate rows", "and sort", (twice, do("sort", column="status")))
    for name, column, text in (("code", "code_2", "power"), ("status", "status", "unsure")):
        edits = twice, do("set_text", **second, column=column, text=text)
        yield Case("Duplicate rows", f"and change the {name} of one", edits, least="flagged")
    again = do("duplicate_row", id="kit", sheet="Codings")
    yield Case("Duplicate rows", "of codings", (again,), ways=BOOKS)
    parts = (
        do("duplicate_row", id="boats"),
        do("set_text", id="boats", column="text", text="Two boats were sold"),
        do("set_text", id="boats", nth=1, column="text", text="that winter."),
        do("set_text", id="boats", nth=1, column="code_1", text="power"),
    )
    split = {
        "context": in_force("negative", "barrier", "Two boats were sold"),
        "power": in_force("neutral", "none", "that winter."),
    }
    yield Case("Split a row in two", "a code for each part", parts, {"boats": Meaning(split)})
    rows = "Move or copy rows over others"
    yield Case(rows, "cut and inserted", (do("move_row", id="boats", to_id="season"),))
    yield Case(rows, "pasted", (do("paste_row", id="none", to_id="boats"),), without(["boats"]))
