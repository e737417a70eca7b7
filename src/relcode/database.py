"""The SQLite file under a study: opening, checking, transactions, rows in."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from relcode.errors import StudyError
from relcode.files import called, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

STUDY_NAME = "study.relcode"  # what a run names its study
SCHEMA_VERSION = 5
_SCHEMAS = (
    "schema.sql",
    "schema_2.sql",
    "schema_3.sql",
    "schema_4.sql",
    "schema_5.sql",
)  # each brings a file from the version before to its own
_APPLICATION = 0x72656C63  # "relc", so that another program's database is not taken for a study
_WAIT_SECONDS = 10.0
_BUSY = "another relcode is writing to this study", "try again later"
_FAULTS = {  # what SQLite's result codes mean to a person, and what to do
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": ("cannot be written", "make room on the disk"),
    "SQLITE_IOERR": ("cannot be read or written", "check that the disk is there and has room"),
    "SQLITE_READONLY": ("may not be written to", "check its permissions, or copy it"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check its permissions and those of its folder"),
    "SQLITE_CORRUPT": ("is damaged", "take a copy of it from before"),
    "SQLITE_NOTADB": ("is not a relcode study", "name another file"),
}


def now() -> str:
    """The time in UTC, ISO 8601, to the microsecond: what stands is told by the order of times."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raises StudyError, saying what to do, for every fault of the file that comes up inside."""
    try:
        yield
    except sqlite3.Error as error:
        # the first two parts name the kind, such as SQLITE_IOERR_WRITE
        kind = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        what, fix = _FAULTS.get(kind, (f"cannot be used: {error}", ""))
        raise StudyError(what, where=str(path), fix=fix) from error


def existing(path: Path) -> Path:
    """The study file at that path, or the one in that folder; raises StudyError without one."""
    path = path / STUDY_NAME if path.is_dir() else path
    if path.is_file():
        return path
    fix = "make one with 'relcode init'"
    with suppress(OSError):  # a folder that may not be looked into
        for beside in sorted(path.parent.glob(f"*/{STUDY_NAME}"))[:1]:
            fix = f"name yours, such as --study {beside}; or {fix}"
    message = "no study here"
    raise StudyError(message, where=str(path), fix=fix)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A place to make a file in, which becomes `path` when the block ends without an error.

    Raises StudyError where `path` exists by then: of two that make it at once, one wins.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(exist_ok=False)  # says why it cannot be made, which SQLite does not
        with called(part, path):
            yield part
        _give_name(part, path)
    except FileExistsError as error:
        message = "exists already"
        fix = "nothing was overwritten; choose another name"
        raise StudyError(message, where=str(path), fix=fix) from error
    except OSError as error:
        message, fix = refusal(path, error)
        raise StudyError(message, where=str(path), fix=fix) from error
    finally:
        for name in (part.name, f"{part.name}-journal", f"{part.name}-wal", f"{part.name}-shm"):
            with suppress(OSError):
                part.with_name(name).unlink(missing_ok=True)


def _give_name(part: Path, path: Path) -> None:
    """Give a finished file its name; FileExistsError where that is taken."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # exFAT and some network drives have no links: take the name, then fill it
        path.open("xb").close()
        try:
            part.replace(path)
        except OSError:
            path.unlink()
            raise


class Database:
    """An open study file; each `transaction` is written whole or not at all."""

    def __init__(self, path: Path, part: Path | None = None) -> None:
        """Open the file, or make an empty one; `part` is where it lies while it is being made."""
        self.path = path
        with explained(path):
            self._connection = sqlite3.connect(
                part or path, timeout=_WAIT_SECONDS, isolation_level=None
            )
            self._connection.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Close the file; unfinished work is rolled back."""
        self._connection.close()

    def read(
        self, query: str, values: tuple[object, ...] | Mapping[str, object] = ()
    ) -> sqlite3.Cursor:
        """The rows that a query gives, as they come."""
        return self._connection.execute(query, values)

    def write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row of values."""
        self._connection.executemany(statement, rows)

    def insert(
        self, table: str, columns: str, rows: Iterable[tuple[object, ...]], key: str = ""
    ) -> None:
        """Add rows; with `key`, a row whose key exists is updated in place, never replaced.

        (Replacing would delete the old row first, and with it what hangs on it: decisions.)
        """
        names = columns.split(", ")
        updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
        clash = f" ON CONFLICT({key}) DO UPDATE SET {updates}" if key else ""
        marks = ", ".join("?" * len(names))
        self.write(f"INSERT INTO {table} ({columns}) VALUES ({marks}){clash}", rows)

    def last_row(self) -> int:
        """The number that the row inserted last was given."""
        return int(self.read("SELECT last_insert_rowid()").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside, or none; raises StudyError while another process is writing.

        One inside another is part of it.
        """
        if self._connection.in_transaction:
            yield
            return
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                yield

    def make(self) -> None:
        """Write the schema into an empty file."""
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._upgrade()

    def copy(self, path: Path) -> None:
        """Copy the file as it stands, also while others write to it; `path` must be new."""
        with explained(path), closing(sqlite3.connect(path)) as other:
            self._connection.backup(other)

    def _upgrade(self) -> None:
        """Bring the file to the present schema, step by step, in one transaction."""
        with self.transaction():
            # asked again: another process may have been quicker
            (version,) = self.read("PRAGMA user_version").fetchone()
            for name in _SCHEMAS[version:]:
                script = files("relcode").joinpath(name).read_text(encoding="utf-8")
                for statement in _statements(script):
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def check(self) -> None:
        """Raise StudyError unless this is a study that this version can read."""
        foreign = StudyError(
            "is not a relcode study", where=str(self.path), fix="name another file or folder"
        )
        with explained(self.path):
            (application,) = self.read("PRAGMA application_id").fetchone()
            (version,) = self.read("PRAGMA user_version").fetchone()
        if application != _APPLICATION:
            raise foreign
        if version > SCHEMA_VERSION:
            message = f"was made by a newer relcode (schema {version}, not {SCHEMA_VERSION})"
            raise StudyError(message, where=str(self.path), fix="update relcode")
        if version < SCHEMA_VERSION:
            self._upgrade()


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, because `executescript` ends a transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
