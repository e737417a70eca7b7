"""How a sheet is laid out, whatever its form: letters, looks, heights, and areas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relcode.workbook.fit import height
from relcode.workbook.look import PLAIN, Marked, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.workbook.look import Column, Look, Value

KEY_ROW, HEAD_ROW = 1, 2
HEAD_HEIGHT = 28  # points
SPARE = 300  # rows below the last that have drop-downs too: people add rows
ONE_LINE = height("", 1, PLAIN)
LETTERS = 26


class Area(NamedTuple):
    """The cells from the first to the last, such as A2 and F40."""

    first: str
    last: str


class Layout:
    """The columns of a sheet by letter, and the rows so far: `next` is the row to be written."""

    def __init__(self, columns: Sequence[Column], *, keyed: bool) -> None:
        """Take the columns; `keyed` sheets have two head rows and a fine line below each row."""
        self.keyed = keyed
        self.columns = [replace(column, look=_below(column, keyed=keyed)) for column in columns]
        self.letters = {column.key: letter(place) for place, column in enumerate(columns, 1)}
        self.first = self.next = HEAD_ROW + 1 if keyed else KEY_ROW
        self._seen = {
            column.key: (place, column.width)
            for place, column in enumerate(columns)
            if not column.hidden
        }

    def looks(self, look: Look) -> list[Look]:
        """How the cells of a row with that look are shown, column by column."""
        return [look.over(column.look) for column in self.columns]

    def height(self, values: Mapping[str, Value], looks: Sequence[Look]) -> float:
        """The points that a row needs for these values."""
        need = ONE_LINE
        for key, value in values.items():
            if value is None or key not in self._seen:
                continue
            place, width = self._seen[key]
            shown = value if isinstance(value, Shown) else Shown(value, PLAIN)
            text = shown.value.text if isinstance(shown.value, Marked) else shown.value
            if isinstance(text, str):
                need = max(need, height(text, width, shown.look.over(looks[place])))
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
