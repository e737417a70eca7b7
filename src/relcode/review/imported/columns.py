"""Find the columns of a table of codes: by their names, and where these do not tell, by content."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcode.grid import address
from relcode.review.imported.ticks import is_tick, is_ticked
from relcode.review.imported.wording import kinds, pattern, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    Rows = Sequence[Sequence[str]]

KINDS = ("text", "codes", "document", "valence", "coder", "memo", "date", "position", "count")
_WITHIN = 20  # rows: titles and notes may stand above the names of the columns
_LONGEST = 80  # characters of a name, but for those that hold the path of a code
_PROSE = 20  # characters that the cells of a column of passages have on average, at least
_HALF = 0.5  # of the cells are codes or documents, in a column that has no name of its own
_NUMBERED = re.compile(r"(.*[^\W\d]) ?(\d{1,2})")
_FIGURES = re.compile(r"[\d\s.,:;%+-]*")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where what stands: the row of names (-1: none), and columns counted from 0.

    `one` maps a kind to its column; `codes` are columns of code names, each with that of their
    valence or None; `ticked` maps a column that stands for one code to the code's name; `guessed`
    are the kinds that were told by content.
    """

    header: int
    one: Mapping[str, int] = field(default_factory=dict)
    codes: tuple[tuple[int, int | None], ...] = ()
    ticked: Mapping[int, str] = field(default_factory=dict)
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What tells columns by their content: whether a name is a code's, or a source's."""

    code: Callable[[str], bool]
    document: Callable[[str], bool]


def columns(rows: Rows, known: Known, named: Mapping[str, str]) -> Columns | None:
    """The columns of a table; None where it has none with passages, or none with codes.

    `named` maps kinds to the column that the user says it is, by its name or letter.
    """
    top = _header(rows, known, named.values())
    table = _Table(rows, top, known, named)
    text = table.text()
    codes = table.codes()
    ticked = table.ticked(sure_only=bool(codes))
    if text is None or not (codes or ticked):
        return None
    if any(pattern("code_column").fullmatch(table.names[column]) for column in ticked):
        codes = []  # the same codes once more, in a list that may be cut at any comma
    one = {kind: column for kind in KINDS[2:] if (column := table.best(kind)) is not None}
    document = one.get("document", table.documents())
    one |= {"text": text} | ({"document": document} if document is not None else {})
    guessed = tuple(kind for kind, column in one.items() if table.kind(column) != kind)
    return Columns(top, one, tuple(table.with_valences(codes)), ticked, guessed)


def column_names(rows: Rows, known: Known, named: Collection[str]) -> list[str]:
    """The names of a table's columns: of none that are known, the first row if it has no passages.

    `named` are names that the user says some columns have.
    """
    top = _header(rows, known, named)
    filled = (row for row in rows if any(map(str.strip, row)))
    first = rows[top] if top >= 0 else next(filled, [])
    names = [cell.strip() for cell in first]
    return names if top >= 0 or max(map(len, names), default=0) <= _LONGEST else []


def _header(rows: Rows, known: Known, named: Collection[str]) -> int:
    """The row near the top with the most names of different kinds; -1 where none has two."""
    best, top, said = 1, -1, {name.casefold() for name in named}
    for number, row in enumerate(rows[:_WITHIN]):
        cells = [cell.strip() for cell in row]
        if any(len(cell) > _LONGEST and not _names_code(cell, known) for cell in cells):
            continue
        kinds_named = {kind for kind, _ in map(_meaning, cells)} - {"", "other"}
        codes = any(_names_code(cell, known) for cell in cells)
        score = len(kinds_named) + codes + 2 * sum(cell.casefold() in said for cell in cells)
        if score > best:
            best, top = score, number
    return top


def _names_code(cell: str, known: Known) -> bool:
    return bool(pattern("code_column").fullmatch(cell)) or known.code(cell)


def _meaning(name: str) -> tuple[str, int]:
    """The kind of column with this name, "" where it is not known, and its rank."""
    found = kinds().get(plain(name)) or kinds().get(_unnumbered(plain(name))[0])
    return found or ("", 0)


def _unnumbered(name: str) -> tuple[str, str]:
    match = _NUMBERED.fullmatch(name)
    return (match[1], match[2]) if match else (name, "")


class _Table:
    """The names and cells of a table by column."""

    def __init__(self, rows: Rows, top: int, known: Known, named: Mapping[str, str]) -> None:
        width = max(map(len, rows), default=0)
        names = [cell.strip() for cell in rows[top]] if top >= 0 else []
        self.names = names + [""] * (width - len(names))
        self._known = known
        self._columns: list[list[str]] = [
            [row[at].strip() for row in rows[top + 1 :] if at < len(row) and row[at].strip()]
            for at in range(width)
        ]
        self._said = {at: kind for kind, name in named.items() for at in self._named(name)}

    def _named(self, name: str) -> Iterator[int]:
        exact = [at for at, each in enumerate(self.names) if each.casefold() == name.casefold()]
        yield from exact or (
            at for at in range(len(self.names)) if address(0, at)[:-1] == name.upper()
        )

    def kind(self, column: int) -> str:
        """What the name of a column, or the user, says that it is."""
        if column in self._said or not self.names[column]:
            return self._said.get(column, "")
        return _meaning(self.names[column])[0]

    def best(self, kind: str) -> int | None:
        """The likeliest column of a kind by its name, or None."""
        said = [at for at, each in self._said.items() if each == kind]
        named = [at for at in range(len(self.names)) if self.kind(at) == kind and self._columns[at]]
        order = sorted(named, key=lambda at: (not self._fits(kind, at), self._rank(at), at))
        return next(iter(said or order), None)

    def text(self) -> int | None:
        """The column of the passages: by its name, unless another looks far more like it."""
        named, prose = self.best("text"), self.prose()
        if named is None or (named not in self._said and not self._fits("text", named)):
            return named if prose is None else prose
        return named

    def prose(self) -> int | None:
        """The column of unknown name with the longest cells, if no other is nearly as long."""
        free = [
            at
            for at, name in enumerate(self.names)
            if not self.kind(at) and (name or not any(self.names))
        ]
        order = sorted(free, key=self._length, reverse=True)
        if not order or self._length(order[0]) < _PROSE:
            return None
        rival = len(order) > 1 and self._length(order[1]) * 2 > self._length(order[0])
        return None if rival else order[0]

    def documents(self) -> int | None:
        """The column of unknown name whose cells name sources."""
        free = (at for at in range(len(self.names)) if not self.kind(at))
        return next((at for at in free if self._fits("document", at)), None)

    def codes(self) -> list[int]:
        """The columns of code names: the likeliest by name with those numbered alike, else any."""
        first = self.best("codes")
        if first is None:
            free = (at for at in range(len(self.names)) if not self.kind(at))
            return [at for at in free if self._fits("codes", at)]
        base, number = _unnumbered(plain(self.names[first]))
        return [
            at
            for at in range(len(self.names))
            if at == first or (number and self.kind(at) == "codes" and self._base(at) == base)
        ]

    def with_valences(self, codes: Sequence[int]) -> Iterator[tuple[int, int | None]]:
        """Each column of codes with that of their valences, which is numbered like it."""
        found = {
            _unnumbered(plain(self.names[at]))[1]: at
            for at in range(len(self.names))
            if self.kind(at) == "valence"
        }
        for at in codes:
            number = _unnumbered(plain(self.names[at]))[1]
            yield at, found.get(number, found.get("") if len(codes) == 1 else None)

    def ticked(self, *, sure_only: bool) -> dict[int, str]:
        """The columns that stand for one code each, with its name."""
        found = {}
        for at, name in enumerate(self.names):
            if not name or at in self._said or pattern("beside_code_column").fullmatch(name):
                continue
            match = pattern("code_column").fullmatch(name)
            if match and all(map(is_tick, self._columns[at])):
                found[at] = match["code"]
            elif self._stands_for_code(at, sure_only=sure_only):
                found[at] = name
        return found

    def _stands_for_code(self, at: int, *, sure_only: bool) -> bool:
        cells = self._columns[at]
        if self._known.code(self.names[at]):
            return all(map(is_tick, cells))
        unknown = not self.kind(at) and not sure_only
        return (
            unknown
            and any(map(is_ticked, cells))
            and all(is_tick(each, figures=False) for each in cells)
        )

    def _base(self, at: int) -> str:
        return _unnumbered(plain(self.names[at]))[0]

    def _rank(self, at: int) -> int:
        return _meaning(self.names[at])[1]

    def _length(self, at: int) -> float:
        cells = self._columns[at]
        return sum(map(len, cells)) / len(cells) if cells else 0.0

    def _fits(self, kind: str, at: int) -> bool:
        """Whether the cells of a column look like what it is said to hold."""
        cells = self._columns[at]
        if kind == "text":
            return self._length(at) >= _PROSE
        tells = {"codes": self._known.code, "document": self._known.document}.get(kind)
        if tells:
            return bool(cells) and sum(map(tells, cells)) > _HALF * len(cells)
        return not cells or kind == "position" or not all(map(_FIGURES.fullmatch, cells))
