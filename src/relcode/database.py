"""The SQLite file under a study: opening, checking, transactions, rows in."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from relcode.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCHEMA_VERSION = 1
_APPLICATION = 0x72656C63  # "relc", so that another program's database is not taken for a study
_WAIT_SECONDS = 10.0


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Database:
    """An open study file; each `transaction` is written whole or not at all."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make an empty one."""
        self.path = path
        self._connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        self._connection.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Close the file; unfinished work is rolled back."""
        self._connection.close()

    def read(self, query: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside, or none; raises StudyError while another process is writing."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            message = "another relcode is writing to this study"
            raise StudyError(message, where=str(self.path), fix="try again later") from error
        with self._connection:
            yield

    def make(self) -> None:
        """Write the schema into an empty file."""
        script = files("relcode").joinpath("schema.sql").read_text(encoding="utf-8")
        self._connection.executescript(script)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def check(self) -> None:
        """Raise StudyError unless this is a study that this version can read."""
        foreign = StudyError(
            "is not a relcode study", where=str(self.path), fix="name a .relcode file"
        )
        try:
            (application,) = self.read("PRAGMA application_id").fetchone()
            (version,) = self.read("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise foreign from error
        if application != _APPLICATION:
            raise foreign
        if version > SCHEMA_VERSION:
            message = f"was made by a newer relcode (schema {version}, not {SCHEMA_VERSION})"
            raise StudyError(message, where=str(self.path), fix="update relcode")
