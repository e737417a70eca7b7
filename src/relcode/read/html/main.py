"""Find the article on a web page, and say of every other line why it is furniture."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcode import matter
from relcode.read.html import marks
from relcode.read.html.parts import Look
from relcode.read.inline import could_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.html.parts import Box, Line

_MOST = 0.5  # of the page's prose; a box with more is no furniture, whatever its name
_ENOUGH = {1: 0.7, 2: 0.6, 3: 0.7}  # of the page's prose, for a box to be the article, by its rank
_LINKS = 0.75  # of the words of a list in links: a menu
_MARKED = 0.6  # of a short line in links, or in names and dates
_SHORT = 12  # words of such a line
_TITLE = 40  # words; a longer heading is none
_PARAGRAPH = 20  # words, that are the article's even if they follow a menu
_RECURS = 3  # a wording in bold that comes so often is a label, not a heading


def settle(boxes: Sequence[Box], lines: Sequence[Line], title: str, author: str) -> None:
    """Give each line that is no text of the article its `note`, and find headings in bold.

    `boxes` come each after the one around it; `title` and `author` are what the page says of
    itself, or "". The lines of comments are left alone.
    """
    lines = [line for line in lines if line.box.comment is None]
    _count(boxes, lines)
    _find(boxes)
    opening = True
    for line in lines:
        opening = opening and not _is_text(line)
        if not (line.form == "heading" and line.text == title):
            by = opening and line.box.inside and marks.is_byline(line.text, author)
            line.note = _note(line, named=by)
    _headings_in_bold(lines)
    _sections(lines)


def _count(boxes: Sequence[Box], lines: Sequence[Line]) -> None:
    for line in lines:
        line.box.words += line.words
        line.box.linked += line.words * line.share(Look.LINK)
        if line.is_prose():
            line.box.talk += line.words
            line.box.prose += line.words
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.words += box.words
            box.parent.linked += box.linked
            box.parent.talk += box.talk
    for box in reversed(boxes):
        box.mark = "" if box.talk > boxes[0].talk * _MOST else box.mark
        box.prose = 0 if box.mark else box.prose
        if box.parent is not None:
            box.parent.prose += box.prose


def _find(boxes: Sequence[Box]) -> None:
    """Say of each box whether it is in the article, and hand its mark down to those within."""
    main = _main(boxes)
    for box in boxes:
        outer = box.parent
        box.inside = box is main or (outer is not None and outer.inside)
        box.note = (outer.note if outer is not None else "") or box.mark


def _main(boxes: Sequence[Box]) -> Box:
    for rank, enough in _ENOUGH.items():
        least = max(1, boxes[0].prose * enough)
        likely = [box for box in boxes if box.rank == rank and box.prose >= least]
        if likely:
            return max(likely, key=lambda box: box.prose)
    return boxes[0]  # lines are then judged one by one: nothing is lost on a guess


def _note(line: Line, *, named: bool) -> str:
    if line.box.note or not line.box.inside:
        return line.box.note or "navigation"
    short = line.words <= _SHORT
    if named and (short or line.form == "heading"):
        return "byline"
    if line.form == "heading":
        return "caption" if marks.is_caption(line.text) else ""
    if short and line.share(Look.BYLINE) > _MARKED:
        return "byline"
    if line.cell is not None and not line.cell.table.is_frame():
        return ""
    alone = short and line.share(Look.LINK) > _MARKED
    return "navigation" if alone or _in_menu(line) else marks.line_note(line.text)


def _is_text(line: Line) -> bool:
    """Whether the article has begun with this line."""
    shown = line.box.inside and not line.box.note
    return shown and line.form != "heading" and line.is_prose()


def _in_menu(line: Line) -> bool:
    box: Box | None = line.box
    while line.form == "bullet" and box is not None and box.tag not in {"ul", "ol", "menu"}:
        box = box.parent
    return line.form == "bullet" and box is not None and box.linked >= box.words * _LINKS > 0


def _headings_in_bold(lines: Sequence[Line]) -> None:
    """A short paragraph all in bold is the heading of what follows."""
    bold = [line for line in lines if _is_bold_title(line)]
    seen = Counter(line.text for line in bold)
    titles = {id(line) for line in bold if seen[line.text] < _RECURS}
    level = 0
    for line in lines:
        if id(line) in titles:
            line.form, line.level = "heading", level + 1
        elif line.form == "heading" and not line.note:
            level = line.level
    _demote(lines)


def _is_bold_title(line: Line) -> bool:
    plain = line.form == "paragraph" and not (line.note or line.cell or line.box.quote)
    return plain and could_head(line.text) and line.share(Look.BOLD) > 0.99  # noqa: PLR2004 - all


def _demote(lines: Sequence[Line]) -> None:
    """A heading too long to be one is a paragraph."""
    for line in lines:
        if line.form == "heading" and line.words > _TITLE:
            line.form, line.level = "paragraph", 0


def _sections(lines: Sequence[Line]) -> None:
    """What stands under a heading such as References is furniture, until one of its level.

    A menu ends sooner, at the first paragraph, as the article may go on after it.
    """
    note, level = "", 0
    for line in lines:
        if line.form == "heading" and not line.note:
            found = matter.note(line.text, "page")
            if found or not note or line.level <= level:
                note, level = found, line.level
            line.note = note if note == "navigation" else ""
        elif note == "navigation" and line.form == "paragraph" and line.words >= _PARAGRAPH:
            note = ""
        elif note and (not line.note or (line.box.inside and not line.box.note and _in_menu(line))):
            line.note = note
