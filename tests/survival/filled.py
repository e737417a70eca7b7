"""A sheet as grids, filled in and edited by the model, saved, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from office import model
from office.session import grids
from survival.growers import BOM, Round, sent
from survival.matrix import judged
from survival.meaning import BESIDE, NOTHING
from survival.random_edits import shown
from survival.rows import Written, acts
from survival.saving import save

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DataObject

    from office.table import Book, Edit
    from survival.meaning import Meant, Verdict

LEFT_OUT = "long", "other twin"  # slow; and of equal texts some accidents are known to go unseen


class Sheet(NamedTuple):
    """A sheet that was sent, as its grids."""

    sent: Round
    book: Book
    form: str

    @classmethod
    def of(cls, folder: Path, form: str, *, blind: bool = False) -> Sheet:
        """A sheet of a new study in a folder."""
        made = sent(folder, form, blind=blind, left_out=LEFT_OUT)
        return cls(made, grids(made.path, BOM), form)

    @property
    def keys(self) -> list[str]:
        """The keys of the columns."""
        return next(grid for grid in self.book.values() if "_hash" in grid[0])[0]

    @property
    def names(self) -> list[str]:
        """The names of the rows."""
        return list(self.sent.ids)

    @property
    def ids(self) -> list[str]:
        """The ids of the rows."""
        return list(self.sent.ids.values())

    def outcome(self, edits: list[Edit], meant: Meant) -> Verdict:
        """What is made of the sheet after the edits."""
        path = self.sent.path.with_name(f"back.{self.form}")
        save(model.after(self.book, edits), path)
        return self.judged(path, meant)

    def judged(self, path: Path, meant: Meant) -> Verdict:
        """What is made of a file that came back; rows that are gone mean nothing."""
        after = grids(path)
        gone = [name for name in meant if not self._stands(after, name)]
        return judged(path, self.sent, meant | dict.fromkeys(gone, NOTHING), own=False)

    def _stands(self, book: Book, name: str) -> bool:
        """Whether a sheet of segments has a row of that name."""
        words = self.sent.words(name).lstrip("'")
        told = {self.sent.ids[name], self.sent.hashes[name], words}
        others = (grid for sheet, grid in book.items() if sheet not in ("Codings", *BESIDE))
        cells = ({cell.lstrip("'") for cell in row} for grid in others for row in grid)
        return any(told & each for each in cells)


def decided(sheet: Sheet, data: DataObject) -> tuple[list[Edit], Meant]:
    """Random decisions on some rows, as edits and as what they mean."""
    names = data.draw(st.lists(st.sampled_from(sheet.names), unique=True, max_size=8), "rows")
    edits: list[Edit] = []
    meant: Meant = {}
    for name in names:
        written = data.draw(acted(sheet, name), name)
        edits += written.edits
        meant[name] = written.meaning
    return edits, meant


def acted(sheet: Sheet, name: str) -> st.SearchStrategy[Written]:
    """Any act on a row of a sheet, as edits and as a meaning."""
    there = shown(sheet.book, sheet.sent.ids[name])
    return acts(name).map(lambda act: Written(act, sheet.sent, there))
