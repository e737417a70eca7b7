"""Rows sorted on disk, so that as many as there are fit into memory."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sorted:
    """Takes rows in any order and gives them back by their keys."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Keep rows in this temporary database."""
        self._database = database
        self._database.execute("CREATE TABLE row (first TEXT, second REAL, place INTEGER, it TEXT)")
        self._count = 0

    def add(self, first: str, second: float, row: dict[str, Any]) -> None:
        """Take a row; rows of equal keys keep their order."""
        self._count += 1
        values = (first, second, self._count, json.dumps(row))
        self._database.execute("INSERT INTO row VALUES (?, ?, ?, ?)", values)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows by the first key, then by the second, the highest first."""
        ordered = "SELECT it FROM row ORDER BY first, second DESC, place"
        return (json.loads(it) for (it,) in self._database.execute(ordered))


@contextmanager
def sorting() -> Iterator[Sorted]:
    """Room for rows to be sorted, which is gone afterwards."""
    with closing(sqlite3.connect("")) as database:  # a file of its own, deleted when closed
        yield Sorted(database)
