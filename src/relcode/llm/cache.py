"""What a language model has answered already, kept beside the study."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from relcode.database import explained, now
from relcode.errors import RelcodeError, StudyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Self

    from relcode.llm.answers import Item

_TABLE = (
    "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, model TEXT NOT NULL,"
    " codes TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID"
)


def cache_path(study: Path) -> Path:
    """The file beside a study; its suffix begins like a study's, so that no run reads it."""
    return study.with_name(f"{study.name}-llm")


class Cache:
    """Answers by the hash of all that was asked; every one is on the disk once it is put.

    Texts are not in it, but for the quotes of the answers. Raises RelcodeError where the file
    cannot be used.
    """

    def __init__(self, path: Path, model: str) -> None:
        """Open the file, or make it."""
        self._path, self._model = path, model
        with _explained(path):
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None)
            try:
                self._connection.execute(_TABLE)
            except sqlite3.Error:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        """The cache itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._connection.close()

    def get(self, key: str) -> list[Item] | None:
        """What was answered, or None."""
        with _explained(self._path):
            query = "SELECT codes FROM answer WHERE key = ?"
            row = self._connection.execute(query, (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, answers: Mapping[str, list[Item]]) -> None:
        """Keep answers by key, all or none."""
        rows = [
            (key, self._model, json.dumps(codes, ensure_ascii=True), now())
            for key, codes in answers.items()
        ]
        with _explained(self._path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", rows)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Raises RelcodeError for every fault of the file that comes up inside."""
    try:
        with explained(path):
            yield
    except StudyError as error:
        message = f"the answers kept beside the study cannot be used ({error.what})"
        fix = "move the file away, and what is in it is asked again"
        raise RelcodeError(message, where=str(path), fix=fix) from error
