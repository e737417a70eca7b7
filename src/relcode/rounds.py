"""The rounds of a study: which sheets went out to whom, and what each of their rows showed."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from relcode.database import now
from relcode.errors import ChangedError, RelcodeError, nearest
from relcode.records import packed, packed_segments, unpacked
from relcode.terms import Entry, Round, Sheet, segment_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from relcode.database import Database
    from relcode.terms import Sent

_ROUND = "name, kind, seed, codebook, settings, made_at"
_SHEET = "id, round, coder, schema"
_ENTRY = (
    "SELECT sheet, file, sha256, entry.at, coalesce(undone.at, ''), entry.id FROM entry"
    " LEFT JOIN undone ON undone.entry = entry.id"
)
_BROUGHT = ("decision", "judged", "memo", "own")  # what an entry may bring


class Came(NamedTuple):
    """A file that came in and counts, whose it is, and how many decisions it brought."""

    entry: Entry
    coders: tuple[str, ...]
    decisions: int


class Rounds:
    """What went out and what came back; get it as `study.rounds`."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def __iter__(self) -> Iterator[Round]:
        """All rounds in the order of making."""
        rows = self._db.read(f"SELECT {_ROUND} FROM round ORDER BY made_at, rowid")
        return (_round(row) for row in rows.fetchall())

    def __getitem__(self, name: str) -> Round:
        """The round of that name; raises RelcodeError listing those there are."""
        found = self.get(name)
        if found is None:
            message = f"there is no round '{name}'"
            names = [each.name for each in self]
            fix = nearest(name, names) if names else "'relcode review out' makes one"
            raise RelcodeError(message, fix=fix)
        return found

    def get(self, name: str) -> Round | None:
        """The round of that name, or None."""
        query = f"SELECT {_ROUND} FROM round WHERE name = ?"
        row = self._db.read(query, (name,)).fetchone()
        return _round(row) if row else None

    def free_name(self, stem: str) -> str:
        """The first of `stem-1`, `stem-2` … that no round has."""
        taken = {each.name for each in self}
        return next(f"{stem}-{n}" for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)

    def add(self, made: Round) -> Round:
        """Record a new round with the time; raises ChangedError where the name is taken."""
        stamped = replace(made, made_at=made.made_at or now())
        with self._db.transaction():
            if self.get(made.name):
                message = f"there is a round '{made.name}' already"
                fix = f"choose another name, such as {self.free_name(made.name)}"
                raise ChangedError(message, fix=fix)
            settings = json.dumps(stamped.settings, ensure_ascii=False, sort_keys=True)
            row = (made.name, made.kind, made.seed, made.codebook, settings, stamped.made_at)
            self._db.insert("round", _ROUND, [row])
        return stamped

    def send(self, sheet: Sheet, rows: Iterable[Sent]) -> None:
        """Record a sheet of a round with what its rows show; the same sheet again replaces it."""
        kept = list(rows)
        row = (sheet.id, sheet.round, sheet.coder, sheet.schema, packed(kept))
        sources = {segment_source(one.segment) for one in kept}
        with self._db.transaction():
            self._db.insert("sheet", f"{_SHEET}, sent", [row], key="id")
            self._db.write("DELETE FROM shown WHERE sheet = ?", [(sheet.id,)])
            self._db.insert("shown", "source, sheet", [(one, sheet.id) for one in sorted(sources)])

    def sheet(self, token: str) -> Sheet | None:
        """The sheet with that id, or None."""
        query = f"SELECT {_SHEET} FROM sheet WHERE id = ?"
        row = self._db.read(query, (token,)).fetchone()
        return Sheet(*row) if row else None

    def sheets(self, name: str) -> list[Sheet]:
        """The sheets of a round, by coder."""
        query = f"SELECT {_SHEET} FROM sheet WHERE round = ? ORDER BY coder, id"
        return [Sheet(*row) for row in self._db.read(query, (name,))]

    def sent(self, token: str) -> dict[str, Sent]:
        """What the rows of a sheet showed, by segment, in their order."""
        row = self._db.read("SELECT sent FROM sheet WHERE id = ?", (token,)).fetchone()
        return {each.segment: each for each in unpacked(row[0])} if row else {}

    def segments(self, token: str) -> set[str]:
        """The segments that the rows of a sheet showed."""
        row = self._db.read("SELECT sent FROM sheet WHERE id = ?", (token,)).fetchone()
        return packed_segments(row[0]) if row else set()

    def coders(self) -> list[str]:
        """The names of all for whom a sheet was made, in that order."""
        rows = self._db.read("SELECT coder FROM sheet WHERE coder <> '' ORDER BY rowid")
        return list(dict.fromkeys(row[0] for row in rows))

    def entries(self, name: str = "") -> list[Entry]:
        """The files that came in, of one round or of all, in that order, also those undone."""
        query = f"{_ENTRY} JOIN sheet ON sheet.id = sheet WHERE ? IN ('', round) ORDER BY entry.id"
        return [Entry(*row) for row in self._db.read(query, (name,))]

    def taken(self, sha256: str) -> Entry | None:
        """The entry that came in from a file of these bytes and was not undone, or None."""
        query = f"{_ENTRY} WHERE sha256 = ? AND undone.at IS NULL ORDER BY entry.id DESC"
        row = self._db.read(query, (sha256,)).fetchone()
        return Entry(*row) if row else None

    def settled(self, sheet: str, sha256: str, coder: str) -> set[str]:
        """The segments on which a coder's return of this very file, or a later one, left anything.

        None where the file is not in, or was undone.
        """
        found = " UNION ".join(
            f"SELECT segment, entry FROM {table} JOIN entry ON entry.id = entry"
            " WHERE sheet = :sheet AND coder = :coder AND entry NOT IN (SELECT entry FROM undone)"
            for table in _BROUGHT
        )
        nothing = " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM {table} WHERE entry = entry.id)" for table in _BROUGHT
        )
        query = (
            f"WITH found AS ({found}) SELECT segment FROM found WHERE entry >="
            " (SELECT min(id) FROM entry WHERE sheet = :sheet AND sha256 = :sha256"
            " AND id NOT IN (SELECT entry FROM undone)"
            f" AND (id IN (SELECT entry FROM found) OR {nothing}))"
        )
        values = {"sheet": sheet, "coder": coder, "sha256": sha256}
        return {row[0] for row in self._db.read(query, values)}

    def came(self, name: str, coders: Collection[str] = ()) -> list[Came]:
        """What came in for a round and counts, in that order; with `coders` only what is theirs.

        Raises RelcodeError where nothing came from one of them, or in one file with others'.
        """
        entries = [entry for entry in self.entries(name) if not entry.undone_at]
        came = [self._came(entry) for entry in entries]
        wanted = {coder.casefold() for coder in coders}
        theirs = [one for one in came if wanted & {coder.casefold() for coder in one.coders}]
        _refuse(name, coders, came, theirs)
        return theirs if wanted else came

    def undo(self, name: str, coders: Collection[str] = ()) -> list[Came]:
        """Make what `came` in count no more, and give it; what stood before stands again."""
        with self._db.transaction():
            live, at = self.came(name, coders), now()
            self._db.insert("undone", "entry, at", [(one.entry.id, at) for one in live])
        return live

    def _came(self, entry: Entry) -> Came:
        """An entry with whose it is: a table made elsewhere may hold the codes of several."""
        names = " UNION ".join(f"SELECT coder FROM {each} WHERE entry = :id" for each in _BROUGHT)
        coders = [row[0] for row in self._db.read(f"{names} ORDER BY 1", {"id": entry.id})]
        sheet = self.sheet(entry.sheet)
        made_for = [sheet.coder] if sheet and sheet.coder else []
        query = "SELECT count(*) FROM decision WHERE entry = ? AND NOT carried"
        (decisions,) = self._db.read(query, (entry.id,)).fetchone()
        return Came(entry, tuple(coders or made_for), decisions)


def token(study: str, made: Round, coder: str) -> str:
    """The id of a sheet, from the study's id, the round as recorded, and the coder.

    The time of making is in it: two copies of a study may each make a round of one name.
    """
    name = f"{study}\n{made.name}\n{made.made_at}\n{coder}"
    # a letter first: "12e45678" would be taken for a number
    return f"t{blake2b(name.encode(), digest_size=6).hexdigest()}"


def _refuse(
    name: str, coders: Collection[str], came: Sequence[Came], theirs: Sequence[Came]
) -> None:
    """Raise RelcodeError where what these coders brought to a round cannot be told apart."""
    there = sorted({coder for one in came for coder in one.coders})
    known = {coder.casefold() for coder in there}
    wanted = {coder.casefold() for coder in coders}
    for coder in coders:
        if coder.casefold() not in known:
            message = f"nothing by {coder} came in by '{name}', or it is undone already"
            raise RelcodeError(message, fix=nearest(coder, there) if there else "")
    for one in theirs:
        others = [coder for coder in one.coders if coder.casefold() not in wanted]
        if others:
            message = f"{one.entry.file} holds what {', '.join(one.coders)} coded"
            fix = f"a file is undone whole: name {', '.join(others)} too"
            raise RelcodeError(message, fix=fix)


def _round(row: tuple[str, ...]) -> Round:
    name, kind, seed, codebook, settings, made_at = row
    return Round(name, kind, int(seed), codebook, json.loads(settings), made_at)  # type: ignore[arg-type]
