"""Cases in which what stands in cells is written otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from office.cases import do
from survival.case import ALL, BOOKS, CSV, FROM_BOOKS, WAYS, Case
from survival.decided import MEANT, NEGATIVE, NEUTRAL, POSITIVE
from survival.meaning import NOTHING, REJECTED, Meaning, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator


ODD = {  # texts that programs are known to change, each for another row
    "later": "1e5",
    "calls": "=cmd",
    "sums": "-trust",
    "number": "😀 said twice 👩‍👩‍👧",
    "twin": "שלום, trust? אמון",
    "none": "007",
    "question": "two  blanks\u00a0inside\nand a line",
    "season": "2024-03-05",
    "tides": "#N/A",
    "boats": "_x0041_",
}
LONG = "x" * 40_000
TO_XLSX = tuple(way.name for way in WAYS if way.saved[-1] == "xlsx")
KEEPING = tuple(way.name for way in WAYS if way.saved[-1] != "xlsx")
LAST = "synergy"  # of the drop-down, which is longer than 255 characters
BLANKS = (("", "  "), ("\u00a0", "\u2009"), ("\n", "\u00a0"))


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _same_words()
    yield from _merged()
    yield from _odd()
    yield from _filled()
    yield from _moved()
    yield from _replaced()


def _same_words() -> Iterator[Case]:
    group = "Change case"
    cells = [("none", key) for key in ("code_1", "valence_1", "status")]
    for to in ("upper", "title"):
        edits = [
            do("change_case", id=row, column=key, to=to)
            for row, key in (*cells, ("boats", "code_1"))
        ]
        yield Case(group, to, tuple(edits))
    edit = do("change_case", id="season", column="more", to="upper")
    yield Case(group, "of more codes, and of words quoted", (edit,))
    ruled = ("decision", "valence_to", "role_to")
    edits = [do("change_case", sheet="Codings", id="kit", column=key, to="upper") for key in ruled]
    yield Case(group, "of codings", tuple(edits), ways=BOOKS)
    for before, after in BLANKS:
        around = {"before": before, "after": after}
        hidden = ("none", "_hash"), ("none", "_id"), ("later", "text"), ("season", "more")
        edits = [do("pad", id=row, column=key, **around) for row, key in (*cells, *hidden)]
        yield Case("Blanks around", ascii(before + after), tuple(edits))
    edits = [do("pad", sheet="Codings", id="kit", column="decision", before=" ", after="\u00a0")]
    yield Case("Blanks around", "of codings", tuple(edits), ways=BOOKS)


def _merged() -> Iterator[Case]:
    group = "Merge cells"
    code = {"id": "none", "column": "code_1"}
    for how in ("move", "empty", "keep"):
        edit = do("merge", **code, rows=2, columns=2, contents=how)
        ways = ALL if how == "keep" else BOOKS
        yield Case(group, f"codes and valences, contents: {how}", (edit,), {}, "flagged", ways)
        if ways == BOOKS:
            name = f"codes and valences, contents: {how}, then saved as CSV"
            yield Case(group, name, (edit,), {}, "flagged", CSV)
    edit = do("merge", **code, columns=2)
    yield Case(group, "code and valence", (edit,), least="flagged")
    edit = do("merge", id="twin", column="code_1", rows=2, contents="empty")
    yield Case(group, "codes of two rows", (edit,), least="flagged")
    yield Case(group, "numbers", (do("merge", id="none", column="number", rows=2),))
    edit = do("merge", id="none", column="text", rows=2)
    yield Case(group, "texts", (edit,), least="flagged")
    edit = do("merge", id="tides", column="status", rows=2, contents="empty")
    yield Case(group, "a status of two rows", (edit,), least="flagged")


def _odd() -> Iterator[Case]:
    group = "Special texts"
    notes = [do("set_text", id=row, column="note", text=text) for row, text in ODD.items()]
    noted = {row: _with(row, text) for row, text in ODD.items()}
    yield Case(group, "in notes", tuple(notes), noted)
    own = do("insert_column", title="Mine", values=ODD)
    noted = {row: _with(row, f"Mine: {text}") for row, text in ODD.items()}
    yield Case(group, "in a column of one's own", (own,), noted)
    codes = [do("set_text", id=row, column="code_3", text=text) for row, text in ODD.items()]
    unknown = {row: _with(row, code=text) for row, text in ODD.items()}
    yield Case(group, "in code cells", tuple(codes), unknown, "flagged")
    codes = [
        do(how, id=row, column="code_3", text=text)
        for row, how, text in (
            ("none", "set_text", "007"),
            ("twin", "type_text", "007"),
            ("tides", "type_text", "1e5"),
        )
    ]
    known = {"none": _with("none", code="007"), "twin": _with("twin", code="007")}
    known["tides"] = _with("tides", code="1e5")
    name = "codes that look like numbers, chosen and typed"
    yield Case(group, name, tuple(codes), known, "flagged")
    edit = do("set_text", id="tides", column="note", text=LONG)
    for ways, end in ((TO_XLSX, ", saved as .xlsx"), (KEEPING, "")):
        name = f"40,000 characters, in a note{end}"
        yield Case(group, name, (edit,), _noted(LONG), "flagged", ways)
    typed = (
        do("type_text", id="tides", column="note", text="007"),
        do("type_text", id="boats", column="status", text="Done"),
    )
    boats = {"boats": meaning(MEANT["boats"].codes, "done")}
    name = "007, typed by hand"  # what the program makes of it, it shows at once
    yield Case(group, name, typed, _noted("007") | boats, "exact", FROM_BOOKS)
    yield Case(group, f"{name} into a CSV", typed, _noted("7") | boats, "exact", ALL[-1:])
    last = do("set_text", id="none", column="code_2", text=LAST)
    more = {"none": meaning({**MEANT["none"].codes, LAST: POSITIVE}, "done")}
    yield Case(group, "the last of a drop-down of over 255 characters", (last,), more)
    edits = (
        do("set_text", id="amount", column="code_2", text="power"),
        do("set_text", id="number", column="code_1", text="power"),
    )
    more = {
        "amount": meaning({"power": NEUTRAL}),
        "number": meaning({"power": NEUTRAL}, "done"),
    }
    yield Case(group, "codes of texts that look like numbers", edits, more, "flagged")
    comment = do("comment", id="none", column="code_1", text="Is it?\nSo?", author="Tom")
    noted = {"none": meaning(MEANT["none"].codes, "done", "Is it?\nSo?")}
    yield Case("Comments", "on a code", (comment, do("sort", column="text")), noted, ways=BOOKS)


def _noted(text: str) -> dict[str, Meaning]:
    return {"tides": meaning(mark="done", note=text)}


def _with(row: str, note: str = "", code: str = "") -> Meaning:
    """What is meant by a row as it was filled in, with a note more, or a code more."""
    meant = MEANT.get(row, NOTHING)
    codes = {**meant.codes, code: NEUTRAL} if code else meant.codes
    kept = meant.notes if note.startswith("Mine: ") or not note else ()
    return Meaning(codes, meant.mark, frozenset(filter(None, (note, *kept))))


def _filled() -> Iterator[Case]:
    group = "Fill down"
    edit = do("fill_down", id="tides", column="status", rows=2)
    done = {"boats": meaning(MEANT["boats"].codes, "done"), "question": meaning(mark="done")}
    yield Case(group, "the status", (edit,), done)
    edit = do("fill_down", id="calls", column="code_1", rows=2)
    codes = {
        "sums": meaning({"equity": POSITIVE}),
        "number": meaning({"equity": POSITIVE}, "done"),
    }
    yield Case(group, "a code", (edit,), codes)
    for key in ("_id", "text"):
        edit = do("fill_down", id="none", column=key, rows=2)
        yield Case(group, key, (do("show"), edit), least="flagged")
    edits = tuple(
        do("fill_down", id="none", column=key, rows=3, dragged=True) for key in ("number", "place")
    )
    yield Case(group, "numbers, counting on", edits)
    edit = do("fill_down", id="none", column="_id", rows=2, dragged=True)
    yield Case(group, "ids, counting on", (do("show"), edit), least="flagged")


def _moved() -> Iterator[Case]:
    group = "Copy or cut one cell"
    code = {"id": "none", "column": "code_1", "to_id": "tides", "to_column": "code_2"}
    trust = {"tides": meaning({"trust": POSITIVE}, "done")}
    yield Case(group, "a code copied", (do("copy_cell", **code),), trust)
    away = {"none": meaning({"trust": REJECTED}, "done"), **trust}
    yield Case(group, "a code cut", (do("move_cell", **code),), away)
    whole = {"id": "none", "column": "text", "to_id": "tides", "to_column": "text"}
    yield Case(group, "a text copied", (do("copy_cell", **whole),), least="flagged")


def _replaced() -> Iterator[Case]:
    group = "Find and replace"
    both = {"relationships": REJECTED, "trust": REJECTED, "power": POSITIVE}
    edit = do("replace", find="trust", with_="power", column="code_1", whole=True)
    power = {
        "none": meaning({"trust": REJECTED, "power": NEGATIVE}, "done"),
        "later": meaning(both, "done"),
        "sums": meaning({"power": POSITIVE}),
        "hebrew": meaning({"trust": REJECTED, "power": POSITIVE}, "unsure", "שאלה: trust?"),
    }
    power["all"] = meaning({"trust": REJECTED})
    yield Case(group, "in the codes", (edit,), power, "flagged")
    codes = {**MEANT["season"].codes, "power": NEGATIVE}
    del codes["trust"]
    hebrew = meaning({"trust": REJECTED, "power": POSITIVE}, "unsure", "שאלה: power?")
    everywhere = {
        **power,
        "season": meaning(codes, "done"),
        "hebrew": hebrew,
    }
    edit = do("replace", find="trust", with_="power")
    yield Case(group, "everywhere", (edit,), everywhere, "flagged")
    edit = do("replace", find="season", with_="Saison", column="text")
    yield Case(group, "in the texts", (edit,), least="flagged")
