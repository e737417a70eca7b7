"""What a workbook offers in each of its forms: sheets that take rows, and a file at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from relcode.workbook.look import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.workbook.look import Column, Look, Rule, Value

LISTS = "_codebook"
META = "_meta"
NOT_LISTED, CHOOSE = "Not in the list", "Please choose from the list."


class Offer(NamedTuple):
    """A list of choices: its name, and where it stands in the hidden sheet, from row 2 on."""

    name: str
    letter: str
    last: int


class Sheet(Protocol):
    """A sheet that takes rows one at a time and keeps none of them.

    With a head, row 1 holds the machine keys, hidden, and row 2 the titles; rows scroll under
    them, and columns scroll after a frozen one.
    """

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        """Write one row of values by column key, as high as its text needs."""
        ...

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        """Add what depends on the number of rows: the filter, drop-downs and looks by content."""
        ...


class Form(Protocol):
    """A file in the making, of one form."""

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        head: Look | None,
        frozen: str,
        *,
        hidden: bool = False,
    ) -> Sheet:
        """A new sheet; with a `head` look it has keys, titles, a filter and frozen panes."""
        ...

    def save(self, path: Path, offers: Sequence[Offer], facts: Mapping[str, str]) -> None:
        """Put the file in its place, whole; raises RelcodeError where it cannot be written."""
        ...
