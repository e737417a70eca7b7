"""One sheet in the making: header, rows, drop-downs, filter, print layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties

from relcode.workbook.fit import height
from relcode.workbook.look import PLAIN, Look, Marked, Shown
from relcode.workbook.paint import paint, put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from relcode.workbook.look import Column, Rule, Value

KEY_ROW, HEAD_ROW = 1, 2
HEAD_HEIGHT = 28  # points
MARGIN = 0.4  # inches


class _Cell(Cell):
    """A cell whose name is not worked out each time that openpyxl finds it is no plain value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "cell"


class _Fitted(RowDimension):
    """A row with a height that programs may fit anew when its text is edited."""

    customHeight = False  # noqa: N815 - openpyxl's name; it would always say True


class Sheet:
    """A sheet that takes rows one at a time and keeps none of them.

    With a `head`, row 1 holds the machine keys, hidden, and row 2 the titles; rows scroll under
    them, and columns scroll after the one with the key `frozen`.
    """

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], head: Look | None, frozen: str
    ) -> None:
        """Lay out the sheet and write its head; widths cannot be set after the first row."""
        self._sheet = sheet
        lined = head is not None
        self._columns = [
            replace(column, look=column.look._replace(lined=lined)) for column in columns
        ]
        self._letters = {column.key: get_column_letter(i) for i, column in enumerate(columns, 1)}
        self._styled: dict[Look, list[tuple[Cell, Look]]] = {}
        self._first = self._next = 1 if head is None else HEAD_ROW + 1
        self._set_columns()
        self._set_page()
        sheet.sheet_view.showGridLines = head is not None
        if head:
            self._write_head(head, frozen)

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        """Write one row of values by column key, as high as its text needs."""
        styled = self._styled.get(look)
        if styled is None:
            looks = [look.over(column.look) for column in self._columns]
            styled = self._styled[look] = [(self._cell(own), own) for own in looks]
        row = [
            None
            if column.folded and column.key not in values
            else self._filled(values.get(column.key), cell, own)
            for column, (cell, own) in zip(self._columns, styled, strict=True)
        ]
        rows = self._sheet.row_dimensions
        rows[self._next] = _Fitted(self._sheet, self._next, ht=self._height(values, styled))
        self._sheet.append(row)
        del rows[self._next]  # written; a sheet has too many rows to keep them all
        self._next += 1

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        """Add what depends on the number of rows: the filter, drop-downs and looks by content."""
        if self._first > HEAD_ROW:
            last, end = list(self._letters.values())[-1], max(self._next - 1, HEAD_ROW)
            printed = [self._letters[column.key] for column in self._columns if column.printed]
            self._sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{end}"
            self._sheet.print_area = f"A{HEAD_ROW}:{printed[-1]}{end}"
        for name in dict.fromkeys(column.choices for column in self._columns if column.choices):
            self._offer(name)
        for rule in rules:
            self._look(rule)

    def _offer(self, name: str) -> None:
        offer = DataValidation("list", formula1=name, allow_blank=True, showErrorMessage=True)
        offer.errorTitle, offer.error = "Not in the list", "Please choose from the list."
        for column in self._columns:
            if column.choices == name:
                offer.add(self._area(column.key))
        self._sheet.data_validations.append(offer)

    def _look(self, rule: Rule) -> None:
        look = rule.look
        font = Font(color=look.color, bold=look.bold or None, italic=look.italic or None)
        formula = rule.formula.format(cell=f"{self._letters[rule.keys[0]]}{self._first}")
        fill = PatternFill(bgColor=look.fill) if look.fill else None
        style = DifferentialStyle(font=font, fill=fill)
        areas = " ".join(self._area(key) for key in rule.keys)
        shown = FormatRule("expression", dxf=style, formula=[formula])
        self._sheet.conditional_formatting.add(areas, shown)

    def _area(self, key: str) -> str:
        letter = self._letters[key]
        return f"{letter}{self._first}:{letter}{max(self._next - 1, self._first)}"

    def _write_head(self, head: Look, frozen: str) -> None:
        sheet = self._sheet
        sheet.row_dimensions[KEY_ROW].hidden = True
        sheet.row_dimensions[HEAD_ROW].height = HEAD_HEIGHT
        sheet.freeze_panes = f"A{HEAD_ROW + 1}"
        if frozen:
            after = list(self._letters).index(frozen) + 2
            sheet.freeze_panes = f"{get_column_letter(after)}{HEAD_ROW + 1}"
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        sheet.append(list(self._letters))
        sheet.append([self._new(column.title, head) for column in self._columns])

    def _set_columns(self) -> None:
        for column in self._columns:
            size = self._sheet.column_dimensions[self._letters[column.key]]
            size.width = column.width
            size.hidden = column.hidden or column.folded
            size.outlineLevel = int(column.folded)

    def _set_page(self) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToHeight = 0 if self._first > HEAD_ROW else 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        footer: Any = sheet.oddFooter
        footer.center.text = "&A · &P / &N"
        for side in ("left", "right", "top", "bottom"):
            setattr(sheet.page_margins, side, MARGIN)

    def _filled(self, value: Value, cell: Cell, look: Look) -> Cell:
        if isinstance(value, Shown):
            return self._new(value.value, value.look.over(look))
        put(cell, value, look)
        return cell

    def _height(self, values: Mapping[str, Value], styled: Sequence[tuple[Cell, Look]]) -> float:
        needs = [height("", 1, PLAIN)]
        for column, (_, look) in zip(self._columns, styled, strict=True):
            value = values.get(column.key)
            shown = value if isinstance(value, Shown) else Shown(value, PLAIN)
            text = shown.value.text if isinstance(shown.value, Marked) else shown.value
            if isinstance(text, str) and not column.hidden:
                needs.append(height(text, column.width, shown.look.over(look)))
        return max(needs)

    def _new(self, value: str | float | Marked | None, look: Look) -> Cell:
        cell = self._cell(look)
        put(cell, value, look)
        return cell

    def _cell(self, look: Look) -> Cell:
        cell = _Cell(self._sheet, 1, 1)
        paint(cell, look)
        return cell
