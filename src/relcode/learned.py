"""The versions of what a study's decisions taught: appended, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.database import now

if TYPE_CHECKING:
    from relcode.database import Database

_COLUMNS = "number, made_at, codebook, model, decisions, content"


def named(number: int) -> str:
    """The name of the version of that number."""
    return f"learned.v{number}"


class Stored(NamedTuple):
    """A version as it lies in the file.

    `codebook` and `model` are the hashes of what it was learned by, `decisions` that of what it was
    learned from. `number` and `made_at` are given when it is stored.
    """

    codebook: str
    model: str
    decisions: str
    content: bytes
    number: int = 0
    made_at: str = ""


class Learned:
    """The versions of a study; get it as `study.learned`."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def add(self, version: Stored) -> int:
        """Store a version after all others; gives its number."""
        with self._db.transaction():
            number = self.latest() + 1
            row = (number, now(), *version[:4])
            self._db.insert("learned", _COLUMNS, [row])
        return number

    def latest(self) -> int:
        """The number of the last version, 0 without any."""
        return int(self._db.read("SELECT coalesce(max(number), 0) FROM learned").fetchone()[0])

    def take(self, other: Learned) -> tuple[list[int], list[int]]:
        """Take over what another copy of the study has learned since, if this one learned nothing.

        Gives the numbers of the versions that came over, and of those that did not: once both have
        learned by themselves, one number would stand for two versions.
        """
        here, there = self._versions(), other._versions()
        apart = [one.number for mine, one in zip(here, there, strict=False) if mine != one]
        more = there[len(here) :]
        numbers = [one.number for one in more]
        if apart:
            return [], apart + numbers
        rows = [(one.number, one.made_at, *one[:4]) for one in more]
        self._db.insert("learned", _COLUMNS, rows)
        return numbers, []

    def _versions(self) -> list[Stored]:
        return [self[number] for number in range(1, self.latest() + 1)]

    def __getitem__(self, number: int) -> Stored:
        """The version of that number; raises KeyError if there is none."""
        query = (
            "SELECT codebook, model, decisions, content, number, made_at FROM learned"
            " WHERE number = ?"
        )
        row = self._db.read(query, (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return Stored(*row)
