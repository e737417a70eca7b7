"""What a sheet shows: columns, values, and how they look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.terms import Span


FONT = "Arial"  # there is a font of the same widths on every system
BLACK = "000000"
LINE = "D9D9D9"


class Look(NamedTuple):
    """How a cell looks; colours are RRGGBB, and what is not said is left to what lies below.

    Text wraps, unless it is `running` over the empty cells beside it; `across` is left (None) or
    center; `lined` draws a fine line below; what is typed into a `literal` cell stays text, also
    where it looks like a number, a date or a formula.
    """

    fill: str | None = None
    color: str | None = None
    bold: bool = False
    italic: bool = False
    size: int | None = None
    across: str | None = None
    running: bool = False
    lined: bool = False
    literal: bool = False

    def over(self, below: Look) -> Look:
        """This look where it says something, and the other elsewhere."""
        return Look._make(mine or other for mine, other in zip(self, below, strict=True))


PLAIN = Look()


class Marked(NamedTuple):
    """Text with stretches in bold and in italics; bold wins where both are."""

    text: str
    bold: Sequence[Span] = ()
    italic: Sequence[Span] = ()


class Shown(NamedTuple):
    """A value with a look of its own."""

    value: str | float | Marked | None
    look: Look


Value: TypeAlias = "str | float | Marked | Shown | None"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: machine `key` in the hidden first row, `title` in the second.

    `width` is in characters; `choices` names a list of the workbook, offered as a drop-down that
    takes nothing else. A `folded` column is opened with the + above it; columns after the last
    `printed` one are left out on paper.
    """

    key: str
    title: str
    width: float
    look: Look = PLAIN
    hidden: bool = False
    folded: bool = False
    choices: str = ""
    printed: bool = True


class Rule(NamedTuple):
    """A look that cells of some columns take on while a formula about the `{cell}` is true."""

    keys: tuple[str, ...]
    formula: str
    look: Look
