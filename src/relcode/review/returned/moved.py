"""Whether the cells of one column were moved against the rows: sorted alone, or shifted.

A reviewer who corrects changes some cells, each to what fits its text. A column that was sorted
without the others, or that lost a cell so that those below moved up, is changed differently: its
values are those that were sent, in other rows. Three signs are looked for, in the order of the
file:

- Shifted: in a stretch without a gap each cell holds what was sent some rows further on, and the
  rows that its values came from have moved on in turn. A correction that repeats a code of a row
  nearby leaves that row as it was; one that carries a code over stands alone.
- Sorted: the stretch that changed is in order, with the values that were sent in it, and at least
  a third as many cells have changed as if the values were dealt anew. Corrections in a sheet that
  was sorted as a whole change few.
- Shuffled: all but the same values as were sent, with more changes of more kinds than corrections
  that balance each other have.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.review.returned.shifted import shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    Cells = Sequence[str]

_FEWEST = 2  # changed cells
_PART = 4  # changes in a part of a column that was sorted
_OF_CHANCE = 0.3  # of the cells that would change if the values were dealt anew
_NET = 0.25  # of the changes at most leave another set of values
_MANY, _KINDS, _FEW_KINDS = 4, 5, 3  # changes of a column in no order, and values among them
_SHUFFLED_NET, _SHUFFLED_OF_CHANCE = 0.1, 0.5
_DISORDER = 50  # one cell in so many may be out of order: programs sort by other rules


How = Literal["sorted", "shifted", "shuffled"]


class Moved(NamedTuple):
    """How cells moved, and the first and the last place concerned."""

    how: How
    first: int
    last: int


def moved(returned: Cells, sent: Cells) -> Moved | None:
    """Whether a column's cells moved; both are in the order of the file, "" for empty cells."""
    pairs = enumerate(zip(returned, sent, strict=True))
    changed = [place for place, (now, before) in pairs if now != before]
    if len(changed) < _FEWEST or not any(sent):
        return None
    if found := _sorted(returned, sent, changed):
        return found
    if stretch := shifted(returned, sent, changed):
        return Moved("shifted", *stretch)
    return _shuffled(returned, sent, changed)


def _sorted(returned: Cells, sent: Cells, changed: Sequence[int]) -> Moved | None:
    """Whether what changed is in order, in a part of the column or in all that is filled."""
    keys = [_key(cell) for cell in returned]
    for falling in (False, True):
        order = [_in_order(one, other, falling) for one, other in pairwise(keys)]
        first, last = changed[0], changed[-1]
        if order[first:last].count(False) > (last - first) // _DISORDER:
            continue
        while first and order[first - 1]:
            first -= 1
        while last < len(order) and order[last]:
            last += 1
        whole = not (any(returned[:first]) or any(returned[last + 1 :]))
        if (whole or len(changed) >= _PART) and _dealt(
            returned[first : last + 1], sent[first : last + 1], _OF_CHANCE, _NET
        ):
            return Moved("sorted", first, last)
    return None


def _shuffled(returned: Cells, sent: Cells, changed: Sequence[int]) -> Moved | None:
    kinds = len({sent[place] for place in changed} - {""})
    if len(changed) < _MANY or kinds < _FEW_KINDS:
        return None
    most = min(_SHUFFLED_NET, 1 / len(changed) ** 0.5)  # that corrections leave by chance
    whole = _dealt(returned, sent, _SHUFFLED_OF_CHANCE, most)
    if whole or (kinds >= _KINDS and _dealt(returned, sent, 0, 0)):
        return Moved("shuffled", changed[0], changed[-1])
    return None


def _dealt(returned: Cells, sent: Cells, least: float, net: float) -> bool:
    """Whether the values are all but the same, and as many have moved as by chance would."""
    changes = sum(one != other for one, other in zip(returned, sent, strict=True))
    before, after = Counter(sent), Counter(returned)
    by_chance = len(sent) - sum(count * count for count in before.values()) / len(sent)
    return changes >= least * by_chance and (before - after).total() <= net * changes


def _key(cell: str) -> str:
    """The cell as programs order it: by letters and digits, blanks last whichever way."""
    return "".join(filter(str.isalnum, cell.casefold()))


def _in_order(one: str, other: str, falling: bool) -> bool:  # noqa: FBT001 - a plain predicate
    if not (one and other):
        return not other
    return one >= other if falling else one <= other
