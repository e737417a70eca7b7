"""How a sheet is laid out, whatever its form: letters, looks, heights, and areas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relcode.workbook.fit import Fit, fit, height
from relcode.workbook.look import PLAIN, Marked, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.workbook.look import Column, Look, Value

KEY_ROW, HEAD_ROW = 1, 2
HEAD_HEIGHT = 28  # points
SPARE = 300  # rows below the last that have drop-downs too: people add rows
ONE_LINE = height("", fit(1, PLAIN))
LETTERS = 26


class Area(NamedTuple):
    """The cells from the first to the last, such as A2 and F40."""

    first: str
    last: str


class RowLook(NamedTuple):
    """How the cells of a row look, and what fits into them, column by column."""

    looks: list[Look]
    fits: list[Fit]


class Layout:
    """The columns of a sheet by letter, and the rows so far: `next` is the row to be written."""

    def __init__(self, columns: Sequence[Column], *, keyed: bool) -> None:
        """Take the columns; `keyed` sheets have two head rows and a fine line below each row."""
        self.keyed = keyed
        self.columns = [replace(column, look=_below(column, keyed=keyed)) for column in columns]
        self.letters = {column.key: letter(place) for place, column in enumerate(columns, 1)}
        self.first = self.next = HEAD_ROW + 1 if keyed else KEY_ROW
        open_places = [place for place, column in enumerate(columns) if not column.hidden]
        self._seen = {columns[n].key: n for n in open_places if not columns[n].folded}
        self._folded = {columns[n].key: n for n in open_places if columns[n].folded}

    def row(self, look: Look) -> RowLook:
        """How the cells of a row with that look are shown."""
        looks = [look.over(column.look) for column in self.columns]
        widths = [column.width for column in self.columns]
        return RowLook(looks, list(map(fit, widths, looks)))

    def height(self, values: Mapping[str, Value], row: RowLook) -> float:
        """The points that a row needs for these values while the folded columns are folded."""
        return self._need(self._seen, values, row)

    def folded_height(self, values: Mapping[str, Value], row: RowLook) -> float:
        """The points that the values in folded columns need."""
        return self._need(self._folded, values, row)

    def _need(self, places: Mapping[str, int], values: Mapping[str, Value], row: RowLook) -> float:
        need = ONE_LINE
        for key in values.keys() & places.keys():
            value, place = values[key], places[key]
            fitting = row.fits[place]
            if isinstance(value, Shown):
                look = value.look.over(row.looks[place])
                value, fitting = value.value, fit(self.columns[place].width, look)
            text = value.text if isinstance(value, Marked) else value
            if isinstance(text, str):
                need = max(need, height(text, fitting))
        return need

    def below(self, key: str) -> Area:
        """The cells of a column under its head, with spare rows for what people add."""
        name = self.letters[key]
        return Area(f"{name}{self.first}", f"{name}{max(self.next - 1, self.first) + SPARE}")

    def filtered(self) -> Area:
        """The titles and all rows written."""
        return self._whole(self.columns)

    def printed(self) -> Area:
        """The titles and all rows, up to the last column that goes on paper."""
        return self._whole([column for column in self.columns if column.printed])

    def frozen(self, key: str) -> int:
        """How many columns stay in view when the one with that key is the last of them."""
        return list(self.letters).index(key) + 1 if key else 0

    def _whole(self, columns: Sequence[Column]) -> Area:
        last = self.letters[columns[-1].key]
        return Area(f"A{HEAD_ROW}", f"{last}{max(self.next - 1, HEAD_ROW)}")


def letter(place: int) -> str:
    """The name of a column by its place: 1 is A, 27 is AA."""
    name = ""
    while place:
        place, rest = divmod(place - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def _below(column: Column, *, keyed: bool) -> Look:
    """The look of a column's cells; hidden text must not wrap, or it would make the row higher."""
    look = column.look
    return look._replace(lined=keyed, running=look.running or column.hidden)
