"""Tell a table of turns (who, what, when) from any other table, whatever file it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.read.clock import seconds
from relcode.read.normalise import one_line
from relcode.read.spoken import Spoken
from relcode.read.turn_table.content import (
    are_speakers,
    are_times,
    as_name,
    cell,
    is_figure,
    talk_length,
    values,
)
from relcode.read.turn_table.names import header

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from relcode.read.turn_table.names import Header

# characters that a cell has on average, at least, where only that says it is talk: of a column
# beside names that come again, and of one beside a column that is said to name people
_TALK = 15
_UNNAMED_TALK = 30

_BARE_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(?: ?s(?:ec)?)?")


@dataclass(frozen=True, slots=True)
class TurnColumns:
    """The columns, counted from 0, of a table in which each row is a stretch of talk.

    `speaker` is None where only times and texts are given; `first` is the first row below any
    header; `unit` is what 1 means, in seconds, where a time is a bare number.
    """

    speaker: int | None
    text: int
    time: int | None
    first: int = 0
    unit: float = 1.0


def turn_columns(rows: Sequence[Sequence[str]]) -> TurnColumns | None:
    """The columns of a table of turns, found by its header or by what they hold; else None.

    The header must name a speaker or a time; without one there must be a column of a few short
    names that come again, beside a column of talk.
    """
    named = header(rows)
    return (named and _by_header(rows, named)) or _by_content(rows)


def turns(rows: Sequence[Sequence[str]], columns: TurnColumns) -> Iterator[Spoken]:
    """The talk of the rows; an empty speaker's cell means the speaker of the row above.

    A row with one wording outside the column of talk, such as a title across the table, comes
    as talk of nobody.
    """
    speaker: str | None = None
    said = rows[columns.first :]
    names = {_speaker(row, columns) for row in said if cell(row, columns.text).strip()}
    for row in said:
        text = cell(row, columns.text)
        if text.strip():
            speaker = _speaker(row, columns) or speaker
            yield Spoken(text, speaker, _time(row, columns))
        elif title := _title(row, names):
            yield Spoken(title)


def _by_header(rows: Sequence[Sequence[str]], named: Header) -> TurnColumns | None:
    first = named.row + 1
    others = sorted(set(range(max(map(len, rows)))) - named.kinds.keys())
    text = _longest(rows, named.columns("text", "answer"), first, least=0.0)
    filled = [column for column in named.columns("speaker") if values(rows, column, first)]
    if text is None and filled and _come_again(values(rows, filled[0], first)):
        text = _longest(rows, others, first, least=_UNNAMED_TALK)
    times = [
        column
        for column in named.columns("time", "milliseconds")
        if any(map(is_figure, values(rows, column, first)))
    ]
    if text is None or not (filled or times):
        return None
    time = times[0] if times else _times(rows, [each for each in others if each != text], first)
    fine = time is not None and named.kinds.get(time) == "milliseconds"
    speaker = filled[0] if filled else None
    return TurnColumns(speaker, text, time, first, 0.001 if fine else 1.0)


def _come_again(names: Sequence[str]) -> bool:
    # a list of people, with what they are or do, names each once
    return len(set(names)) < len(names)


def _by_content(rows: Sequence[Sequence[str]]) -> TurnColumns | None:
    columns = range(max(map(len, rows), default=0))
    text = _longest(rows, columns, 0, least=_TALK)
    others = [column for column in columns if column != text]
    speaker = next((each for each in others if are_speakers(values(rows, each, 0))), None)
    if text is None or speaker is None:
        return None
    return TurnColumns(speaker, text, _times(rows, others, 0))


def _longest(
    rows: Sequence[Sequence[str]], columns: Iterable[int], first: int, *, least: float
) -> int | None:
    """The column of the longest cells, if they have more than so many characters."""
    lengths = {column: talk_length(values(rows, column, first)) for column in columns}
    best = max(lengths, key=lambda column: lengths[column], default=None)
    return best if best is not None and lengths[best] > least else None


def _times(rows: Sequence[Sequence[str]], columns: Iterable[int], first: int) -> int | None:
    return next((each for each in columns if are_times(values(rows, each, first))), None)


def _speaker(row: Sequence[str], columns: TurnColumns) -> str | None:
    return None if columns.speaker is None else as_name(cell(row, columns.speaker)) or None


def _title(row: Sequence[str], names: Container[str | None]) -> str:
    filled = [content for each in row if (content := one_line(each))]
    alone = len(filled) == 1 and not is_figure(filled[0]) and as_name(filled[0]) not in names
    return filled[0] if alone else ""


def _time(row: Sequence[str], columns: TurnColumns) -> float | None:
    if columns.time is None:
        return None
    content = one_line(cell(row, columns.time))
    bare = _BARE_SECONDS.fullmatch(content)
    return float(bare[1]) * columns.unit if bare else seconds(content)
