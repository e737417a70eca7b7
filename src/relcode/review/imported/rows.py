"""Take the rows of a table of codes: which words, by whom, coded how."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from relcode.review.imported.lists import names_in
from relcode.review.imported.ticks import tick
from relcode.review.imported.wording import folded, valences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.review.imported.columns import Columns
    from relcode.review.imported.names import Applied, Names
    from relcode.terms import Valence

_FIGURE = re.compile(r"\d{1,9}")
_DIVIDED = re.compile(r"[\n;,|]")
_TELLING = 40  # characters: a longer text that comes again is the same passage coded once more
_SHOWN = 80  # characters of a passage in a list of doubts


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the table has it, with the codes that are known.

    `where` is its place in the file (`Sheet1!5`), `order` its number there; `position` is what
    the table says about its place in the document. `whole` says that no other code applies.
    """

    where: str
    order: int
    document: str
    text: str
    applied: tuple[Applied, ...]
    coder: str
    memo: str = ""
    date: str = ""
    position: int | None = None
    whole: bool = False


class Doubt(NamedTuple):
    """A row, or a code of it, that was not taken, and why."""

    where: str
    document: str
    text: str
    what: str

    @classmethod
    def of(cls, row: Row, what: str) -> Doubt:
        """A doubt about a row that was understood."""
        shown = " ".join(row.text.split())
        shown = f"{shown[: _SHOWN - 1]}…" if len(shown) > _SHOWN else shown
        return cls(row.where, row.document, shown, what)


class _Unclear(Exception):  # noqa: N818 - a reason, told as a doubt
    """What cannot be understood in a row."""


class Rows:
    """The rows of one table, and the doubts about others."""

    def __init__(
        self,
        sheet: str,
        cells: Sequence[Sequence[str]],
        columns: Columns,
        names: Names,
        coder: str,
    ) -> None:
        """Read them all; `coder` is whose they are where the table does not tell."""
        self.rows: list[Row] = []
        self.doubts: list[Doubt] = []
        self._sheet, self._columns, self._names, self._coder = sheet, columns, names, coder
        self._several = False  # codes in one cell
        below = cells[columns.header + 1 :]
        self._learn(below)
        for number, row in enumerate(below, columns.header + 2):
            if any(map(str.strip, row)):
                self._read(number, row)
        if not self._each_row_a_unit():
            self.rows = [replace(row, whole=False) for row in self.rows]

    def _read(self, number: int, cells: Sequence[str]) -> None:
        row = self._bare(number, cells)
        try:
            codes, known = self._codes(cells)
        except _Unclear as error:
            self.doubts.append(Doubt.of(row, str(error)))
            return
        row = replace(row, applied=tuple(codes), whole=known)
        if row.text and row.coder:
            self.rows.append(row)
        elif row.text:
            self.doubts.append(Doubt.of(row, "no coder is named; say --coder NAME"))
        elif codes or not known:
            self.doubts.append(Doubt.of(row, "codes without a passage"))

    def _bare(self, number: int, cells: Sequence[str]) -> Row:
        """The row without its codes."""
        found = {kind: _cell(cells, at).strip() for kind, at in self._columns.one.items()}
        figure = _FIGURE.search(found.get("position", ""))
        return Row(
            where=f"{self._sheet}!{number}" if self._sheet else str(number),
            order=number,
            document=" ".join(found.get("document", "").split()),
            text=found["text"],
            applied=(),
            coder=found.get("coder", "") or self._coder,
            memo=found.get("memo", ""),
            date=found.get("date", ""),
            position=int(figure[0]) if figure else None,
        )

    def _codes(self, cells: Sequence[str]) -> tuple[list[Applied], bool]:
        """The codes that are known, and whether all are; raises _Unclear."""
        written, cut = self._listed(cells)
        found: dict[str, Applied] = {}
        strange = ""
        for name, valence in chain(written, self._ticked(cells)):
            stands = self._names.applied(name)
            strange = strange or ("" if stands is not None else name)
            for each in stands or ():
                applied = each if each.valence else each._replace(valence=valence)
                before = found.setdefault(applied.code, applied)
                if before.valence != applied.valence:
                    message = f"two valences for {applied.code}: say which"
                    raise _Unclear(message)
        if found and cut:
            message = f"'{cut}' is not known, and might belong to a name beside it"
            raise _Unclear(message)
        return list(found.values()), not strange

    def _listed(self, cells: Sequence[str]) -> tuple[list[tuple[str, Valence | None]], str]:
        """The names in columns of codes with their valences, and one that may be cut."""
        found: list[tuple[str, Valence | None]] = []
        cut = ""
        for at, beside in self._columns.codes:
            listed = names_in(_cell(cells, at), self._names.is_name)
            self._several |= len(listed.names) > 1
            cut = cut or listed.cut
            valence = _cell(cells, beside) if beside is not None else ""
            said = self._valences(valence, len(listed.names))
            found += zip(listed.names, said, strict=True)
        return found, cut

    def _ticked(self, cells: Sequence[str]) -> Iterator[tuple[str, Valence | None]]:
        for at, name in self._columns.ticked.items():
            said = tick(_cell(cells, at))
            if said is None:
                message = f"'{_cell(cells, at).strip()}' under {name} is neither yes nor no"
                raise _Unclear(message)
            if said[0]:
                yield name, said[1]

    def _valences(self, cell: str, codes: int) -> list[Valence | None]:
        """One valence for each code: one for all, or as many as there are codes."""
        words = [word.strip() for word in _DIVIDED.split(cell) if word.strip()]
        known = valences(figures=True)
        if strange := [word for word in words if folded(word) not in known]:
            message = f"'{strange[0]}' is no valence; valid: positive, negative, mixed, neutral"
            raise _Unclear(message)
        said: list[Valence | None] = [known[folded(word)] for word in words]
        if not codes or len(said) == codes:
            return said[:codes]
        if len(set(said)) > 1:
            message = f"{len(said)} valences for {codes} codes: say which is whose"
            raise _Unclear(message)
        return (said or [None])[:1] * codes

    def _learn(self, rows: Sequence[Sequence[str]]) -> None:
        """Learn the names that hold commas from rows that say that they have one code."""
        count = self._columns.one.get("count")
        if count is None:
            return
        for cells in rows:
            if _cell(cells, count).strip() == "1":
                for at, _ in self._columns.codes:
                    self._names.learn(_cell(cells, at))

    def _each_row_a_unit(self) -> bool:
        """Whether a row holds all codes of its passage, not one of them."""
        if self._columns.ticked or self._several:
            return True
        texts = ((r.document, r.text, r.coder) for r in self.rows if len(r.text) >= _TELLING)
        return max(Counter(texts).values(), default=1) == 1


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
