"""One study is one SQLite file: what was read, how it was cut, and every coding with its why."""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Self

from relcode import __version__, codebook
from relcode.certified import Certified
from relcode.database import Database, existing, explained, new_file, now
from relcode.errors import StudyError
from relcode.files import make_folder
from relcode.holdings import Holdings
from relcode.learned import Learned
from relcode.ledger import Ledger
from relcode.library import Library
from relcode.merge import Merger
from relcode.records import (
    CODING_COLUMNS,
    SEGMENT_COLUMNS,
    SOURCE_COLUMNS,
    coding_of,
    coding_row,
    segment_row,
    source_row,
)
from relcode.rounds import Rounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    from relcode.codebook import Codebook
    from relcode.merge import Merged
    from relcode.records import Input
    from relcode.terms import Coding, Segment, Source


class Study(Holdings):
    """An open study; use it as a context manager, or call `close`."""

    def __init__(self, database: Database) -> None:
        """Take over an open database; callers use `open` or `create`."""
        super().__init__(database)
        self.path = database.path
        self.rounds = Rounds(database)
        self.ledger = Ledger(database)
        self.learned = Learned(database)
        self.certified = Certified(database)
        self.library = Library(database)
        self._known: dict[str, frozenset[str]] = {}

    @classmethod
    def create(cls, path: Path, book: Codebook) -> Self:
        """A new, empty study; raises StudyError if the file exists."""
        make_folder(path.parent)
        with new_file(path) as part, cls(Database(path, part)) as study:
            study._db.make()
            with study._db.transaction():
                study._set_meta("id", secrets.token_hex(8))
                study._set_meta("seed", "1")  # fixed: the same input gives the same output
                study._set_meta("made_at", now())
                study._put_codebook(book)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The study in that file, or in a folder that a run wrote into.

        Raises StudyError where it is missing, foreign or newer.
        """
        database = Database(existing(path))
        try:
            database.check()
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close the file; unfinished work is rolled back."""
        self._db.close()

    def __enter__(self) -> Self:
        """The study itself."""
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Close the file; a fault of it that came up inside is raised as StudyError."""
        self.close()
        if error is not None:
            with explained(self.path):
                raise error

    def transaction(self) -> AbstractContextManager[None]:
        """A block whose writes are all done or none; raises StudyError while another writes."""
        return self._db.transaction()

    def backup(self, path: Path) -> None:
        """Copy the study as it stands into a new file; raises StudyError if that exists."""
        make_folder(path.parent)
        with new_file(path) as part:
            self._db.copy(part)

    def merge(self, other: Study) -> Merged:
        """Bring in all that another study holds; gives what came over and what clashes.

        Raises StudyError where people decided by different codebooks in the two.
        """
        if (
            self.codebook_hash != other.codebook_hash
            and other.ledger.codes()
            and self.ledger.codes()
        ):
            message = "people decided by another codebook there than here"
            fix = "bring the older one to the newer first, with 'relcode codebook apply'"
            raise StudyError(message, where=str(other.path), fix=fix)
        folder = other.path.resolve().parent
        mark = other.id[:6]
        merged = Merger(self._db, other._db, mark).merge(lambda path: self.key(folder / path))
        self.library.take(other.library)
        return merged

    @cached_property
    def id(self) -> str:
        """The study's random id, by which its sheets are recognised when they come back."""
        return self.get("id", "")

    @cached_property
    def seed(self) -> int:
        """The seed of every random choice in this study."""
        return int(self.get("seed", "0"))

    def spelt(self, coder: str) -> str:
        """A coder's name as the study has it: `ana` is nobody else than `Ana`."""
        there = self.ledger.coders()
        names = [] if coder in there else [*there, *self.rounds.coders()]
        return next((name for name in names if name.casefold() == coder.casefold()), coder)

    def codebook(self, version: str = "") -> Codebook:
        """The codebook in use, or the one with that hash; KeyError if it never was in use."""
        query = "SELECT content FROM codebook WHERE hash = ?"
        row = self._db.read(query, (version or self.codebook_hash,)).fetchone()
        if row is None:
            raise KeyError(version)
        return codebook.loads(row[0], where=f"{self.path} (codebook)")

    @property
    def codebook_hash(self) -> str:
        """The hash of the codebook in use."""
        return self.get("codebook", "")

    def use_codebook(self, book: Codebook) -> None:
        """Make this the codebook in use; earlier ones are kept."""
        with self._db.transaction():
            self._put_codebook(book)

    def key(self, path: Path) -> str:
        """How the study names an input file: relative to its own folder, so both can move."""
        try:
            return Path(os.path.relpath(path.resolve(), self.path.resolve().parent)).as_posix()
        except ValueError:  # another drive on Windows
            return path.resolve().as_posix()

    def add(self, seen: Input, source: Source, segments: Iterable[Segment]) -> None:
        """Store a source with its segments, in place of what was read from that file before.

        Segments that a person has left something on stay, also where the text is now cut elsewhere.
        """
        row = (*source_row(source), len(source.text.split()), "", "")
        with self._db.transaction():
            columns = f"{SOURCE_COLUMNS}, words, tagged, successor"
            self._db.insert("source", columns, [row], key="id")
            self._db.write(
                "DELETE FROM segment WHERE source = ? AND id NOT IN (SELECT segment FROM kept)",
                [(source.id,)],
            )
            rows = (segment_row(segment) for segment in segments)
            self._db.insert("segment", SEGMENT_COLUMNS, rows, key="id")
            self._remember(seen)

    def recut(self, name: str) -> None:
        """Bring back a segment that a later reading cut otherwise; what is there stays."""
        source, start, end = name.rsplit("-", 2)
        begin = int(start)
        under = [one for one in self.segments(source) if one.start <= begin] or self.segments(
            source
        )
        again = replace(under[-1], id=name, start=begin, end=int(end), stem=None)
        with self.transaction():
            self._db.insert("segment", SEGMENT_COLUMNS, [segment_row(again)], key="id")

    def succeed(self, old: str, new: str) -> None:
        """Put one source in the place of another, which is kept for the history alone."""
        with self.transaction():
            self._db.write(
                "UPDATE source SET successor = ? WHERE id = ? OR successor = ?", [(new, old, old)]
            )
            self._db.write("UPDATE source SET successor = '' WHERE id = ?", [(new,)])

    def skip(self, seen: Input) -> None:
        """Remember why an input file gave no source, or that it repeats one."""
        with self._db.transaction():
            self._remember(seen)

    def suggest(
        self,
        source: str,
        codings: Iterable[Coding],
        lessons: Mapping[str, float],
        fingerprint: str,
    ) -> None:
        """Replace a source's machine suggestions and lesson scores; decisions are not touched."""
        with self._db.transaction():
            self._db.write(
                "DELETE FROM coding WHERE id IN (SELECT suggestion.id FROM suggestion"
                " JOIN segment ON segment.id = suggestion.segment WHERE segment.source = ?)",
                [(source,)],
            )
            made_at = now()
            rows = (coding_row(coding, made_at) for coding in codings)
            self._db.insert("coding", CODING_COLUMNS, rows)
            self._db.write("UPDATE segment SET lesson = 0 WHERE source = ?", [(source,)])
            scores = ((score, segment) for segment, score in lessons.items())
            self._db.write("UPDATE segment SET lesson = ? WHERE id = ?", scores)
            self._db.write("UPDATE source SET tagged = ? WHERE id = ?", [(fingerprint, source)])

    def codings(self, source: str) -> list[Coding]:
        """The suggestions in a source and the decisions that stand, by place of their segment.

        Suggestions come in order of making, decisions by code and coder. Decisions on codes that
        the codebook has no more are in the ledger alone.
        """
        columns = ", ".join(f"suggestion.{name}" for name in CODING_COLUMNS.split(", "))
        query = (
            f"SELECT {columns}, suggestion.id, NULL, segment.start FROM suggestion JOIN segment"
            " ON segment.id = segment WHERE segment.source = ? ORDER BY start, suggestion.id"
        )
        rows = [(row[16], coding_of(row[:16])) for row in self._db.read(query, (source,))]
        codes = self._codes(self.codebook_hash)
        decisions = [one for one in self.ledger.decisions(source) if one.code in codes]
        if not decisions:
            return [coding for _, coding in rows]
        places = {segment.id: segment.start for segment in self.segments(source)}
        rows += [(places[coding.segment], coding) for coding in decisions]
        return [coding for _, coding in sorted(rows, key=itemgetter(0))]

    def record_run(self, command: str, tagger: str, read: int, tagged: int) -> None:
        """Log what a command did, with the versions it did it with."""
        row = (now(), command, __version__, self.codebook_hash, tagger, read, tagged)
        columns = "at, command, version, codebook, tagger, sources_read, sources_tagged"
        with self._db.transaction():
            self._db.insert("run", columns, [row])

    def get(self, key: str, default: str) -> str:
        """A small fact kept with the study."""
        row = self._db.read("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set(self, key: str, value: str) -> None:
        """Keep a small fact with the study."""
        with self._db.transaction():
            self._set_meta(key, value)

    def _codes(self, book: str) -> frozenset[str]:
        """The codes of a codebook that is or was in use."""
        if book not in self._known:
            self._known[book] = frozenset(code.id for code in self.codebook(book).codes)
        return self._known[book]

    def _set_meta(self, key: str, value: str) -> None:
        self._db.insert("meta", "key, value", [(key, value)], key="key")

    def _put_codebook(self, book: Codebook) -> None:
        row = (book.hash, book.name, book.version, book.dump(), now())
        self._db.insert("codebook", "hash, name, version, content, added_at", [row], key="hash")
        self._set_meta("codebook", book.hash)

    def _remember(self, seen: Input) -> None:
        """Note what came of an input; forget what it gave before, if that is left over.

        A source stays that another input gives too, that a person has left something on, or that
        a sheet showed.
        """
        before = self._db.read("SELECT source FROM input WHERE path = ?", (seen.path,)).fetchone()
        columns = "path, sha256, reading, source, problem, read_at"
        self._db.insert("input", columns, [(*seen, now())], key="path")
        self._db.write(
            "DELETE FROM source WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM input WHERE input.source = source.id)"
            " AND NOT EXISTS (SELECT 1 FROM kept"
            " JOIN segment ON segment.id = kept.segment WHERE segment.source = source.id)"
            " AND NOT EXISTS (SELECT 1 FROM shown WHERE shown.source = source.id)",
            [before or (None,)],
        )
