"""Paragraphs, bullets and headings of plain text, told by blank lines, indents and marks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.read.plain.headings import heading, is_title
from relcode.read.plain.lines import chunks
from relcode.read.plain.pieces import UNDERLINE, habits, pieces
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.read.plain.pieces import Habits, Piece

_PAGE = re.compile(
    r"(?:[Pp]age|[Ss]eite|[Pp]ágina|[Pp]agina)\s\d+(?:\s?(?:of|/|von|de|van)\s?\d+)?|-\s?\d+\s?-"
)
_SOON = 6  # blocks within which text follows a title


def blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of a normalised text, or of the part of it from `start` to `end`.

    A paragraph whose lines were broken to fit a page is one block; where each line is a paragraph
    of its own, as in transcripts without blank lines, each is a block.
    """
    found = chunks(text, start, len(text) if end is None else end)
    usual = habits(found)
    whole = [piece for chunk in found for piece in pieces(chunk, usual)]
    return list(_levelled(list(_laid_out(whole, usual, titled=start == 0))))


def title(found: Sequence[Block], text: str) -> str | None:
    """The text of the first block, where that is a heading."""
    first = found[0] if found else None
    return text[first.start : first.end] if first and first.form == "heading" else None


def _laid_out(found: Sequence[Piece], usual: Habits, *, titled: bool) -> Iterator[Block]:
    indents: list[int] = []
    for place, piece in enumerate(found):
        line = piece.lines[0]
        block = Block(line.start, piece.lines[-1].end)
        before = found[place - 1] if place else None
        if UNDERLINE.fullmatch(line.text):
            continue
        if titled and not place and is_title(piece, found[1:_SOON], usual):
            yield replace(block, form="heading", level=0)
        elif head := heading(piece, before, found[place + 1 : place + 3], usual):
            indents.clear()
            yield replace(block, start=line.start + head.skipped, form="heading", level=head.level)
        elif piece.alone and _PAGE.fullmatch(line.text):
            yield replace(block, form="furniture", note="page number")
        elif piece.bullet:
            level = _depth(line.indent, indents)
            yield replace(block, start=line.start + piece.mark, form="bullet", level=level)
        else:
            if indents and line.indent <= indents[0]:
                indents.clear()
            yield block


def _depth(indent: int, indents: list[int]) -> int:
    """How deep a bullet lies among the bullets above it, from 1."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)


def _levelled(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the levels of headings that occur counted from 1, without a gap."""
    used = sorted({block.level for block in found if block.form == "heading"})
    for block in found:
        heads = block.form == "heading"
        yield replace(block, level=used.index(block.level) + 1) if heads else block
