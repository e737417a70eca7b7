"""Lay out the rows of a sheet: as turns, or as people's answers to questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.read.normalise import one_line
from relcode.read.spoken import add_turns
from relcode.read.turn_table import turn_columns, turns
from relcode.read.turn_table.content import as_name, cell, is_figure, talk_length, values
from relcode.read.turn_table.names import header, plain
from relcode.read.wording import wording
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.draft import DraftBuilder
    from relcode.read.turn_table import TurnColumns

    Rows = Sequence[Sequence[str]]

_ANSWER = 20  # characters that an answer has on average, at least; shorter are labels
_DIFFERENT = 0.5  # of the answers differ from all others; labels come again
_SHORTER = 4  # times: the name of a column than the answers below it
_TOP = 3  # rows in which the names of publications' columns stand
_QUESTION_WORDS = 4  # a column's name of so many words asks something


def talk(rows: Rows) -> TurnColumns | None:
    """The columns of a conversation; None where each person has one row, or nobody any."""
    columns = turn_columns(rows)
    if columns and (_each_once(rows, columns) or _are_publications(rows)):
        return None
    return columns


def add_talk(rows: Rows, columns: TurnColumns, builder: DraftBuilder) -> None:
    """Add the rows of a conversation, a block each, with speaker and time."""
    add_turns(builder, turns(rows, columns))


def answers(rows: Rows) -> list[int]:
    """The columns of answers: those whose names say so or ask, else those of long, unlike cells."""
    named, first = header(rows), _first(rows)
    wide = range(max(map(len, rows), default=0))
    long = [column for column in wide if _is_prose(values(rows, column, first))]
    told = [
        column
        for column in (named.columns("answer", "text") if named else [])
        if talk_length(values(rows, column, first))
    ]
    if not told:
        return long
    asking = [column for column in long if first and _asks(cell(rows[first - 1], column))]
    return sorted({*told, *asking})


def add_answers(rows: Rows, columns: Sequence[int], builder: DraftBuilder) -> None:
    """Add the answers, a block each, below the question if the column's name is one.

    The speaker is who gave the answer, where a column tells.
    """
    named, first = header(rows), _first(rows)
    people = named.columns("speaker") if named and not _are_publications(rows) else []
    for column in columns:
        known = named is not None and column in named.kinds
        if first and (len(columns) > 1 or not known):
            builder.add(cell(rows[first - 1], column), Block(0, 0, "heading", 1))
        given = bool(people) or (named is not None and column in named.columns("answer"))
        for row in rows[first:]:
            speaker = as_name(cell(row, people[0])) or None if people else None
            layout = Block(0, 0, "cell", 0, speaker, "participant" if given else None)
            label = f"{speaker}:" if speaker else ""
            for line in cell(row, column).split("\n"):
                builder.add(line, layout, label=label)


def _first(rows: Rows) -> int:
    """The first row below the names of the columns, 0 where none stand above the cells."""
    named = header(rows)
    if named:
        return named.row + 1
    if len(rows) < 2 or not all(map(str.strip, rows[0])):  # noqa: PLR2004 - names and one row
        return 0
    return int(
        any(_heads(one_line(name), values(rows, column, 1)) for column, name in enumerate(rows[0]))
    )


def _heads(name: str, below: Sequence[str]) -> bool:
    """Whether a cell names the column below: it asks, or is unlike it in kind or length."""
    counts = bool(below) and not is_figure(name) and all(map(is_figure, below))
    return name.endswith("?") or counts or len(name) * _SHORTER < talk_length(below)


def _are_publications(rows: Rows) -> bool:
    marks = set(map(plain, wording("turn_table")["publications"]))
    return any(len(marks & set(map(plain, row))) > 1 for row in rows[:_TOP])


def _is_prose(cells: Sequence[str]) -> bool:
    several = sum(1 for content in cells if " " in content) > len(cells) / 2
    different = len(set(cells)) >= _DIFFERENT * len(cells)
    return talk_length(cells) >= _ANSWER and several and different


def _asks(name: str) -> bool:
    return one_line(name).endswith("?") or len(name.split()) >= _QUESTION_WORDS


def _each_once(rows: Rows, columns: TurnColumns) -> bool:
    """Whether no speaker has two rows, and the text is not said to be talk: people answering."""
    named = header(rows)
    if columns.speaker is None or columns.time is not None or named is None:
        return False
    people = [as_name(each) for each in values(rows, columns.speaker, columns.first)]
    return len(set(people)) == len(people) and columns.text not in named.columns("text")
