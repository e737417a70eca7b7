"""One sheet of an OpenDocument workbook in the making."""

from __future__ import annotations

import re
from itertools import groupby
from shutil import copyfileobj
from typing import IO, TYPE_CHECKING, NamedTuple

from relcode.workbook.layout import HEAD_HEIGHT, ONE_LINE, SPARE, Area, Layout
from relcode.workbook.look import PLAIN, Look, Shown
from relcode.workbook.opendocument.markup import attribute, filled
from relcode.workbook.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relcode.workbook.layout import RowLook
    from relcode.workbook.look import Column, Rule, Value
    from relcode.workbook.opendocument.styles import Styles

COMMA = re.compile(r'("[^"]*")|,')  # in formulas, where it stands in no string


class _Prepared(NamedTuple):
    """What rows of one look have in common, column by column."""

    row: RowLook
    openings: list[str]
    empty: list[str]


class OpenDocumentSheet:
    """A sheet whose rows wait as markup in a temporary file."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        head: Look | None,
        styles: Styles,
        *,
        hidden: bool,
    ) -> None:
        """Lay out the sheet and write its head."""
        self.name = name
        self.hidden = hidden
        self.layout = Layout(columns, keyed=head is not None)
        self.offered = list(dict.fromkeys(column.choices for column in columns if column.choices))
        self._written = any(column.look.literal for column in columns)
        self._styles = styles
        self._places = {column.key: place for place, column in enumerate(columns)}
        self._prepared: dict[Look, _Prepared] = {}
        self._widths = "".join(self._columns())
        self._rules: Sequence[Rule] = ()
        self._file = waiting(self)
        if head:
            self._write_head(head)

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        """Write one row of values by column key, as high as its text needs."""
        row, openings, empty = self._prepared.get(look) or self._prepare(look)
        cells = empty.copy()
        for key, value in values.items():
            place = self._places.get(key)
            if place is None or value is None:
                continue
            if isinstance(value, Shown):
                cells[place] = self._shown(value, place, row.looks[place])
            else:
                cells[place] = filled(openings[place], value)
        points, fitted = self._height(values, row)
        style = self._styles.row(points, fitted=fitted)
        self._write(f'<table:table-row table:style-name="{style}">', cells)
        self.layout.next += 1

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        """Add what depends on the number of rows: spare rows and looks by content."""
        self._rules = rules
        if self.offered or self._written:
            style = self._styles.row(ONE_LINE)
            tag = f'<table:table-row table:style-name="{style}"'
            cells = (self._prepared.get(PLAIN) or self._prepare(PLAIN)).empty
            self._write(f'{tag} table:number-rows-repeated="{SPARE}">', cells)

    def _height(self, values: Mapping[str, Value], row: RowLook) -> tuple[float, bool]:
        """The height of a row, and whether programs may fit it.

        LibreOffice fits rows as it opens a file, and for the screen: text of folded columns counts,
        and on paper a line may be missing. So only rows that people write in are fitted.
        """
        points = self.layout.height(values, row)
        return points, self._written and self.layout.folded_height(values, row) <= points

    def copy(self, file: IO[bytes]) -> None:
        """Write the whole sheet as markup."""
        file.write(f"{self._opening()}{self._widths}".encode())
        with self._file as rows:
            rows.seek(0)
            copyfileobj(rows, file)
        file.write(f"{self._conditions()}</table:table>".encode())

    def size(self) -> int:
        """The bytes that the rows take."""
        return self._file.tell()

    def corner(self) -> str:
        """The first cell below the head, as an attribute."""
        return self._cell(f"A{self.layout.first}")

    def address(self, area: Area) -> str:
        """The area with the sheet's name, as an attribute."""
        return f"{self._cell(area.first)}:{self._cell(area.last)}"

    def _cell(self, cell: str) -> str:
        name = self.name.replace("'", "''")
        return attribute(f"'{name}'.{cell}")

    def _opening(self) -> str:
        style = "hidden" if self.hidden else "keyed" if self.layout.keyed else "page"
        printed = self.address(self.layout.printed()) if self.layout.keyed else ""
        ranges = f' table:print-ranges="{printed}"' if printed else ""
        return (
            f'<table:table table:name="{attribute(self.name)}" table:style-name="{style}"{ranges}>'
        )

    def _columns(self) -> Iterable[str]:
        for folded, columns in groupby(self.layout.columns, key=lambda column: column.folded):
            made = "".join(self._column(column) for column in columns)
            if folded:
                yield '<table:table-column-group table:display="false">'
                yield f"{made}</table:table-column-group>"
            else:
                yield made

    def _column(self, column: Column) -> str:
        unseen = ' table:visibility="collapse"' if column.hidden or column.folded else ""
        return (
            f'<table:table-column table:style-name="{self._styles.column(column.width)}"{unseen}'
            ' table:default-cell-style-name="Default"/>'
        )

    def _write_head(self, head: Look) -> None:
        row = self._styles.row(ONE_LINE)
        keys = [filled("<table:table-cell", key) for key in self.layout.letters]
        self._write(f'<table:table-row table:style-name="{row}" table:visibility="collapse">', keys)
        style = self._styles.row(HEAD_HEIGHT, fitted=False)
        cell = f'<table:table-cell table:style-name="{self._styles.cell(head)}"'
        titles = [filled(cell, column.title) for column in self.layout.columns]
        self._file.write(b"<table:table-header-rows>")
        self._write(f'<table:table-row table:style-name="{style}">', titles)
        self._file.write(b"</table:table-header-rows>")

    def _write(self, tag: str, cells: Iterable[str]) -> None:
        self._file.write(f"{tag}{''.join(cells)}</table:table-row>".encode())

    def _prepare(self, look: Look) -> _Prepared:
        row = self.layout.row(look)
        openings = [self._opened(place, own) for place, own in enumerate(row.looks)]
        made = _Prepared(row, openings, [f"{opening}/>" for opening in openings])
        self._prepared[look] = made
        return made

    def _shown(self, shown: Shown, place: int, below: Look) -> str:
        opening = self._opened(place, shown.look.over(below))
        return f"{opening}/>" if shown.value is None else filled(opening, shown.value)

    def _opened(self, place: int, look: Look) -> str:
        choices = self.layout.columns[place].choices
        offer = f' table:content-validation-name="{attribute(choices)}"' if choices else ""
        return f'<table:table-cell table:style-name="{self._styles.cell(look)}"{offer}'

    def _conditions(self) -> str:
        """Looks by content; where several apply to a cell, the first counts."""
        if not self._rules:
            return ""
        formats = "".join(
            f'<calcext:conditional-format calcext:target-range-address="{self._targets(keys)}">'
            f"{''.join(map(self._condition, rules))}</calcext:conditional-format>"
            for keys, rules in self._by_keys().items()
        )
        return f"<calcext:conditional-formats>{formats}</calcext:conditional-formats>"

    def _by_keys(self) -> dict[tuple[str, ...], list[Rule]]:
        found: dict[tuple[str, ...], list[Rule]] = {}
        for rule in self._rules:
            found.setdefault(rule.keys, []).append(rule)
        return found

    def _targets(self, keys: Sequence[str]) -> str:
        return " ".join(self.address(self.layout.below(key)) for key in keys)

    def _condition(self, rule: Rule) -> str:
        cell = self.layout.below(rule.keys[0]).first
        formula = COMMA.sub(lambda found: found[1] or ";", rule.formula.format(cell=f"[.{cell}]"))
        return (
            f'<calcext:condition calcext:apply-style-name="{self._styles.rule(rule.look)}"'
            f' calcext:value="formula-is({attribute(formula)})"'
            f' calcext:base-cell-address="{self._cell(cell)}"/>'
        )
