"""Take delimited text apart: which character divides it, and whether it is a table of talk."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from relcode.read.encoding import opening
from relcode.read.normalise import normalised
from relcode.read.table.rows import answers
from relcode.read.turn_table.names import header

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = ",;\t|"
_UNNAMED = ",;\t"  # bars divide the tables of Markdown, which has its own reader
_SAMPLE = 65_536  # bytes or characters looked at
_ROWS = 50
_EVEN = 0.8  # of the rows have as many cells as most; prose with commas has any number
_FIELD = 2**31 - 1  # the longest cell that csv is told to accept: no limit of its own

_UNLIKELY, _LIKELY, _SURE = 0.1, 0.7, 0.9


def claimed(data: bytes, *, named: bool) -> float:
    """How sure that the text is a table of talk or answers; `named` if its suffix says so."""
    text = opening(data, _SAMPLE).decode("utf-8", "replace")
    # what the sample cuts off is left out
    text = text if len(data) <= _SAMPLE else text.rpartition("\n")[0]
    delimiter = _delimiter(text, _DELIMITERS if named else _UNNAMED)
    if delimiter is None:
        return _UNLIKELY * named
    rows = list(islice(_rows(text, delimiter), _ROWS))
    if (found := header(rows)) and found.row == 0 and len(found.kinds) > 1:
        return _SURE if named else _LIKELY
    return _LIKELY if named and answers(rows) else _UNLIKELY * named


def parsed_rows(text: str) -> list[list[str]]:
    """The rows of the whole text; one column where nothing divides it evenly."""
    text = normalised(text)
    delimiter = _delimiter(text[:_SAMPLE], _DELIMITERS) or ","
    return list(_rows(text, delimiter))


def _delimiter(text: str, choices: str) -> str | None:
    """The character that divides most rows into the same number of cells, the most cells."""
    best: tuple[float, int, str] | None = None
    for delimiter in choices:
        widths = Counter(len(row) for row in islice(_rows(text, delimiter), _ROWS) if any(row))
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        even = count / widths.total()
        if width > 1 and even >= _EVEN and (best is None or (even, width) > best[:2]):
            best = even, width, delimiter
    return best[2] if best else None


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD)
    yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
