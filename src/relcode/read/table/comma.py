"""Take delimited text apart: which character divides it, and whether it is a table of talk."""

from __future__ import annotations

from itertools import islice

from relcode.encoding import opening
from relcode.grid.delimited import DELIMITERS, SAMPLE, delimiter, rows
from relcode.read.normalise import normalised
from relcode.read.table.rows import answers
from relcode.read.turn_table.names import header

_UNNAMED = ",;\t"  # bars divide the tables of Markdown, which has its own reader
_ROWS = 50

_UNLIKELY, _LIKELY, _SURE = 0.1, 0.7, 0.9


def claimed(data: bytes, *, named: bool) -> float:
    """How sure that the text is a table of talk or answers; `named` if its suffix says so."""
    text = opening(data, SAMPLE).decode("utf-8", "replace")
    # what the sample cuts off is left out
    text = text if len(data) <= SAMPLE else text.rpartition("\n")[0]
    divided = delimiter(text, DELIMITERS if named else _UNNAMED)
    if divided is None:
        return _UNLIKELY * named
    first = list(islice(rows(text, divided), _ROWS))
    if (found := header(first)) and found.row == 0 and len(found.kinds) > 1:
        return _SURE if named else _LIKELY
    return _LIKELY if named and answers(first) else _UNLIKELY * named


def parsed_rows(text: str) -> list[list[str]]:
    """The rows of the whole text; cells end at commas where nothing divides it evenly."""
    text = normalised(text)
    divided = delimiter(text[:SAMPLE], DELIMITERS) or ","
    return list(rows(text, divided))
