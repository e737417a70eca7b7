"""Take delimited text apart: .csv, .tsv, and what Excel saves as Unicode text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from relcode.encoding import decoded
from relcode.errors import UnreadableError
from relcode.grid.shape import Grid, squared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DELIMITERS = ",;\t|"
SAMPLE = 65_536  # characters looked at

_ROWS = 50
_EVEN = 0.8  # of the rows have as many cells as most; prose with commas has any number
_FIELD = 2**31 - 1  # the longest cell that csv is told to accept: no limit of its own
_NONE = "\x1f"  # divides nothing: a control character that stands for that and is never typed
_SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\t|]*(?:\n|\Z)', re.IGNORECASE)
_END = "\x04"


def delimited_grid(data: bytes, where: str) -> Grid:
    """The rows of the whole text; one column where nothing divides it.

    A first line such as `sep=;`, which Excel hides, names the delimiter and is no row. Raises
    UnreadableError for bytes that are no text and for a quotation mark that is never closed.
    """
    text = decoded(data, where).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if said := _SAID.match(text):
        text, divided = text[said.end() :], said[1]
    else:
        divided = delimiter(text[:SAMPLE], DELIMITERS) or _of_first_row(text)
    found = list(rows(text, divided, ended=_END))
    if found.pop() != [_END]:
        raise _unclosed(text, divided, where)
    return Grid("", squared(found, where), {}, (), hidden=False)


def delimiter(text: str, choices: str) -> str | None:
    """The character that divides most rows into the same number of cells, the most cells."""
    best: tuple[float, int, str] | None = None
    for choice in choices:
        widths = Counter(len(row) for row in _first(text, choice) if any(row))
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        even = count / widths.total()
        if width > 1 and even >= _EVEN and (best is None or (even, width) > best[:2]):
            best = even, width, choice
    return best[2] if best else None


def rows(text: str, delimiter: str, ended: str = "") -> Iterator[list[str]]:
    """The rows of the text; a line `ended` comes last, unless a quotation mark is left open."""
    csv.field_size_limit(_FIELD)
    lines: Iterable[str] = StringIO(text, newline="")
    yield from csv.reader(chain(lines, [ended]) if ended else lines, delimiter=delimiter)


def _first(text: str, choice: str) -> list[list[str]]:
    found = list(islice(rows(text, choice), _ROWS))
    # the sample may end within a row
    return found[:-1] if len(text) >= SAMPLE and len(found) > 1 else found


def _of_first_row(text: str) -> str:
    """The character that divides the first row into the most cells."""
    widths = {choice: len(next(rows(text[:SAMPLE], choice), [])) for choice in DELIMITERS}
    best = max(widths, key=lambda choice: widths[choice])
    return best if widths[best] > 1 else _NONE


def _unclosed(text: str, divided: str, where: str) -> UnreadableError:
    csv.field_size_limit(_FIELD)
    reader = csv.reader(StringIO(text, newline=""), delimiter=divided)
    began = line = 0
    for _ in reader:
        began, line = line, reader.line_num
    message = f"a quotation mark opened in line {began + 1} is never closed"
    return UnreadableError(message, where=where, fix="close it, or save the sheet again")
