"""The paragraphs, tables and notes of a Word document in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import attribute, child, local, whole
from relcode.read.document import Grid
from relcode.read.document.lines import Line, Stretch, lines
from relcode.read.document.style_names import Style
from relcode.read.word.styles import value
from relcode.read.word.text import pieces, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from relcode.read.word.package import WordPackage

_UNSEEN = frozenset(
    [
        "del",
        "moveFrom",
        "sectPr",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
    ]
)
_PAGE = "{*}lastRenderedPageBreak"
_CONTENTS = "table of contents"
_COLUMNS = 63  # the most that a table in Word can have


class WordBody:
    """Walks the document once, counting the pages that Word noted when it last showed it."""

    def __init__(self, package: WordPackage) -> None:
        """Start on the first page; without noted pages their numbers stay unknown."""
        self._package = package
        paged = next(package.body.iter(_PAGE), None) is not None
        self._page = 1 if paged else None

    def items(self) -> Iterator[Line | Grid]:
        """The lines and tables of the body; text boxes follow the paragraph they hang on."""
        return self._blocks(self._package.body, None)

    def notes(self) -> Iterator[Line | Grid]:
        """The footnotes and endnotes, as furniture."""
        self._page = None
        for note in self._package.notes():
            yield from self._blocks(note, Style("furniture", note="footnote"))

    def _blocks(self, container: _Element, style: Style | None) -> Iterator[Line | Grid]:
        for each in shown(container):
            name = local(each)
            if name == "p":
                yield from self._paragraph(each, style)
            elif name == "tbl":
                yield self._grid(each)
            elif name == "sdt" and _gallery(each) == _CONTENTS:
                yield from self._blocks(each, Style("furniture", note="contents"))
            elif name not in _UNSEEN:
                yield from self._blocks(each, style)

    def _paragraph(self, paragraph: _Element, style: Style | None) -> Iterator[Line | Grid]:
        stretches: list[Stretch] = []
        boxes: list[_Element] = []
        for piece in pieces(paragraph, self._package.styles):
            if piece.box is not None:
                boxes.append(piece.box)
            elif piece.kind == "page":
                self._page = self._page + 1 if self._page else None
            else:
                stretches.append(Stretch(piece.text, piece.bold, self._page))
        text = "".join(stretch.text for stretch in stretches).strip()
        yield from lines(stretches, style or self._package.styles.form(paragraph, text))
        for box in boxes:
            yield from self._blocks(box, style)

    def _grid(self, table: _Element) -> Grid:
        page = self._page
        rows = (row for row in _inside(table, "tr") if child(row, "trPr", "del") is None)
        return Grid([self._row(row) for row in rows], page)

    def _row(self, row: _Element) -> list[str]:
        """The texts by column; a cell merged into the one above or before it is empty."""
        cells = [""] * min(whole(value(child(row, "trPr"), "gridBefore")), _COLUMNS)
        for cell in _inside(row, "tc"):
            settings = child(cell, "tcPr")
            merged = child(settings, "vMerge")
            below = merged is not None and attribute(merged, "val") in (None, "continue")
            cells.append("" if below else self._cell(cell))
            cells += [""] * (min(whole(value(settings, "gridSpan"), 1), _COLUMNS) - 1)
        return cells

    def _cell(self, cell: _Element) -> str:
        """The lines in a cell, those of tables within it included."""
        texts: list[str] = []
        for item in self._blocks(cell, None):
            rows = [[item.text]] if isinstance(item, Line) else item.rows
            texts += [text for row in rows for text in row if text.strip()]
        return "\n".join(texts)


def _inside(element: _Element, wanted: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, those in content controls included."""
    for each in shown(element):
        if local(each) == wanted:
            yield each
        elif local(each) not in _UNSEEN:
            yield from _inside(each, wanted)


def _gallery(control: _Element) -> str:
    name = value(child(control, "sdtPr", "docPartObj"), "docPartGallery")
    return (name or "").lower()
