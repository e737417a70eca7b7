"""The references of a study: every export whole, every record, and which are one work."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from relcode.database import now
from relcode.reference import Problem, reference_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.database import Database
    from relcode.reference import Reference

_MERGE = "first, second, rule, score, why"
_RULING = "first, second, same, coder, at"
_FILE = "sha256, name, content, problems, added_at"
_ORIGIN = "file, number, line, reference"


class Merge(NamedTuple):
    """Two references taken for one work, by their ids in order: by which rule, and why.

    `score` counts what agrees, as refs/duplicates.yaml weighs it; 0 where a person decided.
    """

    first: str
    second: str
    rule: str
    score: float
    why: str


class Ruling(NamedTuple):
    """What a person decided of two references, by their ids in order; `at` when stored.

    The second may be the id of a source, of which it says whether it is the full text.
    """

    first: str
    second: str
    same: bool
    coder: str = ""
    at: str = ""


class Export(NamedTuple):
    """A file that references came from; `records` are those kept of it."""

    sha256: str
    name: str
    records: int
    problems: tuple[Problem, ...]
    added_at: str


class Library:
    """The references of a study; get it as `study.library`."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def add(
        self, sha256: str, name: str, content: bytes, references: Iterable[Reference],
        problems: Iterable[Problem],
    ) -> int:  # fmt: skip
        """Keep a file with all its records; gives how many were not known, 0 for a known file."""
        with self._db.transaction():
            if sha256 in self._files():
                return 0
            row = (sha256, name, zlib.compress(content), json.dumps(list(problems)), now())
            self._db.insert("reference_file", _FILE, [row])
            before = self.count()
            came = list(references)
            self._keep((one.id, one.content) for one in came)
            origins = ((sha256, one.number, one.line, one.id) for one in came)
            self._db.insert("reference_origin", _ORIGIN, origins)
            return self.count() - before

    def references(self) -> Iterator[Reference]:
        """Every reference once, by id, with the first by name of the files that hold it."""
        query = (
            "SELECT reference.id, reference.content, name, number, line FROM reference"
            " JOIN reference_origin ON reference_origin.reference = reference.id"
            " JOIN reference_file ON sha256 = file ORDER BY reference.id, name, number"
        )
        last = ""
        for name, content, file, number, line in self._db.read(query):
            if name != last:
                yield reference_of(content, id=name, file=file, number=number, line=line)
            last = name

    def places(self) -> dict[str, list[tuple[str, int]]]:
        """The files, and the records in them, in which each reference stands."""
        found: dict[str, list[tuple[str, int]]] = {}
        query = (
            "SELECT reference, name, number FROM reference_origin"
            " JOIN reference_file ON sha256 = file ORDER BY reference, name, number"
        )
        for reference, name, number in self._db.read(query):
            found.setdefault(reference, []).append((name, number))
        return found

    def exports(self) -> list[Export]:
        """The files in the order of coming."""
        query = (
            "SELECT sha256, name, (SELECT count(*) FROM reference_origin WHERE file = sha256),"
            " problems, added_at FROM reference_file ORDER BY added_at, name"
        )
        return [
            Export(sha256, name, records, tuple(Problem(*one) for one in json.loads(told)), at)
            for sha256, name, records, told, at in self._db.read(query)
        ]

    def content(self, sha256: str) -> bytes:
        """A file as it came; KeyError where it never did."""
        query = "SELECT content FROM reference_file WHERE sha256 = ?"
        row = self._db.read(query, (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return zlib.decompress(row[0])

    def count(self) -> int:
        """How many references there are, duplicates included."""
        return int(self._db.read("SELECT count(*) FROM reference").fetchone()[0])

    def named(self, beginning: str) -> list[str]:
        """The ids that begin so, at most ten."""
        query = "SELECT id FROM reference WHERE id >= ? AND id < ? ORDER BY id LIMIT 10"
        return [row[0] for row in self._db.read(query, (beginning, beginning + "\uffff"))]

    def merges(self) -> list[Merge]:
        """What is taken for one work, by id."""
        query = f"SELECT {_MERGE} FROM reference_merge ORDER BY first, second"  # noqa: S608 - own columns
        return [Merge(*row) for row in self._db.read(query)]

    def merge(self, merges: Iterable[Merge]) -> None:
        """Put these merges in the place of those that stood."""
        with self._db.transaction():
            self._db.write("DELETE FROM reference_merge", [()])
            self._db.insert("reference_merge", _MERGE, merges)

    def rulings(self) -> list[Ruling]:
        """All that people decided, in the order of deciding."""
        query = f"SELECT {_RULING} FROM reference_ruling ORDER BY at, id"  # noqa: S608 - own columns
        return [
            Ruling(first, second, bool(same), *rest)
            for first, second, same, *rest in self._db.read(query)
        ]

    def rule(self, rulings: Iterable[Ruling]) -> None:
        """Add decisions after all others."""
        with self._db.transaction():
            at = now()
            rows = ((*one[:4], one.at or at) for one in rulings)
            self._db.insert("reference_ruling", _RULING, rows)

    def take(self, other: Library) -> int:
        """Take over all that another study holds; gives how many references were new here.

        What is one work must then be found anew.
        """
        before = self.count()
        with self._db.transaction():
            known = self._files()
            self._keep(other._db.read("SELECT id, content FROM reference"))
            for table, columns in (("reference_file", _FILE), ("reference_origin", _ORIGIN)):
                rows = other._db.read(f"SELECT {columns} FROM {table}")  # noqa: S608 - own columns
                place = 0  # the file comes first in both
                self._db.insert(table, columns, (row for row in rows if row[place] not in known))
            here = set(self.rulings())
            self.rule(one for one in other.rulings() if one not in here)
        return self.count() - before

    def _files(self) -> set[str]:
        return {row[0] for row in self._db.read("SELECT sha256 FROM reference_file")}

    def _keep(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add the references that are not there yet."""
        self._db.write("INSERT OR IGNORE INTO reference (id, content) VALUES (?, ?)", rows)
