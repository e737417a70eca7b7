"""Read a file of coded passages: find its tables, understand their columns, take their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError, nearest
from relcode.grid import address
from relcode.review.imported.columns import Known, column_names, columns
from relcode.review.imported.rows import Rows
from relcode.review.imported.tables import filled, tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.grid import Grid
    from relcode.review.imported.columns import Columns
    from relcode.review.imported.documents import Documents
    from relcode.review.imported.names import Names
    from relcode.review.imported.rows import Doubt, Row

_OWN_KEYS = {"_id", "_hash", "_sheet"}
_TOP = 3  # rows in which a sheet of relcode has its keys
_SHOWN, _LONG = 12, 40  # names of columns in a message, and characters of each
_NO_TABLE = "name the columns: --column text=NAME --column codes=NAME (or their letters)"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet was understood: which column is what, and how many stand for one code each.

    `columns` maps kinds to the columns' names, or letters where they have none; `guessed` are the
    kinds that their content told.
    """

    sheet: str
    columns: Mapping[str, str]
    ticked: int
    guessed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the user says about a file.

    `coder` is whose codes they are where the file does not tell; `columns` maps kinds of columns
    to their names or letters; `codes` is a file that says what their names of codes stand for.
    """

    coder: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Path | None = None


class Reading:
    """The rows of all tables in a file, and what could not be understood."""

    def __init__(self, path: Path, about: About, names: Names, documents: Documents) -> None:
        """Read the file; raises RelcodeError where it holds no table of codes."""
        self.rows: list[Row] = []
        self.doubts: list[Doubt] = []
        self.layouts: list[Layout] = []
        self.unread: list[str] = []
        self._path, self._about, self._names = path, about, names
        self._known = Known(names.is_code, documents.__contains__)
        sheets = tables(path)
        self.sha256 = sha256(path.read_bytes()).hexdigest()
        self._check_named(sheets)
        for grid in sheets:
            self._read(grid)
        if not self.layouts:
            raise _no_table(sheets, path)

    def _check_named(self, sheets: Sequence[Grid]) -> None:
        """Raise RelcodeError for a column that the user names and no sheet has."""
        named = self._about.columns.values()
        names: set[str] = set()
        for grid in sheets if named else ():
            names.update(column_names(grid.rows, self._known, named))
        width = max((len(grid.rows[0]) for grid in sheets if grid.rows), default=0)
        letters = {address(0, column)[:-1] for column in range(width)}
        known = {name.casefold() for name in names}
        for name in named:
            if name.casefold() not in known and name.upper() not in letters:
                message = f"no column is called '{name}'"
                fix = nearest(name, names - {""} or letters)
                raise RelcodeError(message, where=str(self._path), fix=fix)

    def _read(self, grid: Grid) -> None:
        rows, where = filled(grid), str(self._path)
        if any(_OWN_KEYS & set(row) for row in rows[:_TOP]):
            message = "is a sheet of relcode's own"
            raise RelcodeError(message, where=where, fix="read it with 'relcode review in'")
        found = columns(rows, self._known, self._about.columns)
        if found is None:
            self.unread.append(grid.name)
            return
        if not self._about.coder and "coder" not in found.one:
            message = "nobody is named as the coder"
            raise RelcodeError(message, where=where, fix="say --coder NAME")
        table = Rows(grid.name, rows, found, self._names, self._about.coder)
        self.rows += table.rows
        self.doubts += table.doubts
        self.layouts.append(_layout(grid.name, rows, found))


def _layout(sheet: str, rows: Sequence[Sequence[str]], found: Columns) -> Layout:
    of = {kind: _title(rows, found.header, at) for kind, at in found.one.items()}
    if found.codes:
        of["codes"] = ", ".join(_title(rows, found.header, at) for at, _ in found.codes)
    return Layout(sheet, of, len(found.ticked), found.guessed)


def _title(rows: Sequence[Sequence[str]], header: int, column: int) -> str:
    """The name of a column, or its letter."""
    name = rows[header][column].strip() if header >= 0 else ""
    return name or f"column {address(0, column)[:-1]}"


def _no_table(sheets: Sequence[Grid], path: Path) -> RelcodeError:
    rows = next((grid.rows for grid in sheets if grid.rows), [])
    every = [row for grid in sheets for row in grid.rows if any(map(str.strip, row))]
    if len(every) == 1 and sum(map(bool, every[0])) > 1:
        return RelcodeError("has headings and no rows", where=str(path))
    first = next((row for row in rows if any(map(str.strip, row))), [])
    cells = [" ".join(cell.split())[:_LONG] for cell in first if cell.strip()][:_SHOWN]
    begins = f"; it begins: {', '.join(cells)}" if cells else ""
    return RelcodeError(
        f"holds no table of passages with codes{begins}", where=str(path), fix=_NO_TABLE
    )
