"""What people decided, as it came in: appended, never changed; the latest of each coder stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from relcode.database import now
from relcode.records import CODING_COLUMNS, coding_of, coding_row
from relcode.terms import Judged, Memo, Own

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from relcode.database import Database
    from relcode.terms import Coding, Entry, RoundKind

_LIVE = ", ".join(f"live.{name}" for name in CODING_COLUMNS.split(", "))
_OF_SOURCE = "JOIN segment ON segment.id = {table}.segment WHERE segment.source = ?"
# what hangs on an entry, with the round that it came by, without what was undone
_HANGS = (
    "SELECT {columns} FROM {table} JOIN entry ON entry.id = {table}.entry"
    " JOIN sheet ON sheet.id = entry.sheet JOIN round ON round.name = sheet.round"
    " JOIN segment ON segment.id = {table}.segment WHERE segment.source = ?"
    " AND NOT EXISTS (SELECT 1 FROM undone WHERE undone.entry = entry.id)"
    " ORDER BY segment.start, entry.at, entry.id"
)


class Decided(NamedTuple):
    """A decision to be stored; `instead_of` is what it replaces, stored before or in one go."""

    coding: Coding
    instead_of: Coding | None = None


@dataclass(slots=True)
class Returned:
    """All that one file brings, to be stored in one go."""

    decisions: list[Decided] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    own: list[Own] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.decisions or self.judged or self.memos or self.own)


class Event(NamedTuple):
    """A decision as the history tells it: by which round and file it came, and if it counts."""

    coding: Coding
    round: str
    file: str
    sha256: str
    undone_at: str


class Ledger:
    """The decisions of a study; get it as `study.ledger`."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def take(self, entry: Entry, brought: Returned) -> Entry:
        """Store what a file brought, whole or not at all; gives the entry as stored."""
        with self._db.transaction():
            at = entry.at or now()
            row = (entry.sheet, entry.file, entry.sha256, at)
            self._db.insert("entry", "sheet, file, sha256, at", [row])
            stored = replace(entry, at=at, id=self._db.last_row())
            self._append(brought.decisions, stored)
            marks = ((one.segment, one.coder, one.mark, stored.id) for one in brought.judged)
            self._db.insert("judged", "segment, coder, mark, entry", marks)
            memos = (
                (memo.segment, memo.coder, memo.text, memo.author, memo.code, stored.id)
                for memo in brought.memos
            )
            self._db.insert("memo", "segment, coder, text, author, code, entry", memos)
            own = ((o.segment, o.coder, o.column, o.value, stored.id) for o in brought.own)
            self._db.insert("own", "segment, coder, heading, value, entry", own)
        return stored

    def decisions(self, source: str, kinds: Collection[RoundKind] = ()) -> list[Coding]:
        """The decisions that stand in a source, one for each coder, segment and code.

        Rejected ones are among them. With `kinds`, as if only rounds of these kinds had been.
        In reading order, then by code and coder, whatever the order in which they came in.
        """
        place = _OF_SOURCE.format(table="live")
        query = f"SELECT {_LIVE}, live.id, live.kind FROM live {place} ORDER BY made_at, live.id"
        rows = map(coding_of, self._db.read(query, (source,)))
        stand = latest(row for row in rows if not kinds or row.origin in kinds)
        places = dict(self._db.read("SELECT id, start FROM segment WHERE source = ?", (source,)))
        return sorted(stand, key=lambda one: (places[one.segment], one.code, one.coder))

    def judged(self, source: str, kinds: Collection[RoundKind] = ()) -> list[Judged]:
        """The latest mark of each coder on each segment of a source, in reading order."""
        columns = "judged.segment, judged.coder, judged.mark, round.kind"
        rows = self._db.read(_HANGS.format(columns=columns, table="judged"), (source,))
        marks = (Judged(*row) for row in rows)
        found = {(m.segment, m.coder): m for m in marks if not kinds or m.origin in kinds}
        return list(found.values())

    def memos(self, source: str) -> list[Memo]:
        """The memos on a source's segments in reading order, none twice."""
        columns = "memo.segment, memo.coder, memo.text, memo.author, memo.code, entry.at"
        rows = self._db.read(_HANGS.format(columns=columns, table="memo"), (source,))
        return list(dict.fromkeys(Memo(*row) for row in rows))

    def own(self, source: str) -> list[Own]:
        """What coders put into columns of their own, the latest of each, in reading order."""
        columns = "own.segment, own.coder, own.heading, own.value"
        rows = self._db.read(_HANGS.format(columns=columns, table="own"), (source,))
        found = {row[:3]: Own(*row) for row in rows}
        return [one for one in found.values() if one.value]

    def history(self, segment: str) -> list[Event]:
        """Every decision ever made on a segment in the order of making, also those undone."""
        columns = ", ".join(f"decision.{name}" for name in CODING_COLUMNS.split(", "))
        query = (
            f"SELECT {columns}, decision.id, round.kind, coalesce(round.name, ''),"
            " coalesce(entry.file, ''), coalesce(entry.sha256, ''), coalesce(undone.at, '')"
            " FROM decision LEFT JOIN entry ON entry.id = decision.entry"
            " LEFT JOIN sheet ON sheet.id = entry.sheet LEFT JOIN round ON round.name = sheet.round"
            " LEFT JOIN undone ON undone.entry = entry.id WHERE decision.segment = ?"
            " ORDER BY decision.made_at, decision.id"
        )
        return [Event(coding_of(row[:16]), *row[16:]) for row in self._db.read(query, (segment,))]

    def coders(self) -> list[str]:
        """The names of all who decided or judged anything that counts."""
        query = (
            "SELECT coder FROM live UNION SELECT coder FROM judged WHERE NOT EXISTS"
            " (SELECT 1 FROM undone WHERE undone.entry = judged.entry) ORDER BY 1"
        )
        return [row[0] for row in self._db.read(query)]

    def _append(self, decisions: Sequence[Decided], entry: Entry) -> None:
        """Store decisions with links to what they replace, which may stand before them."""
        numbers: dict[int, int] = {}
        for coding, instead_of in decisions:
            before = numbers.get(id(instead_of), instead_of.id) if instead_of else None
            row = (*coding_row(replace(coding, replaces=before, made_at=""), entry.at), entry.id)
            self._db.insert("coding", f"{CODING_COLUMNS}, entry", [row])
            numbers[id(coding)] = self._db.last_row()


def latest(decisions: Iterable[Coding]) -> list[Coding]:
    """Of decisions in the order of making the last of each coder on each segment and code.

    One that was carried over to a new codebook or text has given up its place.
    """
    rows = list(decisions)
    gone = {row.replaces for row in rows if row.carried}
    found = {(row.coder, row.segment, row.code): row for row in rows if row.id not in gone}
    return list(found.values())
