"""Find the row of column names in a table, and tell what each name means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WITHIN = 10  # rows: titles and notes may stand above the header
_LENGTH = 40  # characters: a longer cell is content

_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Header:
    """The row of column names, counted from 0, and the columns whose names are known.

    `kinds` maps a column to `speaker`, `text`, `answer`, `time` or `milliseconds`; `ranks` to
    the place of its name in the word list, where the likelier stand first.
    """

    row: int
    kinds: dict[int, str]
    ranks: dict[int, int]

    def columns(self, *kinds: str) -> list[int]:
        """The columns of these kinds, the likeliest first."""
        found = (column for column, kind in self.kinds.items() if kind in kinds)
        return sorted(found, key=lambda column: self.ranks[column])


def header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The row near the top that names most columns of a known kind; None where none does.

    A row that names a single one counts only when nothing stands above it.
    """
    best: Header | None = None
    for number, row in enumerate(rows[:_WITHIN]):
        found = _named(row)
        enough = len(found) > 1 or not _filled(rows[:number])
        if enough and len(found) > (len(best.kinds) if best else 0):
            kinds = {column: kind for column, (kind, _) in found.items()}
            ranks = {column: rank for column, (_, rank) in found.items()}
            best = Header(number, kinds, ranks)
    return best


def plain(name: str) -> str:
    """A name as it is compared: no case, no accents, no punctuation, single blanks."""
    decomposed = unicodedata.normalize("NFKD", name[: _LENGTH * 2].casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_PUNCTUATION.sub(" ", bare).split())


@cache
def _known() -> dict[str, tuple[str, int]]:
    # the later kind wins where two lists share a word
    lists = wording("turn_table")
    return {
        plain(word): (kind, rank)
        for kind in ("answer", "text", "speaker", "time", "milliseconds")
        for rank, word in enumerate(lists[kind])
    }


def _named(row: Sequence[str]) -> dict[int, tuple[str, int]]:
    if any(len(cell) > _LENGTH for cell in row):
        return {}
    names = ((column, _known().get(plain(cell))) for column, cell in enumerate(row))
    return {column: found for column, found in names if found}


def _filled(rows: Iterable[Sequence[str]]) -> bool:
    return any(cell.strip() for row in rows for cell in row)
