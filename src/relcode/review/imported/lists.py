"""Take a cell apart that lists codes, though their names may hold commas themselves."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PIECE = re.compile(r'(?:"[^"\n]*"|[^"\n;|])+|"')
_COMMAS = 12  # in the name of a code, at most
_WIDE_COMMA = str.maketrans("，、；", ",,;")


class Listed(NamedTuple):
    """The names in a cell; one that is `cut` at a comma may belong to those beside it."""

    names: list[str]
    cut: str = ""


def names_in(cell: str, is_name: Callable[[str], bool]) -> Listed:
    """The names of codes in a cell, divided by line ends, semicolons, bars or commas.

    Where commas divide, the longest names that are known win over what stands between commas.
    A name in quotation marks is one whatever it holds.
    """
    cell = cell.translate(_WIDE_COMMA).strip()
    if is_name(cell):
        return Listed([cell])
    found, cut = dict[str, None](), ""
    for match in _PIECE.finditer(cell):
        piece = match[0].strip()
        names = list(_of_piece(piece, is_name)) if piece else []
        strange = (name for name in names if not is_name(name))
        cut = cut or (next(strange, "") if len(names) > 1 else "")
        found |= dict.fromkeys(names)
    return Listed(list(found), cut)


def _of_piece(piece: str, is_name: Callable[[str], bool]) -> Iterator[str]:
    if "," not in piece or is_name(piece):
        yield piece.strip('" ')
        return
    fields = [field.strip() for field in next(csv.reader([piece], skipinitialspace=True))]
    at = 0
    while at < len(fields):
        length = _longest(fields[at : at + _COMMAS + 1], is_name)
        if any(fields[at : at + length]):
            yield ", ".join(fields[at : at + length])
        at += length


def _longest(fields: Sequence[str], is_name: Callable[[str], bool]) -> int:
    """How many of the first fields make the longest known name; 1 where none does."""
    lengths = range(len(fields), 1, -1)
    return next((length for length in lengths if is_name(", ".join(fields[:length]))), 1)
