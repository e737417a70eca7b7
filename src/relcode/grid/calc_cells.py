"""One row of an OpenDocument sheet: the texts, comments and merged areas of its cells."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from relcode.errors import UnreadableError
from relcode.grid.shape import Comment
from relcode.grid.values import number, shown
from relcode.markup import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
TABLE = _NAMESPACE.format("table")
STYLE = _NAMESPACE.format("style")
TEXT = _NAMESPACE.format("text")
OFFICE = _NAMESPACE.format("office")

_ROWS_REPEATED, _COLUMNS_REPEATED = (
    f"{TABLE}number-rows-repeated",
    f"{TABLE}number-columns-repeated",
)
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_KIND, _VALUE, _STRING = f"{OFFICE}value-type", f"{OFFICE}value", f"{OFFICE}string-value"
_PARAGRAPH = f"{TEXT}p"
_PLAIN = frozenset({"string", "float"})
_FIGURES = frozenset({"float", "percentage", "currency"})
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_UNSEEN = frozenset({"annotation", "annotation-end", "ruby-text", "note"})
_TRUTHS = frozenset({"TRUE", "FALSE"})
_BREAKS = re.compile(r" *[\t\r\n][ \t\r\n]*")  # of pretty-printed XML; blanks alone are meant
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,9})M(\d{1,9}(?:[.,]\d{1,9})?)S")
_WIDEST = 16_384  # columns, of LibreOffice and Excel
_DAY = dt.timedelta(days=1)
_DIGITS = 9


class Cells:
    """The cells of a row up to the last one with a text or a comment."""

    __slots__ = ("_where", "comments", "spans", "texts", "times")

    def __init__(self, row: _Element, where: str) -> None:
        """Read the row; raises UnreadableError where repeated cells reach beyond all programs."""
        self._where = where
        self.texts: list[str] = []
        self.comments: dict[int, tuple[Comment, ...]] = {}
        self.spans: list[tuple[int, int, int]] = []  # column, height, width
        self.times = self._count(row.get(_ROWS_REPEATED))
        blank = 0
        for cell in row.iterchildren(*_CELLS):
            repeated, kind = cell.get(_COLUMNS_REPEATED), cell.get(_KIND)
            times = 1 if repeated is None else self._count(repeated)
            comment = None
            if cell.get(_ROWS_SPANNED) is not None:
                self._span(cell, len(self.texts) + blank)
            text = "" if kind is None and not len(cell) else _plain(cell, kind)
            if text is None:
                text, comment = _typed(cell, kind), _comment(cell)
            if not text and comment is None:
                blank += times
                continue
            self._add(text, comment, times, blank)
            blank = 0

    def _span(self, cell: _Element, column: int) -> None:
        height, width = cell.get(_ROWS_SPANNED), cell.get(_COLUMNS_SPANNED)
        self.spans.append((column, self._count(height), self._count(width)))

    def _add(self, text: str, comment: Comment | None, times: int, blank: int) -> None:
        """Take a cell that comes a number of times, after a number of blank ones."""
        column = len(self.texts) + blank
        if column + times > _WIDEST:
            message = f"a row repeats its cells to more than {_WIDEST:,} columns"
            fix = "delete what stands far right of the table, and save the file anew"
            raise UnreadableError(message, where=self._where, fix=fix)
        if blank:
            self.texts += [""] * blank
        self.texts += [text] * times
        if comment is not None:
            self.comments.update((column + each, (comment,)) for each in range(times))

    def _count(self, text: str | None) -> int:
        """The number in an attribute, 1 where it is missing."""
        if text is None:
            return 1
        if not text.isdecimal() or len(text) > _DIGITS:
            message = f"the file is damaged: it repeats a cell '{text[:20]}' times"
            raise UnreadableError(message, where=self._where, fix="save it anew as .ods")
        return max(1, int(text))


def _plain(cell: _Element, kind: str | None) -> str | None:
    """The text of a cell of one plain paragraph, which nearly all are; None for all others."""
    if len(cell) != 1 or kind not in _PLAIN:
        return None
    only = cell[0]
    if len(only) or only.tag != _PARAGRAPH:
        return None
    text = _collapsed(only.text)
    return _figure(cell, text) if kind == "float" else cell.get(_STRING) or text


def _typed(cell: _Element, kind: str | None) -> str:
    text = "\n".join(_inline(each) for each in cell if each.tag == _PARAGRAPH)
    if kind in _FIGURES:
        return _figure(cell, text)
    if kind == "boolean":
        return shown(cell.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return _date(cell.get(f"{OFFICE}date-value") or text)
    if kind == "time":
        return _time(cell.get(f"{OFFICE}time-value") or text)
    # LibreOffice may write blanks and breaks right here only; of an error it is empty
    return cell.get(_STRING) or text


def _figure(cell: _Element, text: str) -> str:
    """A number; LibreOffice writes truth values as numbers that show as words."""
    if text in _TRUTHS:
        return text
    try:
        return number(float(cell.get(_VALUE) or ""))
    except ValueError:
        return text


def _date(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return str(moment if moment.time() != dt.time() else moment.date())


def _time(text: str) -> str:
    match = _DURATION.fullmatch(text)
    if match is None:
        return text
    seconds = float(match[3].replace(",", "."))
    length = dt.timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=round(seconds))
    return shown(length) if length >= _DAY else shown(length).zfill(8)


def _comment(cell: _Element) -> Comment | None:
    for each in cell:
        if local(each) == "annotation":
            author = next((part.text or "" for part in each if local(part) == "creator"), "")
            said = "\n".join(_inline(part) for part in each if local(part) in ("p", "list"))
            return Comment(author.strip(), said.strip()) if said.strip() else None
    return None


def _inline(element: _Element) -> str:
    """The text of a paragraph, its blanks and breaks as they show."""
    pieces = [_collapsed(element.text)]
    for each in element:
        name = local(each)
        if name == "s":
            pieces.append(" " * min(int(each.get(f"{TEXT}c", "1")), 32_767))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in _UNSEEN:
            pieces.append(_inline(each))
        pieces.append(_collapsed(each.tail))
    return "".join(pieces)


def _collapsed(text: str | None) -> str:
    if not text:
        return ""
    return _BREAKS.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text
