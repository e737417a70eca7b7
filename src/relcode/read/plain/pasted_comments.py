"""Read the comments under a pasted web page: who wrote each, and which comment it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from relcode.read.plain import layout
from relcode.read.plain.lines import lines
from relcode.read.turns.labels import is_name
from relcode.read.wording import pattern, says
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.read.plain.lines import Line
    from relcode.terms import Form

_MARK = re.compile(r"(?P<sign>[•◦▪·○●■*–—-]|(?P<number>\d{1,4})[.)])[ \t]+(?=\S)")
_DASHED = re.compile(r"[-–—~]\s?(?=\w)")
_PAUSE = re.compile(r"[,!–-]\s*$")
_NAME_WORDS = 4
_END = " .,!"


def begin(text: str) -> int | None:
    """Where the comments of a page begin, or None where there are none.

    A line such as "3 comments" counts only where a comment, or a link to answer one, follows.
    """
    head: int | None = None
    named: int | None = None
    answers = marked = 0
    for line in lines(text, 0, len(text)):
        if says("pasted", "comments", line.text):
            head = line.start if head is None else head
        elif says("pasted", "reply", line.text):
            answers += 1
        elif named is None and _named(line.text):
            named = line.start
        elif head is not None and _MARK.match(line.text):
            marked += 1
    if head is not None and (answers or named or marked):
        return head
    return named if answers > 1 else None


def blocks(text: str, start: int) -> Iterator[Block]:
    """The blocks of the comments that begin at `start`, what is not said marked as furniture.

    A comment's blocks have the role commenter, its author where a name stands, and in `reply_to`
    the author of the comment answered, or its number ("comment 4", "comment 4.1").
    """
    found = [line for line in lines(text, start, len(text)) if line.text]
    thread = _Thread(text, linked=any(says("pasted", "reply", line.text) for line in found))
    for line in found:
        thread.take(line)
    thread.close()
    yield from sorted(thread.made, key=lambda block: block.start)


@dataclass(slots=True)
class _Comment:
    """A comment while it is read: how it is set, its place in the thread, its lines."""

    indent: int
    number: str
    listed: bool
    parent: _Comment | None
    author: str | None = None
    answers: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.author or f"comment {self.number}"


class _Thread:
    """Takes the lines of the comments one by one and makes blocks of them."""

    def __init__(self, text: str, *, linked: bool) -> None:
        self.made: list[Block] = []
        self._text = text
        self._linked = linked  # a link to answer stands under each comment
        self._open: _Comment | None = None
        self._above: list[_Comment] = []
        self._top = 0
        self._over = False

    def take(self, line: Line) -> None:
        """Put a line where it belongs."""
        text = line.text
        if not self._above and says("pasted", "comments", text):
            self._furniture(line.start, line.end)
        elif self._over or says("pasted", "leave", text):
            self.close()
            self._over = True
            self._furniture(line.start, line.end, "site furniture")
        elif says("pasted", "reply", text) or says("pasted", "under", text):
            self.close()
            self._furniture(line.start, line.end)
        elif self._open and says("pasted", "date", text):
            self._dated(self._open, line)
        elif self._open is None or self._is_next(line):
            self._start(line)
        else:
            self._open.lines.append(line)

    def close(self) -> None:
        """Make blocks of the open comment's lines, its signature apart."""
        comment, self._open = self._open, None
        if not comment:
            return
        if signed := _signature(comment.lines):
            name, count = signed
            comment.author = comment.author or name
            for line in comment.lines[-count:]:
                self._furniture(line.start, line.end)
            del comment.lines[-count:]
        if comment.lines:
            self.made.extend(self._said(comment))

    def _said(self, comment: _Comment) -> Iterator[Block]:
        answered = comment.parent.name if comment.parent else None
        for block in layout.blocks(self._text, comment.lines[0].start, comment.lines[-1].end):
            form: Form = "bullet" if block.form == "bullet" else "paragraph"
            yield replace(
                block,
                form=form,
                level=block.level if form == "bullet" else 0,
                speaker=comment.author,
                role="commenter",
                reply_to=answered,
                note="",
            )

    def _furniture(self, start: int, end: int, note: str = "comment furniture") -> None:
        self.made.append(Block(start, end, form="furniture", note=note))

    def _start(self, line: Line) -> None:
        self.close()
        mark = _MARK.match(line.text)
        comment = self._placed(line, mark)
        self._open = comment
        start = line.start
        if mark:
            self._furniture(start, start + mark.end("sign"))
            start += mark.end()
        rest = self._text[start : line.end]
        if named := _named(rest):
            comment.author = named
            self._furniture(start, line.end)
        else:
            comment.lines.append(line._replace(start=start, text=rest))

    def _placed(self, line: Line, mark: re.Match[str] | None) -> _Comment:
        """The new comment in its place below the one it answers."""
        number = mark["number"] if mark else None
        above = self._above
        while above and not _below(line.indent, above[-1], bullet=bool(mark) and not number):
            above.pop()
        parent = above[-1] if above else None
        if parent:
            parent.answers += 1
            number = f"{parent.number}.{parent.answers}"
        else:
            self._top = int(number) if number else self._top + 1
            number = str(self._top)
        comment = _Comment(line.indent, number, bool(mark and mark["number"]), parent)
        above.append(comment)
        return comment

    def _is_next(self, line: Line) -> bool:
        """Whether a line begins another comment though none was closed."""
        if _named(line.text):
            return True
        mark = _MARK.match(line.text)
        if self._linked or not mark or not mark["number"]:
            return False
        return int(mark["number"]) == self._top + 1 and line.indent <= self._above[0].indent

    def _dated(self, comment: _Comment, line: Line) -> None:
        """Take a date; one right under a name shows that the line above it was the name."""
        if len(comment.lines) == 1 and _is_signature(comment.lines[0].text):
            name = comment.lines.pop()
            comment.author = comment.author or name.text
            self._furniture(name.start, name.end)
        if comment.lines:
            comment.lines.append(line)
        else:
            self._furniture(line.start, line.end)


def _below(indent: int, above: _Comment, *, bullet: bool) -> bool:
    """Whether a comment set in by `indent` answers the one above it.

    A bullet under a numbered comment does, even where pasting lost the indents.
    """
    return indent > above.indent or (indent == above.indent and bullet and above.listed)


def _named(line: str) -> str | None:
    match = says("pasted", "says", line)
    if not match:
        return None
    name = next(value for value in match.groups() if value).strip()
    return name if is_name(name) else None


def _signature(lines: list[Line]) -> tuple[str, int] | None:
    """The name that signs a comment, and how many lines the signature takes."""
    if not lines:
        return None
    last = lines[-1].text
    closing = pattern("pasted", "closing")
    if len(lines) > 1 and _is_signature(last) and closing.fullmatch(lines[-2].text):
        return last.strip(_END), 2
    if len(lines) > 1 and (dash := _DASHED.match(last)) and _is_signature(last[dash.end() :]):
        return last[dash.end() :].strip(_END), 1
    if (
        (match := closing.match(last))
        and _PAUSE.search(match[0])
        and _is_signature(last[match.end() :])
    ):
        return last[match.end() :].strip(_END), 1
    return None


def _is_signature(text: str) -> bool:
    plain = text.strip(_END)
    return plain[:1].isupper() and len(plain.split()) <= _NAME_WORDS and is_name(plain)
