"""Looks and values as openpyxl wants them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side

from relcode.workbook.cells import clean_cell, pieces
from relcode.workbook.fit import SIZE
from relcode.workbook.look import BLACK, FONT, LINE, Marked

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.styleable import StyleableObject

    from relcode.workbook.look import Look

BELOW = Border(bottom=Side("thin", LINE))


def paint(place: StyleableObject, look: Look) -> None:
    """Give a cell or column its look."""
    bold, italic = look.bold, look.italic
    place.font = Font(FONT, look.size or SIZE, bold, italic, color=look.color or BLACK)
    middle = look.across == "center"
    place.alignment = Alignment(
        vertical="center" if middle else "top",
        horizontal=look.across or "left",
        indent=0 if middle or look.running else 1,
        wrap_text=not look.running,
    )
    if look.lined:
        place.border = BELOW
    if look.fill:
        place.fill = PatternFill("solid", fgColor=look.fill)


def put(cell: Cell, value: str | float | Marked | None, look: Look) -> None:
    """Put a value into a cell; text stays text, also where it looks like a formula or error."""
    if value is None and cell.value is None:
        return  # setting it again would take as long as a value
    content = _rich(value, look) if isinstance(value, Marked) else value
    cell.value = clean_cell(content) if isinstance(content, str) else content
    if isinstance(content, str | CellRichText):
        cell.data_type = "s"


def _rich(marked: Marked, look: Look) -> CellRichText | str:
    parts = pieces(marked)
    if not any(style for style, _ in parts):
        return marked.text
    return CellRichText(
        [TextBlock(_font(style, look), text) if style else text for style, text in parts]
    )


@cache
def _font(style: str, look: Look) -> InlineFont:
    bold, italic = look.bold or style == "bold", look.italic or style == "italic"
    color = Color(look.color or BLACK)
    return InlineFont(rFont=FONT, sz=look.size or SIZE, color=color, b=bold, i=italic)
