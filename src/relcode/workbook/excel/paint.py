"""Looks as openpyxl wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.numbers import FORMAT_TEXT

from relcode.workbook.fit import SIZE
from relcode.workbook.look import BLACK, FONT, LINE

if TYPE_CHECKING:
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
    if look.literal:
        place.number_format = FORMAT_TEXT


def marked_font(style: str, look: Look) -> InlineFont:
    """The font of words that are "bold" or "italic" in a cell of that look."""
    bold, italic = look.bold or style == "bold", look.italic or style == "italic"
    color = Color(look.color or BLACK)
    return InlineFont(rFont=FONT, sz=look.size or SIZE, color=color, b=bold, i=italic)
