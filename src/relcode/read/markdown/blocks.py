"""Find the blocks of Markdown as offsets into the text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from relcode.read.markdown.inline_html import html_blocks
from relcode.read.plain import headings, pieces
from relcode.read.plain.lines import lines
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from relcode.read.plain.lines import Line

_PICTURE = re.compile(r"(?:\[?!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])\]?(?:\([^)]*\))?\s*)+")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]+)\](?:\((?P<target>[^()]*)\)|\[[^\[\]]*\])")
_WRAPPED = re.compile(r"(?P<mark>[*_]{1,3})(?=\S)(?P<text>[^*_]+)(?<=\S)(?P=mark)")
_TASK = re.compile(r"\[[ xX]\]\s+")
_TEMPLATE = re.compile(r"\{%.*%\}|\{\{.*\}\}")
_TRAILING = re.compile(r"(?:\s|\\$|<[^<>]{1,500}>|&nbsp;|&#x20;)+$")
_LEADING = re.compile(r"(?:\s|<(?:img|br|a|p|div|span)\b[^<>]{0,500}>|&nbsp;|&#x20;)+")
_EDGE = 600  # characters at either end of a block where tags are looked for
_HEADING_END = (".", ",", ";", ":", "?", "!")


def blocks(text: str, start: int = 0) -> Iterator[Block]:
    """The blocks of the text from `start` on; code and thematic breaks make none."""
    # what lies above is left out line by line, so that the parser's line numbers hold
    above = "\n" * text.count("\n", 0, start)
    tokens = _parser().parse(above + text[start:])
    yield from _Walk(text, tokens).blocks()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 50 ms that other formats need not pay

    # talk is often indented, code never talks; marks within lines are not looked at
    return MarkdownIt("commonmark").enable("table").disable(["code", "inline"])


class _Walk:
    """Goes through the parser's tokens and lays their lines over the text."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._lines = [*lines(text, 0, len(text))]
        inline = [token for token in tokens if token.type == "inline"]
        self._habits = pieces.habits([[*self._of(token)] for token in inline])
        self._lists = 0
        self._fresh = False  # the text of a list item has not begun
        self._heading = 0  # level of the heading above
        self._place = (0, 0)  # line and position after the last cell

    def blocks(self) -> Iterator[Block]:
        """The blocks in reading order."""
        parent = ""
        for token in self._tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self._lists += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists -= 1
            elif token.type == "list_item_open":
                self._fresh = True
            elif token.type == "html_block" and token.map:
                first, last = self._lines[token.map[0]], self._lines[token.map[1] - 1]
                yield from html_blocks(self._text, first.start, last.end)
            elif token.type == "inline":
                yield from self._inline(token, parent)
            elif token.nesting == 1:
                parent = token.tag

    def _inline(self, token: Token, parent: str) -> Iterator[Block]:
        if parent in ("td", "th"):
            yield from self._cell(token)
        elif parent.startswith("h"):
            self._heading = int(parent[1])
            for block in self._whole([*self._of(token)]):
                yield block if block.note else replace(block, form="heading", level=self._heading)
        else:
            yield from self._paragraph(token)

    def _paragraph(self, token: Token) -> Iterator[Block]:
        bullet = self._lists > 0 and self._fresh
        self._fresh = False
        for piece in self._pieces([*self._of(token)]):
            for block in self._whole(piece):
                if block.note:
                    yield block
                elif bullet:
                    yield replace(block, form="bullet", level=self._lists)
                elif self._is_heading(piece, block):
                    yield replace(block, form="heading", level=min(self._heading + 1, 6))
                else:
                    yield block
            bullet = False

    def _of(self, token: Token) -> Iterator[Line]:
        """The lines of a token, without the marks of the quotes and lists around them."""
        begin = token.map[0] if token.map else 0
        for line, content in zip(self._lines[begin:], token.content.split("\n"), strict=False):
            bare = content.strip()
            at = self._text.find(bare, line.start, line.end) if bare else -1
            if at >= 0 and not _TEMPLATE.fullmatch(bare):
                yield line._replace(start=at, end=at + len(bare), text=bare)

    def _pieces(self, found: Sequence[Line]) -> Iterator[list[Line]]:
        """A paragraph cut where a line begins with a speaker or a key of metadata."""
        piece: list[Line] = []
        for line in found:
            if piece and pieces.parted(piece[-1], line, self._habits):
                yield piece
                piece = []
            piece.append(line)
        if piece:
            yield piece

    def _whole(self, found: Sequence[Line]) -> Iterator[Block]:
        """The block that these lines make, without marks around it; nothing if no text is left."""
        if not found:
            return
        start, end = found[0].start, found[-1].end
        if leading := _LEADING.match(self._text, start, min(end, start + _EDGE)):
            start = leading.end()
        if trailing := _TRAILING.search(self._text, max(start, end - _EDGE), end):
            end = trailing.start()
        content = self._text[start:end]
        if not content:
            return
        if _PICTURE.fullmatch(content):
            yield Block(start, end, form="furniture", note="picture")
        elif (link := _LINK.fullmatch(content)) and (link["target"] or "").startswith("#"):
            yield Block(start, end, form="furniture", note="navigation")
        else:
            yield Block(*_bare(self._text, start, end))

    def _is_heading(self, piece: Sequence[Line], block: Block) -> bool:
        """Whether a line stands in bold on its own, as headings do where none were marked."""
        line = piece[0]
        within = (block.start - line.start, line.end - block.end)
        size = block.end - block.start
        if len(piece) > 1 or min(within) < 2 or size > headings.LONGEST:  # noqa: PLR2004 - `**`
            return False
        return line.text.startswith(("**", "__")) and not self._text.endswith(
            _HEADING_END, block.start, block.end
        )

    def _cell(self, token: Token) -> Iterator[Block]:
        row = token.map[0] if token.map else 0
        line = self._lines[row]
        after = self._place[1] if self._place[0] == row else line.start
        written = token.content.strip()
        at = self._text.find(written, after, line.end) if written else -1
        if at < 0 and "|" in written:  # a bar within a cell is written with a backslash
            written = written.replace("|", "\\|")
            at = self._text.find(written, after, line.end)
        if at < 0:
            return
        self._place = (row, at + len(written))
        for block in self._whole([line._replace(start=at, end=at + len(written), text=written)]):
            yield block if block.note else replace(block, form="cell")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without emphasis or a link that takes in all of it."""
    if task := _TASK.match(text, start, end):
        start = task.end()
    for pattern in (_WRAPPED, _LINK, _WRAPPED):
        if (match := pattern.fullmatch(text, start, end)) and match["text"].strip():
            start, end = match.span("text")
    return start, end
