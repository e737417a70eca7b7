"""Values as the markup of cells."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from openpyxl.xml.functions import tostring

from relcode.workbook.cells import clean_cell, pieces
from relcode.workbook.excel.paint import marked_font
from relcode.workbook.look import Marked

if TYPE_CHECKING:
    from relcode.workbook.look import Look


def filled(opening: str, value: str | float | Marked | None, look: Look) -> str:
    """A cell with a value; `opening` is its start tag up to where its type is said.

    Text is text also where it looks like a formula or an error.
    """
    if isinstance(value, str | Marked):
        text = _rich(value, look) if isinstance(value, Marked) else _text(clean_cell(value))
        return f'{opening} t="inlineStr"><is>{text}</is></c>'
    return f"{opening}/>" if value is None else f"{opening}><v>{value:.16g}</v></c>"


def _text(text: str) -> str:
    if text[:1].isspace() or text[-1:].isspace():  # readers would take it away
        return f'<t xml:space="preserve">{escape(text, quote=False)}</t>'
    return f"<t>{escape(text, quote=False)}</t>"


def _rich(marked: Marked, look: Look) -> str:
    parts = pieces(marked)
    if not any(style for style, _ in parts):
        return "".join(_text(text) for _, text in parts)
    return "".join(
        f"<r>{_font(style, look) if style else ''}{_text(text)}</r>" for style, text in parts
    )


@cache
def _font(style: str, look: Look) -> str:
    made: Any = tostring(marked_font(style, look).to_tree("rPr"))  # its type stub says str
    return str(made, "utf-8")
