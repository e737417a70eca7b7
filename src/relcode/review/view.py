"""What one coder is shown of a study: the codes that stand, and what they left there themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relcode.standing import assigned, standing
from relcode.terms import MACHINE, Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.study import Study
    from relcode.terms import Coding, Memo, RoundKind

INDEPENDENT: tuple[RoundKind, ...] = ("blind", "import")  # made without seeing any suggestion


class Slots(NamedTuple):
    """The codings of a segment: those with a code cell, those left over, and mere hints."""

    cells: list[Coding]
    more: list[Coding]
    hints: list[Coding]

    def all(self) -> list[Coding]:
        """All of them, in this order."""
        return [*self.cells, *self.more, *self.hints]


class View:
    """What stands for a coder (with "", for all together), source by source.

    In a `blind` round that is nothing but their own independent codes: no suggestion, and nothing
    that they decided or wrote while they saw one.
    """

    def __init__(
        self, study: Study, coder: str, order: Mapping[str, int], *, blind: bool, cells: int
    ) -> None:
        """Look into a study; `order` numbers the codes that a code cell can hold."""
        self._study, self.coder, self._blind = study, coder, blind
        self.titles: tuple[str, ...] = ()
        self._told: dict[str, dict[str, Sequence[str]]] = {}
        self._order, self._cells = order, cells
        coders = study.ledger.coders()
        self._owner = coder or (coders[0] if len(coders) == 1 else "")

    def codings(self, source: str) -> dict[str, Slots]:
        """The codings that stand, by segment; what was rejected does not."""
        return {segment: self._slots(rows) for segment, rows in self._standing(source).items()}

    def judged(self, source: str) -> set[str]:
        """The segments that the coder, or anybody, has judged."""
        marks = self._study.ledger.judged(source)
        return {mark.segment for mark in marks if self.coder in ("", mark.coder)}

    def notes(self, source: str) -> dict[str, str]:
        """The notes of earlier rounds by segment, one a line; with no coder, everybody's."""
        found: dict[str, list[str]] = {}
        for memo in () if self._blind else self._study.ledger.memos(source):
            if self.coder in ("", memo.coder):
                found.setdefault(memo.segment, []).append(self._note(memo))
        return {segment: "\n".join(dict.fromkeys(lines)) for segment, lines in found.items()}

    def own(self, source: str) -> dict[str, dict[str, str]]:
        """What stands in the coder's own columns, by segment and heading.

        With no coder it is the only one there is: nobody is to carry on another's columns.
        """
        found: dict[str, dict[str, str]] = {}
        for one in () if self._blind or not self._owner else self._study.ledger.own(source):
            if one.coder == self._owner:
                found.setdefault(one.segment, {})[one.column] = one.value
        return found

    def told(self, source: str) -> Mapping[str, Sequence[str]]:
        """What stands in the columns for reading alone, which `titles` names, by segment."""
        return self._told.get(source, {})

    def _standing(self, source: str) -> dict[str, list[Coding]]:
        if self._blind:
            return standing(self._mine(self._study.ledger.decisions(source, INDEPENDENT)))
        rows = self._study.codings(source)
        if self.coder:
            suggested = [row for row in rows if row.status in MACHINE]
            return standing([*suggested, *self._mine(rows)])
        return standing(rows)

    def _mine(self, rows: Sequence[Coding]) -> list[Coding]:
        mine = (row for row in rows if row.status not in MACHINE)
        return [row for row in mine if self.coder and row.coder == self.coder]

    def _slots(self, codings: Sequence[Coding]) -> Slots:
        """The surest first; what the codebook has no more, and what is too much, is left over."""
        codes = sorted(assigned(codings), key=self._rank)
        hints = sorted((one for one in codings if one not in codes), key=self._rank)
        cells = [one for one in codes if one.code in self._order][: self._cells]
        return Slots(cells, [one for one in codes if one not in cells], hints)

    def _rank(self, coding: Coding) -> tuple[float, int, int, str]:
        """The surest first, then by place of the evidence, then in the codebook's order."""
        places = [evidence.start for evidence in coding.why.evidence]
        order = self._order.get(coding.code, len(self._order))
        return -(coding.probability or 0), min(places, default=0), order, coding.code

    def _note(self, memo: Memo) -> str:
        who = memo.author or memo.coder
        named = who if not self.coder or who != self.coder else ""
        about = ", ".join(part for part in (named, memo.code) if part)
        return f"{about}: {memo.text}" if about else memo.text


def lean(coding: Coding) -> Coding:
    """A coding as the record of a sheet holds it: without its why, its time and its past."""
    return replace(coding, why=Why(), made_at="", replaces=None, carried=False, id=None)
