"""A sheet of segments or codings with its columns found, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcode.grid import address
from relcode.review.back import Question
from relcode.review.returned.columns import find_head, is_id, known_key, titles
from relcode.review.returned.wording import folded, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.grid import Comment, Grid
    from relcode.review.returned.columns import Head, Kind

READ_ONLY = frozenset({"number", "source", "place", "speaker", "lesson", "before", "after"})
READ_ONLY |= {"maybe", "why", "notes", "probability"}


class Own(NamedTuple):
    """A column that is none of the sheet's: its heading, and whether an earlier sheet had it."""

    heading: str
    column: int
    keyed: bool = False


@dataclass(slots=True)
class Table:
    """One sheet: `columns` go by key, `rows` are those of data, `unlike` those where copies differ.

    `questions` and `remarks` are about the sheet as a whole.
    """

    file: str
    grid: Grid
    kind: Kind
    columns: dict[str, int] = field(default_factory=dict)
    own: list[Own] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    comments: dict[int, list[tuple[int, Comment]]] = field(default_factory=dict)
    unlike: dict[int, Question] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Question] = field(default_factory=list)
    _where: str = ""
    _letters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Work out what every address is made of."""
        self._where = f"{self.where}!"
        width = max(map(len, self.grid.rows[:1]), default=0)
        self._letters = tuple(address(0, column)[:-1] for column in range(width))

    @property
    def where(self) -> str:
        """The name of the file and of the sheet."""
        return f"{self.file}!{self.grid.name}" if self.grid.name else self.file

    def at(self, row: int, column: int) -> str:
        """The place of a cell as people read it: `round1.xlsx!Segments!D17`."""
        return f"{self._where}{self._letters[column]}{row + 1}"

    def place(self, row: int) -> str:
        """The place of a row: its text, or its first cell."""
        return self.at(row, self.columns.get("text", 0))

    def cell(self, row: int, key: str) -> str:
        """What stands in a row under a key; "" where there is no such column."""
        column = self.columns.get(key)
        return "" if column is None else plain(self.grid.rows[row][column])

    def raw(self, row: int, key: str) -> str:
        """What stands in a row under a key to the last blank."""
        column = self.columns.get(key)
        return "" if column is None else self.grid.rows[row][column]


def table(grid: Grid, file: str) -> Table | None:
    """The sheet with its columns; None where it is none of segments or codings."""
    head = find_head(grid.rows)
    if head is None:
        return None
    found = Table(file, grid, head.kind)
    _place_columns(found, head)
    found.rows = list(_data(found, head))
    _find_copies(found, head)
    for (row, column), comments in grid.comments.items():
        found.comments.setdefault(row, []).extend((column, each) for each in comments)
    return found


def _place_columns(found: Table, head: Head) -> None:
    """Give each column its key, or else a heading."""
    rows = found.grid.rows
    keys = rows[head.keys] if head.keys is not None else [""] * len(rows[0])
    for column, cell in enumerate(keys):
        if key := known_key(cell):
            found.columns.setdefault(key, column)
    headings = rows[head.titles] if head.titles is not None else [""] * len(rows[0])
    if head.keys is None:
        what = "the hidden row of keys is missing; columns were found by their titles"
        found.remarks.append(Question(found.where, what))
    for column, cell in enumerate(keys):
        if known_key(cell):
            continue
        keys_of = titles(found.kind).get(folded(headings[column]), ())
        key = next((each for each in keys_of if each not in found.columns), "")
        if key:
            found.columns[key] = column
            if head.keys is not None:
                _tell_by_title(found, head, column, key)
        else:
            found.own.append(Own(plain(headings[column]) or address(0, column)[:-1], column))
    prefixed = ((key, at) for key, at in found.columns.items() if ":" in key)
    found.own += [Own(key.partition(":")[2], at, keyed=True) for key, at in prefixed]
    _tell_apart(found)


def _tell_by_title(found: Table, head: Head, column: int, key: str) -> None:
    what = f"the key '{key}' is missing above this column; it was found by its title"
    found.remarks.append(Question(found.at(head.titles or 0, column), what))


def _tell_apart(found: Table) -> None:
    """Leave out columns with nothing in them, and give those of one heading different names."""
    filled = [own for own in found.own if own.keyed or _is_filled(found.grid.rows, own)]
    seen: set[str] = set()
    found.own = []
    for own in sorted(filled, key=lambda own: not own.keyed):
        letter = address(0, own.column)[:-1]
        name = own.heading if own.heading not in seen else f"{own.heading} ({letter})"
        seen.add(name)
        found.own.append(own._replace(heading=name))


def _is_filled(rows: Sequence[Sequence[str]], own: Own) -> bool:
    return any(row[own.column] for row in rows)


def _data(found: Table, head: Head) -> Iterator[int]:
    """The rows that are not empty, without the heads and what stands above them.

    Where rows of segments stand above the heads, all was sorted with them, and all rows count.
    """
    rows, at = found.grid.rows, found.columns.get("_id")
    above = head.titles if head.keys is None else head.keys
    first = (above or 0) + 1
    if at is not None and any(is_id(row[at]) for row in rows[: first - 1]):
        first = 0
    form = {folded(row[at]) for row in _heads(rows, head)} if at is not None else set()
    for place in range(first, len(rows)):
        row = rows[place]
        if (
            place in head[1:]
            or not any(row)
            or (form and row[at or 0] and folded(row[at or 0]) in form)
        ):
            continue
        if any(map(plain, row)):
            yield place


def _heads(rows: Sequence[Sequence[str]], head: Head) -> list[Sequence[str]]:
    return [rows[place] for place in (head.keys, head.titles) if place is not None]


def _find_copies(found: Table, head: Head) -> None:
    """Note the rows in which a column and its copy differ."""
    rows = found.grid.rows
    if head.keys is None:
        return
    for column, cell in enumerate(rows[head.keys]):
        key = known_key(cell)
        first = found.columns.get(key, column)
        if first == column or key in READ_ONLY:
            continue
        unlike = [row for row in found.rows if plain(rows[row][first]) != plain(rows[row][column])]
        places = " and ".join(address(head.titles or 0, at) for at in (first, column))
        what = f"the columns {places} are copies of one, and say different things"
        for row in unlike:
            found.unlike[row] = Question(found.at(row, column), what, "make both the same")
        if unlike:
            count = f" in {len(unlike)} rows"
            found.questions.append(Question(found.at(head.keys, column), what + count))


def meta(grids: Sequence[Grid]) -> Mapping[str, str]:
    """What the hidden sheet says about the workbook; {} where it is missing."""
    for grid in grids:
        if grid.name.strip("'").casefold() == "_meta":
            return {plain(row[0]): plain(row[1]) for row in grid.rows if len(row) > 1}
    return {}
