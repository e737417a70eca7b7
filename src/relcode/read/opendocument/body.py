"""The paragraphs, lists, tables and notes of an OpenDocument text in reading order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.errors import UnreadableError
from relcode.markup import attribute, local, whole
from relcode.read.document import Grid
from relcode.read.document.lines import Line, Stretch, lines
from relcode.read.document.style_names import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from relcode.read.opendocument.styles import OdfStyles

_CONTAINERS = frozenset(
    {"section", "index-body", "text-box", "frame", "g", "list-item", "list-header"}
    | {"numbered-paragraph", "custom-shape", "rect", "a", "index-title", "note-body"}
)
_BOXES = frozenset({"frame", "custom-shape", "rect", "g", "text-box"})
# comments, the reading above a ruby text, what a picture shows
_UNSEEN = frozenset({"annotation", "annotation-end", "ruby-text", "title", "desc", "object"})
_INDEXES = {
    "table-of-content": "contents",
    "illustration-index": "contents",
    "table-index": "contents",
    "object-index": "contents",
    "user-index": "contents",
    "alphabetical-index": "contents",
    "bibliography": "reference",
}
_ROWS = frozenset({"table-header-rows", "table-row-group", "table-rows"})
_COLUMNS = 1_024  # as many as LibreOffice had until 2023; empty cells beyond are padding
CELLS = 5_000_000  # of all tables of a file: some hours of talk have ten thousand
_PAGE = "{*}soft-page-break"
_BLANKS = re.compile(r"[ \t\r\n]+")


class OdfBody:
    """Walks the document once, counting pages where the writer noted how it broke them."""

    def __init__(self, body: _Element, styles: OdfStyles, name: str) -> None:
        """Start on the first page; without noted page breaks the numbers stay unknown."""
        self._body, self._styles, self._name = body, styles, name
        self._count = 0
        paged = next(body.iter(_PAGE), None) is not None
        self._page = 1 if paged else None
        self._notes: list[_Element] = []

    def items(self) -> Iterator[Line | Grid]:
        """The lines and tables of the body; frames follow the paragraph they hang on."""
        return self._blocks(self._body, None, 0)

    def notes(self) -> Iterator[Line | Grid]:
        """The notes met so far, as furniture."""
        self._page = None
        notes, self._notes = self._notes, []
        for note in notes:
            yield from self._blocks(note, Style("furniture", note="footnote"), 0)

    def _blocks(
        self, container: _Element, style: Style | None, depth: int
    ) -> Iterator[Line | Grid]:
        for each in container:
            name = local(each)
            if name in ("p", "h"):
                yield from self._paragraph(each, style, depth)
            elif name == "list":
                yield from self._blocks(each, style, depth + 1)
            elif name == "table":
                yield Grid(list(self.rows(each)), self._page)
            elif name == "soft-page-break":
                self._turn_page()
            elif name in _INDEXES:
                yield from self._blocks(each, Style("furniture", note=_INDEXES[name]), depth)
            elif name in _CONTAINERS:
                yield from self._blocks(each, style, depth)

    def _paragraph(
        self, paragraph: _Element, style: Style | None, depth: int
    ) -> Iterator[Line | Grid]:
        if self._styles.starts_page(paragraph):
            self._turn_page()
        if self._styles.hidden("paragraph", paragraph):
            return
        boxes: list[_Element] = []
        bold = bool(self._styles.bold("paragraph", paragraph))
        stretches = list(self._stretches(paragraph, boxes, bold=bold))
        yield from lines(stretches, style or self._form(paragraph, depth))
        for box in boxes:
            yield from self._blocks(box, style, 0)

    def _form(self, paragraph: _Element, depth: int) -> Style:
        named = self._styles.form(paragraph)
        if named.form == "furniture" or named.title:
            return named
        if local(paragraph) == "h":
            return Style("heading", max(1, whole(attribute(paragraph, "outline-level"), 1)))
        if depth:
            return Style("bullet", depth)
        return named if named.form != "heading" else Style("heading", named.level)

    def _stretches(
        self, element: _Element, boxes: list[_Element], *, bold: bool
    ) -> Iterator[Stretch]:
        yield self._stretch(element.text, bold=bold)
        for each in element:
            name = local(each)
            if name == "soft-page-break":
                self._turn_page()
            elif name == "note":
                self._notes.append(each)
            elif name in _BOXES:
                boxes.append(each)
            elif name in ("s", "tab", "line-break"):
                text = {"tab": "\t", "line-break": "\n"}.get(name, " ")
                yield Stretch(text, bold, self._page)
            elif name and name not in _UNSEEN and not self._styles.hidden("text", each):
                own = self._styles.bold("text", each)
                yield from self._stretches(each, boxes, bold=bold if own is None else own)
            yield self._stretch(each.tail, bold=bold)

    def _stretch(self, text: str | None, *, bold: bool) -> Stretch:
        return Stretch(_BLANKS.sub(" ", text or ""), bold, self._page)

    def rows(self, table: _Element) -> Iterator[list[str]]:
        """The texts of the rows by column; a cell merged into another is empty.

        Raises UnreadableError where rows and cells repeated would fill the memory.
        """
        for each in table:
            if local(each) in _ROWS:
                yield from self.rows(each)
            elif local(each) == "table-row":
                row = [text for cell in each for text in self._cells(cell)]
                times = whole(attribute(each, "number-rows-repeated"), 1) if any(row) else 1
                self._allow(len(row) * times)
                yield from [row] * times

    def _cells(self, cell: _Element) -> list[str]:
        """The text of a cell, as often as it is repeated."""
        if local(cell) not in ("table-cell", "covered-table-cell"):
            return []
        texts: list[str] = []
        for item in self._blocks(cell, None, 0) if local(cell) == "table-cell" else ():
            rows = [[item.text]] if isinstance(item, Line) else item.rows
            texts += [text for row in rows for text in row if text.strip()]
        times = whole(attribute(cell, "number-columns-repeated"), 1)
        self._allow(times if texts else 0)
        return ["\n".join(texts)] * min(times, _COLUMNS)

    def _allow(self, cells: int) -> None:
        self._count += cells
        if self._count > CELLS:
            message = f"a table repeats its cells to more than {CELLS:,}"
            fix = "delete what stands far below or right of the table, and save the file anew"
            raise UnreadableError(message, where=self._name, fix=fix)

    def _turn_page(self) -> None:
        self._page = self._page + 1 if self._page else None
