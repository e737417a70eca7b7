"""What a study holds: its sources and segments, counted, listed and read one at a time."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError
from relcode.outcome import silent
from relcode.records import (
    SEGMENT_COLUMNS,
    SOURCE_COLUMNS,
    Counts,
    Input,
    segment_of,
    source_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.database import Database
    from relcode.outcome import Progress
    from relcode.terms import Segment, Source

_MOST_NAMED = 6  # segments in a message


class Holdings:
    """The part of a study that answers what is in it; a source with a successor is left out."""

    def __init__(self, database: Database) -> None:
        """Look into an open study file."""
        self._db = database

    def inputs(self) -> dict[str, Input]:
        """Every input file seen, by key."""
        rows = self._db.read("SELECT path, sha256, reading, source, problem FROM input")
        return {row[0]: Input(*row) for row in rows}

    def inputs_of(self, source: str) -> set[str]:
        """The keys of the input files that give this source."""
        query = "SELECT path FROM input WHERE source = ?"
        return {row[0] for row in self._db.read(query, (source,))}

    def holds(self, source: str) -> bool:
        """Whether there is a source with that id, also one that another took the place of."""
        query = "SELECT 1 FROM source WHERE id = ?"
        return self._db.read(query, (source,)).fetchone() is not None

    def successor(self, source: str) -> str:
        """The source that took the place of this one when its file changed, or ""."""
        query = "SELECT successor FROM source WHERE id = ?"
        row = self._db.read(query, (source,)).fetchone()
        return row[0] if row else ""

    def superseded(self) -> list[tuple[str, str]]:
        """The sources kept for the history alone, each with the one that took its place."""
        query = "SELECT id, successor FROM source WHERE successor <> '' ORDER BY id"
        return self._db.read(query).fetchall()

    def segment(self, name: str) -> Segment:
        """The segment with that id, or the only one whose id begins so; RelcodeError otherwise."""
        query = f"SELECT {SEGMENT_COLUMNS} FROM segment WHERE id >= ? AND id < ? LIMIT ?"
        rows = self._db.read(query, (name, f"{name}\U0010ffff", _MOST_NAMED)).fetchall()
        exact = [row for row in rows if row[0] == name]
        if len(exact or rows) != 1 or not name:
            ids = ", ".join(row[0] for row in rows)
            message = f"more than one segment begins so: {ids} …" if ids else "no such segment"
            fix = "write the whole id, as it stands in segments.csv"
            raise RelcodeError(message, where=name, fix=fix)
        return segment_of((exact or rows)[0])

    def untagged(self, fingerprint: str) -> list[str]:
        """The ids of sources that were not tagged with this fingerprint, in name order."""
        query = "SELECT id FROM present WHERE tagged <> ? ORDER BY name, id"
        return [row[0] for row in self._db.read(query, (fingerprint,))]

    def tagged(self) -> dict[str, str]:
        """The fingerprint that every tagged source was tagged with, by the source's id."""
        return dict(self._db.read("SELECT id, tagged FROM present WHERE tagged <> ''"))

    def source_ids(self) -> list[str]:
        """The ids of all sources, in name order."""
        return [row[0] for row in self._db.read("SELECT id FROM present ORDER BY name, id")]

    def codebook_hashes(self) -> list[str]:
        """The hashes of all codebooks that were ever in use, in the order of coming."""
        query = "SELECT hash FROM codebook ORDER BY added_at, rowid"
        return [row[0] for row in self._db.read(query)]

    def names(self) -> dict[str, str]:
        """The name of every source, by id."""
        return dict(self._db.read("SELECT id, name FROM present"))

    def stated(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """The id, kind and variables of every source, without its text, in order of name."""
        query = "SELECT id, kind, variables FROM present ORDER BY name, id"
        for name, kind, variables in self._db.read(query):
            yield name, kind, json.loads(variables)

    def words(self, sources: Iterable[str]) -> int:
        """The number of words in these sources together."""
        query = "SELECT words FROM source WHERE id = ?"
        return sum(self._db.read(query, (source,)).fetchone()[0] for source in sources)

    def foreign(self, language: str) -> dict[str, str]:
        """The language of every source that is in another one than this, by name."""
        query = "SELECT name, language FROM present WHERE language NOT IN (?, 'und') ORDER BY name"
        return dict(self._db.read(query, (language,)))

    def counts(self) -> Counts:
        """How much the study holds."""
        parts = (
            "SELECT count(*), coalesce(sum(words), 0) FROM present",
            "SELECT count(*), coalesce(sum(codable), 0) FROM present_segment",
            "SELECT count(DISTINCT segment), count(*) FROM coding WHERE status = 'suggested'",
            "SELECT count(*) FROM coding WHERE status = 'candidate'",
            "SELECT count(*) FROM present_segment WHERE lesson > 0",
        )
        return Counts(*(value for part in parts for value in self._db.read(part).fetchone()))

    def speakers(self) -> list[str]:
        """The labels of all who speak in the sources, in alphabetical order."""
        query = "SELECT DISTINCT speaker FROM present_segment WHERE speaker NOT NULL ORDER BY 1"
        return [row[0] for row in self._db.read(query)]

    def interviewers(self) -> list[str]:
        """The labels of those whose turns are questions, in alphabetical order."""
        query = (
            "SELECT DISTINCT speaker FROM present_segment"
            " WHERE speaker NOT NULL AND speaker_role = 'interviewer' ORDER BY 1"
        )
        return [row[0] for row in self._db.read(query)]

    def suggested_by_code(self) -> dict[str, int]:
        """The number of suggested codings of each code that has any."""
        query = "SELECT code, count(*) FROM coding WHERE status = 'suggested' GROUP BY code"
        return dict(self._db.read(query))

    def source(self, source: str) -> Source:
        """The source with that id; raises KeyError if there is none."""
        query = f"SELECT {SOURCE_COLUMNS} FROM source WHERE id = ?"
        row = self._db.read(query, (source,)).fetchone()
        if row is None:
            raise KeyError(source)
        return source_of(row)

    def sources(self, progress: Progress = silent) -> Iterator[Source]:
        """All sources in name order, one at a time; `progress` is told the words gone through."""
        rows = self._db.read("SELECT id, words FROM present ORDER BY name, id").fetchall()
        total, done = sum(words for _, words in rows), 0
        for source, words in rows:
            yield self.source(source)
            done += words
            progress("writing", done, total, "words")

    def segments(self, source: str) -> list[Segment]:
        """The segments of a source in reading order."""
        query = f"SELECT {SEGMENT_COLUMNS} FROM segment WHERE source = ? ORDER BY start"
        return [segment_of(row) for row in self._db.read(query, (source,))]

    def state(self) -> str:
        """A hash over everything that an export shows, and how it was read and tagged."""
        parts = (
            "SELECT id, name, tagged, reading FROM source JOIN input ON source = id ORDER BY 1, 4",
            "SELECT max(id) FROM decision",
            "SELECT count(*), max(at) FROM entry",
            "SELECT count(*), max(at) FROM undone",
        )
        rows = [row for part in parts for row in self._db.read(part)]
        return sha256(repr(rows).encode()).hexdigest()
