"""Rows whose decisions may not be theirs, because cells were merged, copied or moved."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from relcode.review.returned.codes import Item, properties
from relcode.review.returned.cut import cut
from relcode.review.returned.displaced import Column, tell_displaced
from relcode.review.returned.merged import merged
from relcode.review.returned.missing import missing
from relcode.review.returned.swallowed import swallowed
from relcode.review.returned.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.review.back import Question
    from relcode.review.returned.codes import Grammar
    from relcode.review.returned.shown import Shown
    from relcode.review.returned.slots import Cells
    from relcode.review.returned.table import Table
    from relcode.review.returned.ticks import Added

    Doubts = defaultdict[int, list[Question]]


def suspects(
    table: Table, shown: Shown, cells: Sequence[Cells], added: Added, ids: Mapping[int, str]
) -> Doubts:
    """The doubts on rows of a sheet of segments, by row; `ids` are the segments of the rows.

    What concerns the sheet as a whole is left with the table.
    """
    found: Doubts = defaultdict(list)
    extra = [*(tick.column for tick in added.ticks), *added.lists]
    for row, doubt in chain(table.unlike.items(), merged(table, extra).items()):
        found[row].append(doubt)
    more = swallowed(table, shown, cells, ids), missing(table, shown, ids), cut(table)
    for row, doubt in chain(_displaced(table, shown, cells, ids), *more):
        found[row].append(doubt)
    return found


def _displaced(
    table: Table, shown: Shown, cells: Sequence[Cells], ids: Mapping[int, str]
) -> Iterator[tuple[int, Question]]:
    """The doubts on rows in which codes and valences have moved."""
    known = {row: segment for row, segment in ids.items() if segment in shown.sent}
    as_sent = sorted(known, key=lambda row: shown.order[known[row]])
    last = max(known, default=0)
    below = [row for row in ids if row > last and not (ids[row] or table.cell(row, "text"))]
    known |= dict.fromkeys(below, "")  # cells that moved down may have moved beyond the last row
    columns = list(_columns(table, shown, cells, known))
    yield from tell_displaced(table, columns, list(known), [*as_sent, *below])


def _columns(
    table: Table, shown: Shown, cells: Sequence[Cells], known: Mapping[int, str]
) -> Iterator[Column]:
    """The columns of codes and valences, with what came back in the rows and what was sent."""
    rows = table.grid.rows
    slots = [shown.slots(segment) for segment in known.values()]
    for number, code, valence in cells:
        sent = [slot[number - 1] if number <= len(slot) else None for slot in slots]
        if not any(sent):
            continue
        if code is not None:
            back = [_code(shown.grammar, rows[row][code]) for row in known]
            yield Column(code, back, [each.code if each else "" for each in sent])
        if valence is not None:
            back = [_valence(rows[row][valence]) for row in known]
            yield Column(valence, back, [each.valence if each else "" for each in sent])


def _code(grammar: Grammar, cell: str) -> str:
    """The code in a cell, or the cell where it is not just one."""
    items = grammar.read(cell).items
    return items[0].code if len(items) == 1 else folded(cell)


def _valence(cell: str) -> str:
    says = properties(cell)
    return (says.valence or "") if isinstance(says, Item) else folded(cell)
