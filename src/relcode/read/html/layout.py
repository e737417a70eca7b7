"""Lay out the lines of a web page as blocks: tables, threads of comments, and the rest."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from relcode.read import document
from relcode.read.document.lines import Line as Plain
from relcode.read.html.comments import is_title, is_trimming
from relcode.read.inline import points
from relcode.read.turn_table import turn_columns
from relcode.read.wording import wording
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.read.draft import DraftBuilder
    from relcode.read.html.comments import Comment
    from relcode.read.html.parts import Line, Table
    from relcode.terms import Form, SpeakerRole

_CELL_LINES = 3  # a cell with more paragraphs, in a table without headers, frames text


def lay_out(lines: Sequence[Line], title: str, builder: DraftBuilder) -> None:
    """Add the blocks of the page, whose notes are settled, to the draft."""
    _level(lines, title)
    titled = False
    role: SpeakerRole | None = "author" if any(line.box.comment for line in lines) else None
    for commented, group in groupby(lines, key=lambda line: line.box.comment is not None):
        part = list(group)
        if commented:
            if not titled:
                heading = Block(0, 0, form="heading", level=1, role="author")
                builder.add(wording("comments")["title"], heading)
            titled = True
            _add_comments(part, builder)
        else:
            titled = _is_titled(part) or titled
            document.lay_out(list(_items(part, role)), builder)


def _level(lines: Sequence[Line], title: str) -> None:
    """Count headings from 1 without gaps, as pages choose their levels by looks.

    The page's title stands beside the first of them, so that no path repeats it.
    """
    above: list[int] = []
    headings = [line for line in lines if line.form == "heading" and not line.note]
    top = next((line for line in headings if line.text == title), None)
    for line in headings:
        while above and (line is top or above[-1] >= line.level):
            above.pop()
        given, line.level = line.level, len(above) + 1
        if line is not top:
            above.append(given)


def _is_titled(lines: Sequence[Line]) -> bool:
    """Whether the lines end in a heading over comments, which is then no furniture."""
    for line in reversed(lines):
        if line.form == "heading" and is_title(line.text):
            line.note, line.level = "", 1
            return True
        if line.is_prose():
            return False
    return False


def _add_comments(lines: Sequence[Line], builder: DraftBuilder) -> None:
    """Add comments, each after its author's name, or after its number as furniture."""
    begun: set[int] = set()
    for line in lines:
        comment = line.box.comment
        if comment is None or (not comment.bodied and is_trimming(line.text)):
            continue
        first = comment.number not in begun
        begun.add(comment.number)
        if first and not comment.author:
            number = Block(0, 0, form="furniture", role="author", note="comment number")
            builder.add(comment.label, number)
        label = f"{comment.author}:" if first and comment.author else ""
        builder.add(line.text, _comment_layout(line, comment), label=label)


def _comment_layout(line: Line, comment: Comment) -> Block:
    level = line.level if line.form == "bullet" else 0
    form: Form = "bullet" if level else "paragraph"
    if line.box.quote:  # the words of another, as a rule of the comment answered
        return Block(0, 0, form, level, None, "quoted", comment.reply_to)
    return Block(0, 0, form, level, comment.author, "commenter", comment.reply_to)


def _items(lines: Sequence[Line], role: SpeakerRole | None) -> Iterator[Plain | document.Grid]:
    for table, group in groupby(lines, key=_table):
        part = list(group)
        rows = _rows(part) if table is not None else []
        if table is not None and _tells_turns(table, rows):
            yield document.Grid(rows)
        elif table is not None and _is_data(table, rows):
            yield from (Plain(line.text, "cell", role=role) for line in part)
        else:
            for line in part:
                yield from _lines(line, role)


def _table(line: Line) -> Table | None:
    """The table of data that the line stands in."""
    if line.cell is None or line.note or line.cell.table.is_frame():
        return None
    return line.cell.table


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    """The cells as text, those left empty too, row by row."""
    rows: dict[int, dict[int, str]] = {}
    for line in lines:
        if line.cell is not None:
            row = rows.setdefault(line.cell.row, {})
            before = row.get(line.cell.column)
            row[line.cell.column] = line.text if before is None else f"{before}\n{line.text}"
    return [[row.get(column, "") for column in range(1, max(row) + 1)] for row in rows.values()]


def _tells_turns(table: Table, rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row is a turn; where there are headers, they must say so."""
    columns = turn_columns(rows)
    return columns is not None and (columns.first > 0 or not table.headed)


def _is_data(table: Table, rows: Sequence[Sequence[str]]) -> bool:
    return table.headed or max(cell.count("\n") for row in rows for cell in row) < _CELL_LINES


def _lines(line: Line, role: SpeakerRole | None) -> Iterator[Plain]:
    """The line, cut at the bullet signs typed in it."""
    role = "quoted" if line.box.quote and not line.note else role
    if line.note:
        yield Plain(line.text, "furniture", note=line.note, role=role)
    elif line.form == "heading":
        yield Plain(line.text, "heading", line.level, role=role)
    else:
        for sign, text in points(line.text):
            lead = line.lead() if text == line.text else ""
            form: Form = "bullet" if sign else line.form
            level = max(1, line.level) if form == "bullet" else 0
            yield Plain(text, form, level, role=role, lead=lead)
