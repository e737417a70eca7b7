"""Take a spreadsheet of references apart: one row a record, the columns by their headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.errors import UnreadableError
from relcode.grid import grids
from relcode.refs.names import people
from relcode.refs.record import LONGEST, Record, names, tables

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

_OTHER = re.compile(r"[\W_]+")
_TELLING = ("title", "doi", "pmid", "abstract")  # one of these columns makes the rows references
_HEADING = 100  # characters of a cell that can be a heading
_TOP = 20  # rows among which the headings stand
_QUOTED = re.compile(r"""'([^'\n]*)'|"([^"\n]*)\"""")  # the parts of a list as Python prints it
_LISTS = frozenset({"authors", "keywords"})


def rows(path: Path) -> Iterator[Record]:
    """The rows below the headings, of the first sheet that has any; `line` is the row's number.

    Raises UnreadableError where no sheet has a column for title, DOI, PMID or abstract.
    """
    telling = {heading for name in _TELLING for heading in names("table")[name]}
    nothing = frozenset(tables()["nothing"])
    for grid in grids(path):
        for number, row in enumerate(grid.rows[:_TOP]):
            headings = [_OTHER.sub(" ", cell[:_HEADING]).strip().lower() for cell in row]
            if telling.intersection(headings):
                yield from _records(grid.rows, number + 1, headings, nothing)
                return
    message = "is a table without a column for title, DOI, PMID or abstract"
    fix = "name the columns in the first row: title, authors, year, doi"
    raise UnreadableError(message, where=str(path), fix=fix)


def _records(
    table: Sequence[Sequence[str]], first: int, headings: Sequence[str], nothing: Container[str]
) -> Iterator[Record]:
    for number in range(first, len(table)):
        record = Record(number + 1)
        for heading, cell in zip(headings, table[number], strict=True):
            if heading and cell.strip() and cell.strip().lower() not in nothing:
                for value in _values(heading, cell.strip()):
                    record.add(heading, value, record.line)
        if record.values:
            yield record


def _values(heading: str, cell: str) -> list[str]:
    if len(cell) > LONGEST:
        return [cell]  # is cut and reported
    listed = any(heading in names("table")[name] for name in _LISTS)
    if listed and cell.startswith(("['", '["')):
        return [one or other for one, other in _QUOTED.findall(cell)]
    return people(cell) if heading in names("table")["authors"] else [cell]
