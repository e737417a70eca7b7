"""A file of vectors beside a study: derived data, which may be deleted at any time."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_APPLICATION = 0x72656C76  # "relv", so that another program's database is not taken for ours
_WAIT_SECONDS = 5.0
_LARGEST = 2**30  # bytes: what some 400,000 units take
_CHECKED = 4  # bytes of the checksum before what is kept
_BESIDE = ("", "-journal", "-wal", "-shm")  # the file and what SQLite may leave next to it
_TABLE = "CREATE TABLE passage (key BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT"
_HALVED = "DELETE FROM passage WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM passage)"
# faults of the place, not of what is in the file, after which it is left as it is
_OUTSIDE = (
    "BUSY", "LOCKED", "FULL", "IOERR", "READONLY", "CANTOPEN", "PERM", "AUTH", "NOMEM", "PROTOCOL",
)  # fmt: skip
_FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)

_T = TypeVar("_T")


class _DamagedError(sqlite3.Error):
    """The file is not what was written, or not ours."""


class VectorFile:
    """Bytes by key, of one model, for several processes at once.

    No fault of the file is ever raised: one that is damaged or not ours is moved out of the way,
    and where a file cannot be read or written, there is nothing in it or it is left as it is.
    """

    def __init__(self, path: Path, model: str) -> None:
        """Take a place for the file, which is opened or made when it is first asked.

        What another model left in it is dropped then; `model` is this one's hash in hexadecimals.
        """
        self._path = path
        self._marks = (_APPLICATION, int(model[:7], 16))
        self._connection: sqlite3.Connection | None = None
        self._readable = self._writable = True

    def get(self, key: bytes) -> bytes | None:
        """What was put under that key, or None."""
        if not self._readable:
            return None
        try:
            return self._done(lambda file: _found(file, key))
        except _FAULTS:
            self._readable = self._writable = False
            self.close()
            return None

    def put(self, contents: Mapping[bytes, bytes]) -> None:
        """Keep these by key, all or none; the older half goes when the file is too large."""
        if not self._writable:
            return
        rows = [(key, _sum(key, content) + content) for key, content in contents.items()]
        try:
            self._done(lambda file: _add(file, rows))
        except _FAULTS:  # such as a full disk: what is there can still be read
            self._writable = False
            self.close()

    def close(self) -> None:
        """Close the file; it opens again when it is asked."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _done(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """What comes of this work on the file; a damaged one is replaced, once."""
        try:
            return work(self._open())
        except (
            sqlite3.Error,
            UnicodeDecodeError,
        ) as error:  # the latter: a damaged name of a table
            self.close()
            if getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").startswith(_OUTSIDE):
                raise
        _clear(self._path)
        return work(self._open())

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            file = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)
            file.text_factory = bytes  # a damaged row may claim to be text
            self._connection = file
            # waits for no disk: what a power cut leaves is checked when it is read
            file.execute("PRAGMA synchronous = OFF")
            if _marks(file) != self._marks:
                _make(file, self._marks)
        return self._connection


def _marks(file: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is, and of which model."""
    return _number(file, "application_id"), _number(file, "user_version")


def _number(file: sqlite3.Connection, pragma: str) -> int:
    return int(file.execute(f"PRAGMA {pragma}").fetchall()[0][0])


def _make(file: sqlite3.Connection, marks: tuple[int, int]) -> None:
    """Make the table in an empty file, or anew in one of another model."""
    with file:
        file.execute("BEGIN IMMEDIATE")
        now = _marks(file)
        if now == marks:
            return  # another process was quicker
        if now[0] != _APPLICATION and file.execute("SELECT 1 FROM sqlite_master").fetchall():
            raise _DamagedError
        file.execute("DROP TABLE IF EXISTS passage")
        file.execute(_TABLE)
        file.execute(f"PRAGMA application_id = {marks[0]}")
        file.execute(f"PRAGMA user_version = {marks[1]}")


def _found(file: sqlite3.Connection, key: bytes) -> bytes | None:
    rows = file.execute("SELECT content FROM passage WHERE key = ?", (key,)).fetchall()
    if not rows:
        return None
    content = rows[0][0]
    if isinstance(content, bytes) and content[:_CHECKED] == _sum(key, content[_CHECKED:]):
        return content[_CHECKED:]
    raise _DamagedError


def _add(file: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
    with file:
        file.execute("BEGIN IMMEDIATE")
        file.executemany("INSERT OR IGNORE INTO passage VALUES (?, ?)", rows)
        used = _number(file, "page_count") - _number(file, "freelist_count")
        if used * _number(file, "page_size") > _LARGEST:
            file.execute(_HALVED)


def _sum(key: bytes, content: bytes) -> bytes:
    return crc32(content, crc32(key)).to_bytes(_CHECKED, "big")


def _clear(path: Path) -> None:
    """Remove a file that is ours, and rename another; raises OSError where it will not go."""
    with path.open("rb") as file:
        head = file.read(100)
    ours = head[:6] == b"SQLite" and head[68:72] == _APPLICATION.to_bytes(4, "big")
    names = (path.with_name(f"{path.name}-aside-{number}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    for end in _BESIDE:
        part = path.with_name(f"{path.name}{end}")
        with suppress(FileNotFoundError):
            if ours:
                part.unlink()
            else:
                part.rename(aside.with_name(f"{aside.name}{end}"))
