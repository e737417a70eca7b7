"""Two studies on the same sources become one: all rows of both, each once."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, count, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.learned import Learned
from relcode.records import CODING_COLUMNS, SEGMENT_COLUMNS, SOURCE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from relcode.database import Database

Row = tuple[Any, ...]
_SOURCE = f"{SOURCE_COLUMNS}, words, tagged, successor"
_HANGING = {
    "judged": "segment, coder, mark",
    "memo": "segment, coder, text, author, code",
    "own": "segment, coder, heading, value",
}
_NAMES = " UNION ".join(
    f"SELECT coder FROM {table}" for table in ("decision", "judged", "memo", "own", "sheet")
)
# what makes a decision the same in two copies of a study
_SAME = "segment, code, status, valence, coder, made_at, spans"
# what makes a step by which a decision was carried over the same
_STEP = "replaces, segment, code, status, valence, role, spans"


class Clash(NamedTuple):
    """A coder decided on a code of a segment in both studies, and not alike; the later stands."""

    segment: str
    code: str
    coder: str
    here: str
    there: str


@dataclass(slots=True)
class Merged:
    """What came over from the other study.

    `renamed` are rounds whose name was taken, `replaced` sources of which it has a newer text, and
    `apart` sources whose name another text has here, with the name that they are called by;
    `learned` and `stayed` are the numbers of the learned versions that came over, or did not.
    """

    sources: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    apart: dict[str, str] = field(default_factory=dict)
    rounds: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    decisions: int = 0
    undone: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    learned: list[int] = field(default_factory=list)
    stayed: list[int] = field(default_factory=list)


class Merger:
    """Copies into one study file what another holds and it does not."""

    def __init__(self, into: Database, other: Database, mark: str) -> None:
        """`mark` is put after the name of a round that both have and that is not the same."""
        self._into, self._other, self._mark = into, other, mark
        self._spelt = _spelling(into, other)
        self.merged = Merged()

    def merge(self, key: Callable[[str], str]) -> Merged:
        """Copy everything; `key` gives the name here of an input file there."""
        with self._into.transaction():
            stood = _standing(self._into)
            self._copy("codebook", "hash, name, version, content, added_at", "hash")
            self._sources(key)
            rounds = self._rounds()
            self._sheets(rounds)
            entries = self._entries()
            self._decisions(entries)
            for table, columns in _HANGING.items():
                self._hanging(table, columns, entries)
            self._undone(entries)
            versions = Learned(self._into).take(Learned(self._other))
            self.merged.learned, self.merged.stayed = versions
            there = _standing(self._other).items()
            told = {(*place, self._spelt[coder]): says for (*place, coder), says in there}
            self.merged.clashes = _clashes(stood, told)
        return self.merged

    def _copy(self, table: str, columns: str, key: str, rows: Iterable[Row] | None = None) -> None:
        """Add the rows whose key is not there yet."""
        taken = {row[0] for row in self._into.read(f"SELECT {key} FROM {table}")}
        place = columns.split(", ").index(key)
        found = rows or self._other.read(f"SELECT {columns} FROM {table} ORDER BY rowid")
        self._into.insert(table, columns, [row for row in found if row[place] not in taken])

    def _sources(self, key: Callable[[str], str]) -> None:
        """Sources with their segments and suggestions; of shared ones, segments with decisions."""
        known = {row[0] for row in self._into.read("SELECT id FROM source")}
        taken = {row[0] for row in self._into.read("SELECT name FROM source")}
        for (source,) in self._other.read("SELECT id FROM source ORDER BY name, id").fetchall():
            where = "id IN (SELECT segment FROM kept)"
            if source not in known:
                self._source(source, taken)
                where = "1"
            self._segments(source, where)
            if source not in known:
                self._suggestions(source)
        self._successors(known)
        columns = "path, sha256, reading, source, problem, read_at"
        inputs = self._other.read(f"SELECT {columns} FROM input")
        self._copy("input", columns, "path", [(key(row[0]), *row[1:]) for row in inputs])

    def _successors(self, known: Collection[str]) -> None:
        """Where a file was read anew there, its new text takes the place of the old one here."""
        query = "SELECT successor, id, name FROM source WHERE successor <> ''"
        for successor, source, name in self._other.read(query).fetchall():
            if source in known and successor not in known:
                change = "UPDATE source SET successor = ? WHERE id = ? AND successor = ''"
                self._into.write(change, [(successor, source)])
                self.merged.replaced.append(name)

    def _source(self, source: str, taken: set[str]) -> None:
        row = self._other.read(f"SELECT {_SOURCE} FROM source WHERE id = ?", (source,)).fetchone()
        name = f"{self._mark}/{row[1]}" if row[1] in taken else row[1]
        if name != row[1]:
            self.merged.apart[row[1]] = name
        taken.add(name)
        self._into.insert("source", _SOURCE, [(row[0], name, *row[2:])])
        self.merged.sources.append(name)

    def _segments(self, source: str, where: str) -> None:
        query = f"SELECT {SEGMENT_COLUMNS} FROM segment WHERE source = ? AND {where}"
        there = self._other.read(query, (source,)).fetchall()
        ids = "SELECT id FROM segment WHERE source = ?"
        known = {row[0] for row in self._into.read(ids, (source,))}
        self._into.insert("segment", SEGMENT_COLUMNS, [row for row in there if row[0] not in known])

    def _suggestions(self, source: str) -> None:
        columns = ", ".join(f"suggestion.{name}" for name in CODING_COLUMNS.split(", "))
        query = (
            f"SELECT {columns} FROM suggestion JOIN segment ON segment.id = segment"
            " WHERE segment.source = ? ORDER BY suggestion.id"
        )
        self._into.insert("coding", CODING_COLUMNS, self._other.read(query, (source,)))

    def _rounds(self) -> dict[str, str]:
        """The names here of the rounds there; the same round is one of the same name and time."""
        columns = "name, kind, seed, codebook, settings, made_at"
        here = dict(self._into.read("SELECT name, made_at FROM round").fetchall())
        names: dict[str, str] = {}
        rows = self._other.read(f"SELECT {columns} FROM round ORDER BY rowid").fetchall()
        for name, *rest in rows:
            taken = takewhile(here.__contains__, self._called(name))
            same = next((one for one in taken if here[one] == rest[-1]), None)
            free = (one for one in self._called(name) if one not in here)
            names[name] = same or next(free)
            if not same:
                here[names[name]] = rest[-1]
                self._into.insert("round", columns, [(names[name], *rest)])
                self.merged.rounds.append(names[name])
            if names[name] != name:
                self.merged.renamed[name] = names[name]
        return names

    def _called(self, name: str) -> Iterator[str]:
        """The names under which a round may come over, in order."""
        marked = f"{name}-{self._mark}"
        return chain((name, marked), (f"{marked}-{number}" for number in count(2)))

    def _sheets(self, rounds: dict[str, str]) -> None:
        columns = "id, round, coder, schema, sent"
        found = self._other.read(f"SELECT {columns} FROM sheet ORDER BY rowid")
        rows = [(i, rounds[name], self._spelt[coder], *rest) for i, name, coder, *rest in found]
        self._copy("sheet", columns, "id", rows)
        shown = "SELECT source, sheet FROM shown"
        here = set(self._into.read(shown))
        there = [row for row in self._other.read(shown) if row not in here]
        self._into.insert("shown", "source, sheet", there)

    def _entries(self) -> dict[int | None, tuple[int | None, bool]]:
        """The number here of each entry there, and whether it is new here."""
        query = "SELECT sheet, sha256, at, file, id FROM entry ORDER BY id"
        here = {row[:3]: row[4] for row in self._into.read(query)}
        found: dict[int | None, tuple[int | None, bool]] = {None: (None, False)}
        for sheet, sha, at, file, number in self._other.read(query).fetchall():
            known = here.get((sheet, sha, at))
            if known is None:
                self._into.insert("entry", "sheet, sha256, at, file", [(sheet, sha, at, file)])
                self.merged.files.append(file)
            found[number] = (known or self._into.last_row(), known is None)
        return found

    def _decisions(self, entries: dict[int | None, tuple[int | None, bool]]) -> None:
        """Decisions of new entries, and those of none that are not here yet, links and all."""
        here = {
            row[1:]: row[0] for row in self._into.read(f"SELECT id, {_SAME}, entry FROM decision")
        }
        numbers: dict[int | None, int | None] = {None: None}
        columns = f"{CODING_COLUMNS}, entry"
        places = [columns.split(", ").index(name) for name in _SAME.split(", ")]
        link, who = (columns.split(", ").index(name) for name in ("replaces", "coder"))
        rows = self._other.read(f"SELECT id, {columns} FROM decision ORDER BY id").fetchall()
        twins = _Twins(self._into)
        for number, *values in rows:
            entry, new = entries[values[-1]]
            values[who] = self._spelt[values[who]]
            same = (*(values[place] for place in places), entry)
            if not new and same in here:
                numbers[number] = here[same]
                continue
            values[link], values[-1] = numbers.get(values[link]), entry
            row = dict(zip(columns.split(", "), values, strict=True))
            twin = twins.of(row)
            if twin and twin[1] <= row["made_at"]:
                numbers[number] = twin[0]
                continue
            if twin:  # the earlier of the two stands, as it does where it was made
                values[link] = twin[0]
            self._into.insert("coding", columns, [tuple(values)])
            numbers[number] = stored = self._into.last_row()
            twins.add(stored, row, twin)
            self.merged.decisions += 1

    def _hanging(
        self, table: str, columns: str, entries: dict[int | None, tuple[int | None, bool]]
    ) -> None:
        query = f"SELECT {columns}, entry FROM {table} ORDER BY entry"
        here = set(self._into.read(query))
        found = self._other.read(query).fetchall()
        there = [
            (segment, self._spelt[coder], *rest, entries[entry][0])
            for segment, coder, *rest, entry in found
        ]
        self._into.insert(table, f"{columns}, entry", [row for row in there if row not in here])

    def _undone(self, entries: dict[int | None, tuple[int | None, bool]]) -> None:
        here = {row[0] for row in self._into.read("SELECT entry FROM undone")}
        query = "SELECT entry, undone.at, file FROM undone JOIN entry ON entry.id = entry"
        for number, at, file in self._other.read(query).fetchall():
            entry, new = entries[number]
            if entry not in here:
                self._into.insert("undone", "entry, at", [(entry, at)])
                if not new:
                    self.merged.undone.append(file)


class _Twins:
    """Decisions that were carried over in two copies of a study, at two times, to the same end."""

    def __init__(self, database: Database) -> None:
        """Look up what was carried over here."""
        self._found: dict[Row, tuple[int, str]] = {}
        self._first: dict[int | None, int | None] = {}
        query = f"SELECT id, made_at, {_STEP} FROM decision WHERE carried ORDER BY made_at, id"
        for number, at, *step in database.read(query):
            self._found.setdefault(tuple(step), (number, at))

    def of(self, row: Mapping[str, Any]) -> tuple[int, str] | None:
        """The number and time of the decision here that took the same step, or None."""
        return self._found.get(self._step(row)) if row["carried"] else None

    def add(self, number: int, row: Mapping[str, Any], twin: tuple[int, str] | None) -> None:
        """Note that a decision came over, before its twin if it has one."""
        if row["carried"]:
            self._first[number] = twin[0] if twin else number
            self._found[self._step(row)] = (number, row["made_at"])

    def _step(self, row: Mapping[str, Any]) -> Row:
        before = row["replaces"]
        return (self._first.get(before, before), *(row[name] for name in _STEP.split(", ")[1:]))


def _spelling(into: Database, other: Database) -> dict[str, str]:
    """How the names of coders there are written here: case makes nobody somebody else."""
    here = [row[0] for row in into.read(f"{_NAMES} ORDER BY coder DESC")]
    known = {name.casefold(): name for name in here}
    there = [row[0] for row in other.read(_NAMES)]
    return {name: name if name in here else known.get(name.casefold(), name) for name in there}


def _standing(database: Database) -> dict[Row, str]:
    """What each coder's latest decision on a code of a segment says."""
    query = "SELECT segment, code, coder, status, valence FROM live ORDER BY made_at, id"
    return {
        row[:3]: "rejected" if row[3] == "rejected" else f"in force, {row[4]}"
        for row in database.read(query)
    }


def _clashes(here: dict[Row, str], there: dict[Row, str]) -> list[Clash]:
    return [
        Clash(segment, code, coder, here[segment, code, coder], told)
        for (segment, code, coder), told in sorted(there.items())
        if here.get((segment, code, coder), told) != told
    ]
