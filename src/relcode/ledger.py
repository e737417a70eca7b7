"""What people decided, as it came in: appended, never changed; the latest of each coder stands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode import history
from relcode.database import now
from relcode.records import CODING_COLUMNS, coding_of, coding_row
from relcode.terms import Judged, Memo, Own

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from relcode.database import Database
    from relcode.history import Event, Left
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
# what decisions in a source were carried over from, step by step
_CARRIED_ON = (
    "WITH RECURSIVE gone(id) AS (SELECT replaces FROM live"
    " JOIN segment ON segment.id = live.segment WHERE segment.source = ? AND carried"
    " UNION SELECT replaces FROM coding JOIN gone USING (id) WHERE carried) SELECT id FROM gone"
)
# decisions that were not carried over to another code or place
_REMAIN = (
    " FROM live LEFT JOIN coding AS before ON before.id = live.replaces AND live.carried"
    " WHERE NOT EXISTS (SELECT 1 FROM live AS later WHERE later.replaces = live.id"
    " AND later.carried)"
)


class Decided(NamedTuple):
    """A decision to be stored; `instead_of` is what it replaces, stored before or in one go."""

    coding: Coding
    instead_of: Coding | None = None


class Held(NamedTuple):
    """A decision that counts; `was` is the code that it was carried over from, or ""."""

    coding: Coding
    was: str
    round: str


class Touch(NamedTuple):
    """That a file brought a mark on a segment, or a decision (`mark` is ""), and by what round."""

    segment: str
    coder: str
    mark: str
    kind: RoundKind
    codebook: str
    at: str
    entry: int


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


class Ledger:
    """The decisions of a study; get it as `study.ledger`."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def take(self, entry: Entry, brought: Returned) -> Entry:
        """Store what a file brought, whole or not at all; gives the entry as stored."""
        with self._db.transaction():
            at = entry.at or self._later()
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

    def follow(self, old: str, new: str, *, judged: bool) -> None:
        """Put what hangs on one segment on another too: memos, own columns and, if told, marks."""
        copies = {
            "memo": "coder, text, author, code, entry",
            "own": "coder, heading, value, entry",
            **({"judged": "coder, mark, entry"} if judged else {}),
        }
        with self._db.transaction():
            for table, columns in copies.items():
                self._db.write(
                    f"INSERT INTO {table} (segment, {columns})"
                    f" SELECT ?, {columns} FROM {table} WHERE segment = ?"
                    f" EXCEPT SELECT segment, {columns} FROM {table} WHERE segment = ?",
                    [(new, old, new)],
                )

    def remaining(self, source: str) -> list[Coding]:
        """Every decision in a source that counts and was not carried elsewhere, as it came in.

        Not only the latest: where a round is undone, an earlier decision stands again.
        """
        place = _OF_SOURCE.format(table="live")
        query = (
            f"SELECT {_LIVE}, live.id, live.kind FROM live {place} AND NOT EXISTS"
            " (SELECT 1 FROM coding AS later WHERE later.replaces = live.id AND later.carried)"
            " ORDER BY made_at, live.id"
        )
        return [coding_of(row) for row in self._db.read(query, (source,))]

    def hung(self, source: str) -> set[str]:
        """The segments of a source that carry marks, memos or own columns."""
        tables = (f"SELECT segment FROM {table}" for table in ("judged", "memo", "own"))
        query = f"SELECT id FROM segment WHERE source = ? AND id IN ({' UNION '.join(tables)})"
        return {row[0] for row in self._db.read(query, (source,))}

    def decisions(self, source: str, kinds: Collection[RoundKind] = ()) -> list[Coding]:
        """The decisions that stand in a source, one for each coder, segment and code.

        Rejected ones are among them, and what a coder adjudicated besides what they coded. With
        `kinds`, as if only rounds of these kinds had been. In reading order, then by code and
        coder, whatever the order in which they came in.
        """
        place = _OF_SOURCE.format(table="live")
        query = f"SELECT {_LIVE}, live.id, live.kind FROM live {place} ORDER BY made_at, live.id"
        rows = map(coding_of, self._db.read(query, (source,)))
        gone = {row[0] for row in self._db.read(_CARRIED_ON, (source,))}
        stay = (row for row in rows if row.id not in gone)
        stand = latest(row for row in stay if not kinds or row.origin in kinds)
        places = dict(self._db.read("SELECT id, start FROM segment WHERE source = ?", (source,)))
        return sorted(stand, key=lambda one: (places[one.segment], one.code, one.coder))

    def judged(self, source: str, kinds: Collection[RoundKind] = ()) -> list[Judged]:
        """The latest mark of each coder on each segment of a source, in reading order."""
        columns = "judged.segment, judged.coder, judged.mark, round.kind"
        rows = self._db.read(_HANGS.format(columns=columns, table="judged"), (source,))
        marks = (Judged(*row) for row in rows)
        found = {(m.segment, m.coder): m for m in marks if not kinds or m.origin in kinds}
        return list(found.values())

    def touches(self, source: str) -> Iterator[Touch]:
        """All that counts in a source, marks, then decisions; of a segment as they came in."""
        for table, mark in (("judged", "judged.mark"), ("decision", "''")):
            columns = f"{table}.segment, {table}.coder, {mark}, round.kind, codebook, at, entry"
            rows = self._db.read(_HANGS.format(columns=columns, table=table), (source,))
            yield from (Touch(*row) for row in rows)

    def memos(self, source: str) -> list[Memo]:
        """The memos on a source's segments in reading order, none twice."""
        columns = "memo.segment, memo.coder, memo.text, memo.author, memo.code, entry.at"
        rows = self._db.read(_HANGS.format(columns=columns, table="memo"), (source,))
        return list(dict.fromkeys(Memo(*row) for row in rows))

    def own(self, source: str, until: str = "") -> list[Own]:
        """What coders put into columns of their own, the latest of each, in reading order.

        With `until`, as it was at that time.
        """
        columns = "own.segment, own.coder, own.heading, own.value, entry.at"
        rows = self._db.read(_HANGS.format(columns=columns, table="own"), (source,))
        found = {row[:3]: Own(*row[:4]) for row in rows if not until or row[4] < until}
        return [one for one in found.values() if one.value]

    def by_sheet(self, sheet: str, coder: str) -> Returned:
        """What a coder's earlier returns of one sheet brought, the latest of each.

        As it was said there: in its own codes and segments, not where it was carried since.
        """
        live = f"SELECT {_LIVE}, live.id, live.kind FROM live JOIN entry ON entry.id = live.entry"
        rows = self._db.read(
            f"{live} WHERE sheet = ? AND coder = ? ORDER BY made_at, live.id", (sheet, coder)
        )
        of_sheet = (
            "SELECT {columns} FROM {table} JOIN entry ON entry.id = {table}.entry"
            " WHERE sheet = ? AND coder = ? AND entry.id NOT IN (SELECT entry FROM undone)"
            " ORDER BY entry.at, entry.id"
        )

        def hung(table: str, columns: str) -> Iterable[Sequence[Any]]:
            return self._db.read(of_sheet.format(table=table, columns=columns), (sheet, coder))

        judged = {row[0]: Judged(*row) for row in hung("judged", "segment, coder, mark")}
        own = {tuple(row[:3]): Own(*row) for row in hung("own", "segment, coder, heading, value")}
        memos = [Memo(*row) for row in hung("memo", "segment, coder, text, author, code")]
        said = (row for row in map(coding_of, rows) if not row.carried)
        decisions = [Decided(one) for one in latest(said)]
        return Returned(decisions, list(judged.values()), memos, list(own.values()))

    def history(self, segment: str) -> list[Event]:
        """Every decision ever made on a segment in the order of making, also those undone."""
        return history.decided(self._db, segment)

    def left(self, segment: str) -> list[Left]:
        """Every mark and memo ever left on a segment in the order of coming, also those undone."""
        return history.left(self._db, segment)

    def coders(self) -> list[str]:
        """The names of all who decided or judged anything that counts."""
        query = (
            "SELECT coder FROM live UNION SELECT coder FROM judged WHERE NOT EXISTS"
            " (SELECT 1 FROM undone WHERE undone.entry = judged.entry) ORDER BY 1"
        )
        return [row[0] for row in self._db.read(query)]

    def codes(self) -> list[str]:
        """The codes that decisions are on, also those that the codebook no longer has."""
        return [row[0] for row in self._db.read(f"SELECT DISTINCT live.code{_REMAIN} ORDER BY 1")]

    def held(self, codes: Iterable[str]) -> list[Held]:
        """Every decision on these codes that counts, by segment and then in order of making.

        Not only the latest: what it stands on comes to light when the latest is undone.
        """
        query = (
            f"SELECT {_LIVE}, live.id, live.kind, coalesce(before.code, ''),"
            f" coalesce(live.round, ''){_REMAIN}"
            " AND live.code IN (SELECT value FROM json_each(?))"
            " ORDER BY live.segment, live.made_at, live.id"
        )
        rows = self._db.read(query, (json.dumps(list(codes)),))
        return [Held(coding_of(row[:16]), *row[16:]) for row in rows]

    def carry(self, decisions: Iterable[Decided]) -> None:
        """Store decisions carried over, each on the entry of the one that it replaces.

        So it keeps the kind of round that it came by, and is undone together with it.
        """
        marks = ", ".join("?" * len(CODING_COLUMNS.split(", ")))
        rows = (
            (*coding_row(replace(new, replaces=old.id), now()), old.id)
            for new, old in decisions
            if old is not None
        )
        with self._db.transaction():
            self._db.write(
                f"INSERT INTO coding ({CODING_COLUMNS}, entry)"
                f" SELECT {marks}, entry FROM coding WHERE id = ?",
                rows,
            )

    def _later(self) -> str:
        """The time, or that of the last entry where the clock was put back since."""
        (last,) = self._db.read("SELECT max(at) FROM entry").fetchone()
        return max(now(), last or "")

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

    One that was carried over to a new codebook or text has given up its place. What somebody says
    as adjudicator and what they say as coder are two decisions.
    """
    rows = list(decisions)
    gone = {row.replaces for row in rows if row.carried}
    found = {
        (row.coder, row.segment, row.code, row.origin == "adjudication"): row
        for row in rows
        if row.id not in gone
    }
    return list(found.values())
