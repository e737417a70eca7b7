"""One sheet of an Excel workbook in the making: header, rows, drop-downs, filter, print layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties

from relcode.workbook.excel.paint import paint, put
from relcode.workbook.form import CHOOSE, NOT_LISTED
from relcode.workbook.layout import HEAD_HEIGHT, HEAD_ROW, KEY_ROW, Layout, letter
from relcode.workbook.look import PLAIN, Look, Marked, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from relcode.workbook.look import Column, Rule, Value

MARGINS = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.6, "footer": 0.3}  # inches


class _Cell(Cell):
    """A cell whose name is not worked out each time that openpyxl finds it is no plain value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "cell"


class _Fitted(RowDimension):
    """A row with a height that programs may fit anew when its text is edited."""

    customHeight = False  # noqa: N815 - openpyxl's name; it would always say True


class ExcelSheet:
    """A sheet that takes rows one at a time and keeps none of them."""

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], head: Look | None, frozen: str
    ) -> None:
        """Lay out the sheet and write its head; widths cannot be set after the first row."""
        self._sheet = sheet
        self._layout = Layout(columns, keyed=head is not None)
        self._styled: dict[Look, tuple[list[Cell], list[Look]]] = {}
        self._set_columns()
        self._set_page()
        sheet.sheet_view.showGridLines = head is not None
        if head:
            self._write_head(head, frozen)

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        """Write one row of values by column key, as high as its text needs."""
        cells, looks = self._styled.get(look) or self._prepared(look)
        row = [
            None
            if column.folded and column.key not in values
            else self._filled(values.get(column.key), cell, own)
            for column, cell, own in zip(self._layout.columns, cells, looks, strict=True)
        ]
        number, rows = self._layout.next, self._sheet.row_dimensions
        rows[number] = _Fitted(self._sheet, number, ht=self._layout.height(values, looks))
        self._sheet.append(row)
        del rows[number]  # written; a sheet has too many rows to keep them all
        self._layout.next += 1

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        """Add what depends on the number of rows: the filter, drop-downs and looks by content."""
        layout = self._layout
        if layout.keyed:
            self._sheet.auto_filter.ref = ":".join(layout.filtered())
            self._sheet.print_area = ":".join(layout.printed())
        for name in dict.fromkeys(column.choices for column in layout.columns if column.choices):
            self._offer(name)
        for rule in rules:
            self._look(rule)

    def _offer(self, name: str) -> None:
        offer = DataValidation("list", formula1=name, allow_blank=True, showErrorMessage=True)
        offer.errorTitle, offer.error = NOT_LISTED, CHOOSE
        for column in self._layout.columns:
            if column.choices == name:
                offer.add(":".join(self._layout.below(column.key)))
        self._sheet.data_validations.append(offer)

    def _look(self, rule: Rule) -> None:
        look = rule.look
        font = Font(color=look.color, bold=look.bold or None, italic=look.italic or None)
        formula = rule.formula.format(cell=self._layout.below(rule.keys[0]).first)
        fill = PatternFill(bgColor=look.fill) if look.fill else None
        style = DifferentialStyle(font=font, fill=fill)
        areas = " ".join(":".join(self._layout.below(key)) for key in rule.keys)
        shown = FormatRule("expression", dxf=style, formula=[formula])
        self._sheet.conditional_formatting.add(areas, shown)

    def _write_head(self, head: Look, frozen: str) -> None:
        sheet = self._sheet
        sheet.row_dimensions[KEY_ROW].hidden = True
        sheet.row_dimensions[HEAD_ROW].height = HEAD_HEIGHT
        sheet.freeze_panes = f"{letter(self._layout.frozen(frozen) + 1)}{HEAD_ROW + 1}"
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        sheet.append(list(self._layout.letters))
        sheet.append([self._new(column.title, head) for column in self._layout.columns])

    def _set_columns(self) -> None:
        for column in self._layout.columns:
            size = self._sheet.column_dimensions[self._layout.letters[column.key]]
            size.width = column.width
            size.hidden = column.hidden or column.folded
            size.outlineLevel = int(column.folded)

    def _set_page(self) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToHeight = 0 if self._layout.keyed else 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        footer: Any = sheet.oddFooter
        footer.center.text = "&A · &P / &N"
        for side, inches in MARGINS.items():
            setattr(sheet.page_margins, side, inches)

    def _prepared(self, look: Look) -> tuple[list[Cell], list[Look]]:
        looks = self._layout.looks(look)
        self._styled[look] = [self._cell(own) for own in looks], looks
        return self._styled[look]

    def _filled(self, value: Value, cell: Cell, look: Look) -> Cell:
        if isinstance(value, Shown):
            return self._new(value.value, value.look.over(look))
        put(cell, value, look)
        return cell

    def _new(self, value: str | float | Marked | None, look: Look) -> Cell:
        cell = self._cell(look)
        put(cell, value, look)
        return cell

    def _cell(self, look: Look) -> Cell:
        cell = _Cell(self._sheet, 1, 1)
        paint(cell, look)
        return cell
