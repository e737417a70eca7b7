"""What a row of the sheet of codings asks to change a coding to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcode.grid import address
from relcode.review.back import Question, Said
from relcode.review.returned.codes import Item, extent, joined, properties
from relcode.review.returned.vocabulary import Problem, brief
from relcode.review.returned.wording import folded

if TYPE_CHECKING:
    from relcode.review.returned.codes import Grammar
    from relcode.review.returned.table import Table
    from relcode.terms import Coding

ASKING = {"code_to": "code", "valence_to": "valence", "role_to": "role", "words": "words"}
SHOWING = ("code", "valence", "role")  # for reading; some people write over them instead


NOTHING = Item("")


class Ask(NamedTuple):
    """One cell that asks for a change; `typed` if it was for reading."""

    item: Item
    column: int
    typed: bool


@dataclass(slots=True)
class Asked:
    """All that a row asks to change; `item` holds it, with "" for a code that is to stay."""

    table: Table
    row: int
    asks: list[Ask] = field(default_factory=list)
    item: Item = NOTHING
    doubts: list[Question] = field(default_factory=list)
    remarks: list[Question] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything is asked, also where it cannot be understood."""
        return bool(self.asks or self.doubts)

    @property
    def code(self) -> bool:
        """Whether another code is asked for."""
        return bool(self.item.code)

    @property
    def typed(self) -> bool:
        """Whether cells for reading were written over."""
        return any(ask.typed for ask in self.asks)

    @property
    def places(self) -> str:
        """The cells that ask."""
        return ", ".join(address(self.row, ask.column) for ask in self.asks) or "another cell"

    def said(self) -> Said:
        """What the coding is to become."""
        code, valence, role, words = self.item
        return Said(code, valence, role, words, 0, self.table.at(self.row, self.asks[0].column))


class Changes:
    """Reads the cells of one sheet of codings that ask for changes."""

    def __init__(self, table: Table, grammar: Grammar) -> None:
        """Take the sheet, and how codes are read."""
        self._table, self._grammar = table, grammar
        self._asking = [key for key in ASKING if key in table.columns]
        self._showing = [key for key in SHOWING if key in table.columns]

    def asked(self, row: int, sent: Coding | None) -> Asked:
        """What a row asks to change in the coding that it was sent about."""
        asked = Asked(self._table, row)
        for key in self._asking:
            if cell := self._table.cell(row, key):
                self._add(asked, ASKING[key], cell, self._table.columns[key], typed=False)
        for key in self._showing if sent else ():
            cell = self._table.cell(row, key)
            if cell and sent and self.shows(row, key) != self.sent(sent, key):
                self._add(asked, key, cell, self._table.columns[key], typed=True)
                what = f"'{brief(cell)}' was written over what was shown; it is taken for a change"
                asked.remarks.append(Question(self._table.at(row, self._table.columns[key]), what))
        if sent and asked.item.code == sent.code:
            asked.item = asked.item._replace(code="")
            if asked.item == NOTHING and not asked.doubts:
                what = f"it has the code '{sent.code}' already"
                asked.doubts.append(Question(self._table.at(row, asked.asks[0].column), what))
        return asked

    def shows(self, row: int, key: str) -> str:
        """What a cell for reading says now: a code, a valence or a role; "" for none."""
        cell = self._table.cell(row, key)
        if key == "code":
            items = self._grammar.read(cell).items
            return items[0].code if len(items) == 1 else folded(cell)
        says = properties(cell)
        if isinstance(says, Problem):
            return folded(cell)
        return ((says.role if key == "role" else says.valence) or "").replace("none", "")

    def sent(self, coding: Coding, key: str) -> str:
        """What was sent in a cell for reading."""
        return {"code": coding.code, "valence": coding.valence, "role": coding.role}[key].replace(
            "none", ""
        )

    def _add(self, asked: Asked, key: str, cell: str, column: int, *, typed: bool) -> None:
        says = self._says(key, cell)
        both = joined(asked.item, says) if isinstance(says, Item) else says
        at = self._table.at(asked.row, column)
        if isinstance(both, Item):
            code = both.code or (says.code if isinstance(says, Item) else "")
            asked.item = both._replace(code=code)
            asked.asks.append(Ask(both, column, typed))
        else:
            asked.doubts.append(Question(at, *both))

    def _says(self, key: str, cell: str) -> Item | Problem:
        if key == "words":
            words = extent(cell)
            return words if isinstance(words, Problem) else Item("", extent=words)
        if key == "code":
            items, problems = self._grammar.read(cell)
            if len(items) + len(problems) > 1:
                fix = "name one, and write the others in code cells of the sheet of segments"
                return Problem("a coding is changed to one code only", fix)
            return items[0] if items else problems[0]
        says = properties(cell)
        if isinstance(says, Item) and not (says.role if key == "role" else says.valence):
            return Problem(f"'{brief(cell)}' is no {key}")
        return says
