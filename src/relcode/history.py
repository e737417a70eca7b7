"""What was ever left on a segment, as it came in: also what was replaced or undone since."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from relcode.records import CODING_COLUMNS, coding_of
from relcode.terms import Judged, Memo

if TYPE_CHECKING:
    from relcode.database import Database
    from relcode.terms import Coding

# decisions from elsewhere have no entry
_DECIDED = (
    "SELECT {columns}, decision.id, round.kind, coalesce(round.name, ''),"
    " coalesce(entry.file, ''), coalesce(entry.sha256, ''), coalesce(undone.at, '')"
    " FROM decision LEFT JOIN entry ON entry.id = decision.entry"
    " LEFT JOIN sheet ON sheet.id = entry.sheet LEFT JOIN round ON round.name = sheet.round"
    " LEFT JOIN undone ON undone.entry = entry.id WHERE decision.segment = ?"
    " ORDER BY decision.made_at, decision.id"
)
_LEFT = (
    "SELECT segment, {columns}, entry.at, round.name, file, sha256, coalesce(undone.at, '')"
    " FROM {table} JOIN entry ON entry.id = {table}.entry"
    " JOIN sheet ON sheet.id = entry.sheet JOIN round ON round.name = sheet.round"
    " LEFT JOIN undone ON undone.entry = entry.id WHERE segment = ? ORDER BY {table}.entry"
)
_MARKS = _LEFT.format(table="judged", columns="judged.coder, mark")
_MEMOS = _LEFT.format(table="memo", columns="memo.coder, text, author, code")


class Event(NamedTuple):
    """A decision with the round and file that it came by, and when that was undone, or ""."""

    coding: Coding
    round: str
    file: str
    sha256: str
    undone_at: str


class Left(NamedTuple):
    """A mark or a memo with the time, round and file that it came by, and when it was undone."""

    what: Judged | Memo
    at: str
    round: str
    file: str
    sha256: str
    undone_at: str


def decided(database: Database, segment: str) -> list[Event]:
    """Every decision ever made on a segment, in the order of making."""
    columns = ", ".join(f"decision.{name}" for name in CODING_COLUMNS.split(", "))
    rows = database.read(_DECIDED.format(columns=columns), (segment,))
    return [Event(coding_of(row[:16]), *row[16:]) for row in rows]


def left(database: Database, segment: str) -> list[Left]:
    """Every mark and memo ever left on a segment, in the order of coming."""
    marks = [Left(Judged(*row[:3]), *row[3:]) for row in database.read(_MARKS, (segment,))]
    memos = [Left(Memo(*row[:5]), *row[5:]) for row in database.read(_MEMOS, (segment,))]
    return sorted([*marks, *memos], key=attrgetter("at"))
