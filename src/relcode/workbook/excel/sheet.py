"""One sheet of an Excel workbook in the making: header, rows, drop-downs, filter, print layout."""

from __future__ import annotations

from shutil import copyfileobj
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from relcode.workbook.excel.markup import filled
from relcode.workbook.excel.paint import paint
from relcode.workbook.form import CHOOSE, NOT_LISTED
from relcode.workbook.layout import HEAD_HEIGHT, HEAD_ROW, KEY_ROW, Layout, letter
from relcode.workbook.look import PLAIN, Look, Shown
from relcode.workbook.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from relcode.workbook.layout import RowLook
    from relcode.workbook.look import Column, Rule, Value

MARGINS = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.6, "footer": 0.3}  # inches


class _Prepared(NamedTuple):
    """What rows of one look have in common; a cell is its `start`, the row's number, its `style`.

    Cells that hold nothing have a look, too; but not those of folded columns.
    """

    row: RowLook
    starts: list[str]
    styles: list[str]
    empty: list[tuple[str, str]]


class ExcelSheet:
    """A sheet whose rows wait as markup in a temporary file; openpyxl has all else of it."""

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], head: Look | None, frozen: str
    ) -> None:
        """Lay out the sheet and write its head."""
        self.sheet = sheet
        self._layout = Layout(columns, keyed=head is not None)
        self._places = {column.key: place for place, column in enumerate(columns)}
        self._prepared: dict[Look, _Prepared] = {}
        self._styles: dict[Look, int] = {}
        self._file = waiting(self)
        self._set_columns()
        self._set_page()
        sheet.sheet_view.showGridLines = head is not None
        if head:
            self._write_head(head, frozen)

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        """Write one row of values by column key, as high as its text needs."""
        row, starts, styles, empty = self._prepared.get(look) or self._prepare(look)
        number = self._layout.next
        cells = [f"{start}{number}{end}" if start else "" for start, end in empty]
        for key, value in values.items():
            place = self._places.get(key)
            if place is None or value is None:
                continue
            opening = f"{starts[place]}{number}"
            if isinstance(value, Shown):
                own = value.look.over(row.looks[place])
                cells[place] = filled(f'{opening}" s="{self._style(own)}"', value.value, own)
            else:
                cells[place] = filled(f"{opening}{styles[place]}", value, row.looks[place])
        self._write(f'ht="{self._layout.height(values, row):g}"', cells)

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        """Add what depends on the number of rows: the filter, drop-downs and looks by content."""
        layout = self._layout
        if layout.keyed:
            self.sheet.auto_filter.ref = ":".join(layout.filtered())
            self.sheet.print_area = ":".join(layout.printed())
        for name in dict.fromkeys(column.choices for column in layout.columns if column.choices):
            self._offer(name)
        for rule in rules:
            self._look(rule)

    def size(self) -> int:
        """The bytes that the rows take."""
        return self._file.tell()

    def copy(self, file: IO[bytes]) -> None:
        """Write the rows as markup."""
        with self._file as rows:
            rows.seek(0)
            copyfileobj(rows, file)

    def _offer(self, name: str) -> None:
        offer = DataValidation("list", formula1=name, allow_blank=True, showErrorMessage=True)
        offer.errorTitle, offer.error = NOT_LISTED, CHOOSE
        for column in self._layout.columns:
            if column.choices == name:
                offer.add(":".join(self._layout.below(column.key)))
        self.sheet.data_validations.append(offer)

    def _look(self, rule: Rule) -> None:
        look = rule.look
        font = Font(color=look.color, bold=look.bold or None, italic=look.italic or None)
        formula = rule.formula.format(cell=self._layout.below(rule.keys[0]).first)
        fill = PatternFill(bgColor=look.fill) if look.fill else None
        style = DifferentialStyle(font=font, fill=fill)
        areas = " ".join(":".join(self._layout.below(key)) for key in rule.keys)
        shown = FormatRule("expression", dxf=style, formula=[formula])
        self.sheet.conditional_formatting.add(areas, shown)

    def _write_head(self, head: Look, frozen: str) -> None:
        sheet = self.sheet
        sheet.freeze_panes = f"{letter(self._layout.frozen(frozen) + 1)}{HEAD_ROW + 1}"
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        names = self._layout.letters.items()
        keys = [filled(f'<c r="{name}{KEY_ROW}"', key, PLAIN) for key, name in names]
        style = self._style(head)
        titles = [
            filled(f'<c r="{name}{HEAD_ROW}" s="{style}"', column.title, head)
            for column, (_, name) in zip(self._layout.columns, names, strict=True)
        ]
        self._file.write(f'<row r="{KEY_ROW}" hidden="1">{"".join(keys)}</row>'.encode())
        size = f'ht="{HEAD_HEIGHT}" customHeight="1"'
        self._file.write(f'<row r="{HEAD_ROW}" {size}>{"".join(titles)}</row>'.encode())

    def _write(self, size: str, cells: Sequence[str]) -> None:
        """Write the next row; without `customHeight` programs may fit it."""
        self._file.write(f'<row r="{self._layout.next}" {size}>{"".join(cells)}</row>'.encode())
        self._layout.next += 1

    def _set_columns(self) -> None:
        for column in self._layout.columns:
            size = self.sheet.column_dimensions[self._layout.letters[column.key]]
            size.width = column.width
            size.hidden = column.hidden or column.folded
            size.outlineLevel = int(column.folded)
            if column.look.literal:  # where there is no cell yet: what is filled has one
                paint(size, column.look._replace(fill=None, lined=False))
        if any(column.folded for column in self._layout.columns):
            self.sheet.column_dimensions.max_outline = 1  # for Excel, which would show no + there

    def _set_page(self) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToHeight = 0 if self._layout.keyed else 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        footer: Any = sheet.oddFooter
        footer.center.text = "&A · &P / &N"
        for side, inches in MARGINS.items():
            setattr(sheet.page_margins, side, inches)

    def _prepare(self, look: Look) -> _Prepared:
        row = self._layout.row(look)
        starts = [f'<c r="{name}' for name in self._layout.letters.values()]
        styles = [f'" s="{self._style(own)}"' for own in row.looks]
        empty = [
            ("", "") if column.folded else (start, f"{style}/>")
            for column, start, style in zip(self._layout.columns, starts, styles, strict=True)
        ]
        self._prepared[look] = made = _Prepared(row, starts, styles, empty)
        return made

    def _style(self, look: Look) -> int:
        """The number of a look among the workbook's."""
        if look not in self._styles:
            cell = Cell(self.sheet, 1, 1)
            paint(cell, look)
            self._styles[look] = cell.style_id
        return self._styles[look]
