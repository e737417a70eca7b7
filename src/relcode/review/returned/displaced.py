"""Which rows are concerned where columns were moved against the others, and what to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.grid import address
from relcode.review.back import Question
from relcode.review.returned.moved import moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.review.returned.moved import How
    from relcode.review.returned.table import Table

HOW = {
    "sorted": "seems to have been sorted without the other columns",
    "shifted": "seems to have moved up or down against the other columns",
    "shuffled": "seems to be in another order than the other columns",
}
FIX = "undo that, and sort or move whole rows only; or fill these rows in again"


class Column(NamedTuple):
    """A column with what came back in the rows and what was sent, "" for empty cells."""

    column: int
    returned: Sequence[str]
    sent: Sequence[str]


class Move(NamedTuple):
    """A column that has moved: how, and the rows concerned."""

    column: int
    how: How
    rows: Sequence[int]


def tell_displaced(
    table: Table, columns: Sequence[Column], rows: Sequence[int], as_sent: Sequence[int]
) -> Iterator[tuple[int, Question]]:
    """The doubts on the rows in which columns have moved; questions are left with the table.

    `rows` are those of the columns, in the order of the file, and `as_sent` in that of sending.
    Where several columns moved, others may have moved along that show it less, such as the status:
    all rows are concerned then, or all from the first one that was shifted.
    """
    moves = [move for column in columns if (move := _move(column, rows, as_sent))]
    several = len(moves) > 1
    if not several and len(columns) > 1 and (move := _move(_together(columns), rows, as_sent)):
        moves, several = [*moves, move], True
    if several:
        shifted = all(move.how == "shifted" for move in moves)
        first = min(min(move.rows) for move in moves)
        concerned = [row for row in rows if row >= first or not shifted]
        moves = [move._replace(rows=concerned) for move in moves]
    for column, move in {move.column: move for move in moves}.items():
        what = f"the column {address(0, column)[:-1]} {HOW[move.how]}"
        cells = f"{table.at(move.rows[0], column)}:{address(move.rows[-1], column)}"
        told = f"{what}; {len(move.rows)} rows are held back"
        table.questions.append(Question(cells, told, FIX))
        for row in move.rows:
            yield row, Question(table.at(row, column), what, FIX)


def _move(column: Column, rows: Sequence[int], as_sent: Sequence[int]) -> Move | None:
    """How a column has moved in the order of the file, or in the one in which it was sent."""
    place = {row: number for number, row in enumerate(rows)}
    for order in (rows, as_sent):
        places = [place[row] for row in order]
        returned = [column.returned[number] for number in places]
        found = moved(returned, [column.sent[number] for number in places])
        if found:
            return Move(column.column, found.how, sorted(order[found.first : found.last + 1]))
    return None


def _together(columns: Sequence[Column]) -> Column:
    """Several columns as one: what single columns have too little of to tell, they may tell."""
    returned = zip(*(column.returned for column in columns), strict=True)
    sent = zip(*(column.sent for column in columns), strict=True)
    return Column(columns[0].column, list(map(_joined, returned)), list(map(_joined, sent)))


def _joined(cells: Sequence[str]) -> str:
    return "|".join(cells) if any(cells) else ""
