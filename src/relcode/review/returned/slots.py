"""The codes of one row: in its code cells, under "more", and in columns that a reviewer added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.review.back import Question, Said
from relcode.review.returned.codes import Item, joined, properties
from relcode.review.returned.wording import meaning, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.review.returned.shown import Shown
    from relcode.review.returned.table import Table
    from relcode.review.returned.ticks import Added
    from relcode.terms import Coding, Valence


class Cells(NamedTuple):
    """The columns of a code cell and of its valence; None for one that is not there."""

    number: int
    code: int | None
    valence: int | None


class Codes(NamedTuple):
    """What a row says about codes."""

    said: tuple[Said, ...]
    denied: tuple[str, ...]
    emptied: dict[str, str]
    doubts: list[Question]


class Slots:
    """Reads the codes of the rows of one sheet."""

    def __init__(self, table: Table, shown: Shown, added: Added) -> None:
        """Find the columns that hold codes."""
        self._table, self._shown, self._added = table, shown, added
        self._rows = table.grid.rows
        self.cells = list(cells_of(table.columns))
        self._lists = [at for at in (table.columns.get("more"), *added.lists) if at is not None]

    def read(self, row: int, segment: str) -> Codes:
        """The codes of a row, each once, and what is unclear about them."""
        doubts: list[Question] = []
        found = list(self._slots(row, self._shown.slots(segment), doubts))
        for column in self._lists:
            found += self._listed(row, column, doubts)
        codes = _once(found, doubts)
        denied = []
        for code, column in self._added.ticks:
            says = meaning("ticks", plain(self._rows[row][column]))
            if says == "yes":
                at = self._table.at(row, column)
                codes.setdefault(code, Said(code, None, None, None, 0, at))
            elif says == "no":
                denied.append(code)
        emptied = dict(self._emptied(row, segment)) if segment in self._shown.sent else {}
        return Codes(tuple(codes.values()), tuple(denied), emptied, doubts)

    def _emptied(self, row: int, segment: str) -> Iterator[tuple[str, str]]:
        """The codes that were sent whose cell, or that of their valence, is empty now."""
        cells, columns = self._rows[row], self._table.columns
        for number, coding in enumerate(self._shown.slots(segment), start=1):
            for key in (f"code_{number}", f"valence_{number}"):
                if key in columns and not plain(cells[columns[key]]):
                    yield coding.code, self._table.at(row, columns[key])
                    break
        for code in self._shown.left_over(segment) if "more" in columns else ():
            yield code, self._table.at(row, columns["more"])

    def _slots(self, row: int, sent: Sequence[Coding], doubts: list[Question]) -> Iterator[Said]:
        cells = self._rows[row]
        for number, code, valence in self.cells:
            text = plain(cells[code]) if code is not None else ""
            says = plain(cells[valence]) if valence is not None else ""
            before = sent[number - 1] if number <= len(sent) else None
            if text:
                at = self._table.at(row, code or 0)
                beside = self._table.at(row, valence if valence is not None else code or 0)
                slot = _Slot(number, at, beside, says, before, valenced=valence is not None)
                written = self._shown.grammar.read(text)
                doubts += [Question(at, *problem) for problem in written.problems]
                if not written.problems:  # the valence may be that of the code that is unknown
                    yield from slot.said(written.items, doubts)
            elif says and code is not None and valence is not None:
                left = properties(says)
                if not (before and isinstance(left, Item) and left == Item("", before.valence)):
                    what = f"'{says}' stands here without a code"
                    fix = "choose a code beside it, or clear it"
                    doubts.append(Question(self._table.at(row, valence), what, fix))

    def _listed(self, row: int, column: int, doubts: list[Question]) -> Iterator[Said]:
        text = plain(self._rows[row][column])
        if not text:
            return
        at = self._table.at(row, column)
        written = self._shown.grammar.read(text)
        doubts += [Question(at, *problem) for problem in written.problems]
        for code, valence, role, extent in written.items:
            yield Said(code, valence, role, extent, 0, at)


def cells_of(columns: dict[str, int]) -> Iterator[Cells]:
    """The code cells of a sheet in the order of their numbers."""
    numbers = {int(key.rpartition("_")[2]) for key in columns if key[:5] in ("code_", "valen")}
    for number in sorted(numbers):
        yield Cells(number, columns.get(f"code_{number}"), columns.get(f"valence_{number}"))


class _Slot(NamedTuple):
    """One code cell with what stands beside it and what was sent in it."""

    number: int
    at: str
    beside: str
    says: str
    before: Coding | None
    valenced: bool

    def said(self, items: Sequence[Item], doubts: list[Question]) -> Iterator[Said]:
        """The codes of the cell, each with the valence that stands beside it or behind it."""
        beside = properties(self.says)
        if not isinstance(beside, Item):
            doubts.append(Question(self.beside, *beside))
            return
        codes = [item.code for item in items]
        kept = [self.before.code] if self.before and self.before.code in codes else codes[:1]
        meant = self._meant(codes, beside)
        if meant is None:
            what = f"'{self.says}' stands beside several codes"
            fix = "write the valence behind each: trust (negative); power (positive)"
            doubts.append(Question(self.beside, what, fix))
            return
        for item in items:
            whole = joined(item, beside) if item.code in meant else item
            if isinstance(whole, Item):
                valence = whole.valence or self._sent(item.code)
                number = self.number if item.code in kept else 0
                yield Said(item.code, valence, whole.role, item.extent, number, self.at)
            else:
                what = f"'{self.says}' stands here, and something else behind the code"
                doubts.append(Question(self.beside, what, "keep one of them"))

    def _meant(self, codes: Sequence[str], beside: Item) -> Sequence[str] | None:
        """The codes that the cell of the valence is about; None where that is unclear.

        To a code that was sent with this valence others were added: it is about that one alone.
        """
        if len(codes) == 1 or not self.says or self.before is None:
            return codes
        if self.before.code in codes and beside == Item("", self.before.valence):
            return [self.before.code]
        return None

    def _sent(self, code: str) -> Valence | None:
        """The valence that was sent, where the whole column of valences is gone."""
        sent = self.before if self.before and self.before.code == code else None
        return sent.valence if sent and not self.valenced else None


def _once(found: Iterable[Said], doubts: list[Question]) -> dict[str, Said]:
    """Each code once, with all that was said of it; a doubt where that is not the same."""
    whole: dict[str, Said] = {}
    for said in found:
        first = whole.setdefault(said.code, said)
        if first is said:
            continue
        both = joined(_item(first), _item(said))
        if isinstance(both, Item) and first.extent == said.extent:
            whole[said.code] = first._replace(**both._asdict())
        else:
            places = f"here and in {first.at.rpartition('!')[2]}"
            what = f"'{said.code}' stands {places}, with something else said of it"
            doubts.append(Question(said.at, what, "keep one of them"))
    return whole


def _item(said: Said) -> Item:
    return Item(said.code, said.valence, said.role, said.extent)
