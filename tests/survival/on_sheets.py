"""Cases in which columns and whole sheets are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from office.cases import do
from survival.case import BOOKS, CSV, FROM_BOOKS, Case
from survival.decided import MEANT, NEGATIVE, NEUTRAL, POSITIVE
from survival.meaning import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

TO_CSV = CSV[:1]  # sent as a book


def cases() -> Iterator[Case]:
    """All of them."""
    yield Case("Open and save", "nothing", ())
    yield Case("Open and save", "all shown", (do("show"),))
    yield Case("Open and save", "protected", (do("protect", password="open"),))  # noqa: S106 - none
    yield from _columns()
    yield from _deleted()
    yield from _heads()
    yield from _sheets()


def _columns() -> Iterator[Case]:
    group = "Insert columns"
    for title, place in (
        ("Mine", {"before": "_id"}),
        ("Code 1", {"before": "code_1"}),
        ("Text", {}),
    ):
        edit = do("insert_column", title=title, values={"tides": "x", "none": "y"}, **place)
        own = {
            "tides": meaning(mark="done", note=f"{title}: x"),
            "none": meaning(MEANT["none"].codes, "done", f"{title}: y"),
        }
        yield Case(group, f"{title}, before {place.get('before', 'nothing')}", (edit,), own)
    ticks = do("insert_column", title="trust", values={"tides": "x", "none": "1"})
    trust = {"tides": meaning({"trust": POSITIVE}, "done")}
    yield Case(group, "named like a code, ticked", (ticks,), trust)
    lists = do("insert_column", title="codes", values={"tides": "trust, power (negative)"})
    both = {"tides": meaning({"trust": POSITIVE, "power": NEGATIVE}, "done")}
    yield Case(group, "of lists of codes", (lists,), both)
    group = "Move columns"
    for column, before in (("status", "code_1"), ("text", "why"), ("code_2", "code_1")):
        edit = do("move_column", column=column, before=before)
        yield Case(group, f"{column} before {before}", (edit,))
    yield Case(group, "the ids", (do("move_column", column="_id", before="status"),))


def _deleted() -> Iterator[Case]:
    group = "Delete columns"
    for key in ("speaker", "_hash"):
        yield Case(group, key, (do("delete_column", column=key),))
    edit = do("delete_column", column="_sheet")
    yield Case(group, "_sheet", (edit,), ways=BOOKS)
    yield Case(group, "_sheet, of what is CSV then", (edit,), {}, "flagged", CSV)
    for key in ("text", "_id", "code_1", "valence_1", "code_2", "more", "status"):
        yield Case(group, key, (do("delete_column", column=key),), least="flagged")
    edit = do("delete_column", column="_code", sheet="Codings")
    yield Case(group, "_code, of codings", (edit,), ways=BOOKS)


def _heads() -> Iterator[Case]:
    group = "Rename headers"
    renamed = [
        do("rename_header", column=key, text=text)
        for key, text in (("text", "Sentence"), ("code_1", "Kode"), ("status", ""))
    ]
    yield Case(group, "three titles", tuple(renamed))
    edit = do("rename_header", column="code_1", text="Code 2")
    yield Case(group, "the title of another", (edit,))
    edit = do("rename_key", column="code_1", text="my code")
    yield Case(group, "a hidden key", (edit,))
    yield Case(group, "the hidden keys deleted", (do("delete_keys"),))
    edit = do("delete_keys", sheet="Codings")
    yield Case(group, "the hidden keys deleted, of codings", (edit,), ways=BOOKS)


def _sheets() -> Iterator[Case]:
    group = "Reorder, rename, copy, delete sheets"
    for place in (0, 4):
        edit = do("move_sheet", sheet="Segments", place=place)
        yield Case(group, f"moved to place {place}", (edit,), ways=FROM_BOOKS)
    edit = do("rename_sheet", sheet="Segments", to="Runde 1")
    yield Case(group, "renamed", (edit,), ways=FROM_BOOKS)
    copy = do("copy_sheet", sheet="Segments", to="Again", place=0)
    yield Case(group, "copied", (copy,), ways=BOOKS)
    edits = copy, do("set_text", sheet="Again", id="none", column="code_1", text="power")
    yield Case(group, "copied and edited", edits, {}, "flagged", BOOKS)
    others = tuple(do("delete_sheet", sheet=name) for name in ("README", "Codebook", "_meta"))
    yield Case(group, "all but the rows deleted", others, ways=FROM_BOOKS)
    ruled = do("set_text", sheet="Codings", id="other twin", column="decision", text="accept")
    accepted = {"other twin": meaning({"shared-understanding": NEUTRAL})}
    name = "decisions in the sheet of codings, saved as CSV without it"
    yield Case(group, name, (ruled,), accepted, "flagged", TO_CSV)
    gone = ruled, do("delete_sheet", sheet="Codings")
    yield Case(group, "the sheet of codings deleted", gone, accepted, "flagged", BOOKS)
