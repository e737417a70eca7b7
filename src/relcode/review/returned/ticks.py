"""Columns that reviewers made for codes: one to tick for each code, or one of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.review.back import Question
from relcode.review.returned.wording import folded, meaning, plain, words

if TYPE_CHECKING:
    from relcode.review.returned.codes import Grammar
    from relcode.review.returned.table import Own, Table


class Tick(NamedTuple):
    """A column to be ticked where a code applies."""

    code: str
    column: int


class Added(NamedTuple):
    """What the columns are that a reviewer added."""

    ticks: list[Tick]
    lists: list[int]
    own: list[Own]


def added(table: Table, grammar: Grammar) -> Added:
    """The columns without a key by what they hold; a remark is left on those that are unclear."""
    found = Added([], [], [])
    for own in table.own:
        code = None if own.keyed else grammar.find(own.heading)
        if not own.keyed and folded(own.heading) in words()["list_headings"]:
            found.lists.append(own.column)
        elif code and _are_ticks(table, own):
            found.ticks.append(Tick(code, own.column))
        else:
            found.own.append(own)
    return found


def _are_ticks(table: Table, own: Own) -> bool:
    rows = table.grid.rows
    others: list[int] = []
    ticked = 0
    for row in table.rows:
        says = meaning("ticks", plain(rows[row][own.column]))
        if says is None:
            others.append(row)
        ticked += says in ("yes", "no")
    if ticked and others:
        what = f"the column '{own.heading}' is named like a code, but this is no tick in it"
        fix = "nothing in the column was taken for a code; write x where the code applies"
        table.remarks.append(Question(table.at(others[0], own.column), what, fix))
    return bool(ticked and not others)
