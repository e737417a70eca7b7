"""Collect the paragraphs and table rows of Rich Text Format as they come to their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.read.document import Grid
from relcode.read.document.lines import Line, Stretch, lines

if TYPE_CHECKING:
    from relcode.read.document.style_names import Style


class RtfFlow:
    """The text of the body, or of a text box or note that interrupts it.

    `marked` says that the paragraph began with a bullet or number; `boxes` are what hangs on it.
    """

    def __init__(self, form: Style | None = None) -> None:
        """Start empty; `form` overrules what the paragraphs say they are."""
        self.items: list[Line | Grid] = []
        self.boxes: list[Line | Grid] = []
        self.marked = False
        self._form = form
        self._stretches: list[Stretch] = []
        self._cell: list[str] = []
        self._row: list[str] = []
        self._rows: list[list[str]] = []

    def add(self, text: str, *, bold: bool) -> None:
        """Take text of the paragraph; a line break is a line end in it."""
        self._stretches.append(Stretch(text, bold))

    def end_paragraph(self, form: Style, *, in_table: bool) -> None:
        """Make lines of what was taken, in the table's cell or as items."""
        made = [*lines(self._stretches, self._form or form), *self.boxes]
        self._stretches, self.boxes, self.marked = [], [], False
        if in_table:
            self._cell += [item.text for item in made if isinstance(item, Line)]
            return
        if made:
            self._end_table()
        self.items += made

    def end_cell(self, form: Style) -> None:
        """Close the table's cell."""
        self.end_paragraph(form, in_table=True)
        self._row.append("\n".join(self._cell))
        self._cell = []

    def end_row(self) -> None:
        """Close the table's row."""
        self._rows.append(self._row)
        self._row = []

    def end(self, form: Style) -> None:
        """Close whatever is still open."""
        self.end_paragraph(form, in_table=bool(self._cell or self._row))
        if self._cell:
            self.end_cell(form)
        self._end_table()

    def _end_table(self) -> None:
        if self._row:
            self.end_row()
        if self._rows:
            self.items.append(Grid(self._rows))
            self._rows = []
