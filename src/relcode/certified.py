"""The certifications of a study: appended, never changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from relcode.database import now

if TYPE_CHECKING:
    from relcode.database import Database

_GIVEN = "alpha, delta, seed, codebook, model, learned, decisions, split, sources, codes, sample"


class Stored(NamedTuple):
    """A certification as it lies in the file; relcode.learn.certifications reads it.

    `codebook`, `model` and `decisions` are hashes, `learned` is what corrects the model, "" for
    nothing. `split`, `sources` and `codes` are JSON: the part of each source that was reviewed, all
    sources that the study had, and the certificate of each code. `number` and `made_at` are given
    when it is stored.
    """

    alpha: float
    delta: float
    seed: int
    codebook: str
    model: str
    learned: str
    decisions: str
    split: str
    sources: str
    codes: str
    sample: bytes
    number: int = 0
    made_at: str = ""

    @property
    def split_hash(self) -> str:
        """The hash of the split, whatever order its sources are written in."""
        return split_hash(json.loads(self.split))


class Certified:
    """The certifications of a study; get it as `study.certified`."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def add(self, made: Stored) -> int:
        """Store a certification after all others; gives its number."""
        with self._db.transaction():
            number = self.latest() + 1
            row = (number, now(), made.split_hash, *made[:-2])
            self._db.insert("certified", f"number, made_at, split_hash, {_GIVEN}", [row])
        return number

    def latest(self) -> int:
        """The number of the last certification, 0 without any."""
        return int(self._db.read("SELECT coalesce(max(number), 0) FROM certified").fetchone()[0])

    def __getitem__(self, number: int) -> Stored:
        """The certification of that number; raises KeyError if there is none."""
        query = f"SELECT {_GIVEN}, number, made_at FROM certified WHERE number = ?"  # noqa: S608 - the columns are this module's own
        row = self._db.read(query, (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return Stored(*row)


def split_hash(split: dict[str, str]) -> str:
    """The hash of which source is in which part."""
    return sha256(json.dumps(split, sort_keys=True).encode()).hexdigest()
