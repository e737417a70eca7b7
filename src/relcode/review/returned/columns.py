"""The columns of a sheet that came back: by their hidden keys, or else by their titles."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.review.returned.wording import folded, plain
from relcode.review.words import OWN
from relcode.review.words import words as sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal["segments", "codings"]
KINDS: tuple[Kind, ...] = ("codings", "segments")  # the one with more to tell it by first

_TOP = 100  # rows among which keys and titles are looked for first
_FEWEST = 2  # keys that make a row of keys
_TITLES = 4  # titles that make a row of titles
_SAID = re.compile(r"said_[1-9]\d?")  # what each coder said, in an adjudication
_ID = re.compile(r"s[0-9a-f]{10}-\d+-\d+")
_TELLING = {"segments": ("code_1", "status", "text"), "codings": ("_code", "decision", "code_to")}


class Head(NamedTuple):
    """Where a sheet's keys and titles stand; None where they do not."""

    kind: Kind
    keys: int | None
    titles: int | None


def find_head(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head rows of a sheet of segments or codings; None for any other sheet."""
    keys = next((row for row in _rows(rows, "_id") if _are_keys(rows[row])), None)
    if keys is not None:
        kind = _kind({known_key(cell) for cell in rows[keys]})
        return Head(kind, keys, _titles_below(rows, keys, kind)) if kind else None
    for place, row in enumerate(rows[:_TOP]):
        for kind in KINDS:
            found = {key for cell in row for key in titles(kind).get(folded(cell), ())}
            if len(found) >= _TITLES and _kind(found) == kind:
                return Head(kind, None, place)
    return None


def known_key(cell: str) -> str:
    """The key that a cell of the key row holds, or "" for none that is known."""
    text = plain(cell)
    if text[: len(OWN)].casefold() == OWN:
        return f"{OWN}{text[len(OWN) :].strip()}"
    key = text.casefold()
    return key if key in _keys() or _SAID.fullmatch(key) else ""


@cache
def titles(kind: Kind) -> dict[str, tuple[str, ...]]:
    """The keys of a sheet's columns by their titles as they were sent, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for key, title in _sent(kind):
        found[folded(title)] = (*found.get(folded(title), ()), key)
    return found


def _sent(kind: Kind) -> Iterator[tuple[str, str]]:
    """The keys and titles of a sheet's columns as they may be sent."""
    for entry in sheets()["columns" if kind == "segments" else "codings"]:
        if "key" in entry:
            yield entry["key"], entry["title"]
        for part in entry.get("slot", ()):
            for number in range(1, sheets()["slots"] + 1):
                yield f"{part['key']}_{number}", f"{part['title']} {number}"


def is_id(cell: str) -> bool:
    """Whether a cell looks like the id of a segment."""
    return bool(_ID.fullmatch(plain(cell).casefold()))


def _rows(rows: Sequence[Sequence[str]], key: str) -> Iterable[int]:
    """The rows in which a key may stand, those at the top first: a sort may have moved it."""
    yield from range(min(_TOP, len(rows)))
    yield from (place for place in range(_TOP, len(rows)) if key in rows[place])


def _are_keys(row: Sequence[str]) -> bool:
    """Whether keys stand in a row; titles have no underscores."""
    return len({key for cell in row if "_" in cell and (key := known_key(cell))}) >= _FEWEST


def _kind(keys: set[str]) -> Kind | None:
    if any(key in keys for key in _TELLING["codings"]):
        return "codings"
    return "segments" if any(key in keys for key in _TELLING["segments"]) else None


def _titles_below(rows: Sequence[Sequence[str]], keys: int, kind: Kind) -> int | None:
    """The row of titles: that with the titles of the hidden columns, or else the next one."""
    own = {known_key(cell): place for place, cell in enumerate(rows[keys])}
    hidden = {own[key]: folded(title) for key, title in _sent(kind) if key in own and key[0] == "_"}
    below = range(keys + 1, min(keys + 10, len(rows)))
    nearby = [place for place in below if any(rows[place])]
    for place in chain(nearby, range(len(rows))):
        row = rows[place]
        if place != keys and hidden and all(folded(row[at]) == form for at, form in hidden.items()):
            return place
    for place in nearby[:3]:
        same = sum(folded(cell) in titles(kind) for cell in rows[place])
        at = own.get("_id")
        written = at is not None and bool(rows[place][at]) and not is_id(rows[place][at])
        if written or same >= _TITLES:
            return place
    return None


@cache
def _keys() -> frozenset[str]:
    return frozenset(key for kind in KINDS for key, _ in _sent(kind))
