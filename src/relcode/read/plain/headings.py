"""Tell which lines of plain text are headings, and how deep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.plain.pieces import SENTENCE_END
from relcode.read.turns.header import tells_about
from relcode.read.turns.labels import key, label_of
from relcode.read.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.plain.pieces import Habits, Piece

LONGEST = 100  # characters
_WORDS = 14
_TEXT = 80  # characters of the paragraph that stands below such a heading
_SHORTEST = 4
_OUTLINE = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}(?=\.?\s)|\d{1,2}(?=\.\s|\s+[A-ZÀ-Þ]))\.?[ \t]+"
    r"(?=[^\W\d_])"
)
_TOP_UNDERLINES = "=*#"


class Heading(NamedTuple):
    """Where the words of a heading begin, counted from its line's start, and its level."""

    skipped: int
    level: int


def is_title(piece: Piece, below: Sequence[Piece], usual: Habits) -> bool:
    """Whether the first piece of a text is its title, text following soon."""
    text = piece.lines[0].text
    if len(piece.lines) > 1 or piece.bullet or not below or not _fits(text):
        return False
    if text.endswith((*SENTENCE_END, ",")) or tells_about(text) or _speaks(text, usual):
        return False
    longest = max(len(line.text) for one in below for line in one.lines)
    return bool(piece.underline) or (piece.alone and longest > len(text))


def heading(
    piece: Piece, before: Piece | None, below: Sequence[Piece], usual: Habits
) -> Heading | None:
    """The heading that a piece is, or None; it must stand above something."""
    text = piece.text
    if len(piece.lines) > 1 or not _fits(text):
        return None
    if piece.underline and not piece.bullet:
        return Heading(0, 1 if piece.underline in _TOP_UNDERLINES else 2)
    if not below or (label_of(text) and not piece.alone):
        return None
    return _outlined(piece, before, below[0]) or _unmarked(piece, before, below, usual)


def _outlined(piece: Piece, before: Piece | None, after: Piece) -> Heading | None:
    outline = _OUTLINE.match(piece.lines[0].text)
    level = outline["number"].count(".") + 1 if outline else 0
    if outline and _numbered(piece, before, after, level):
        return Heading(outline.end(), level)
    return None


def _unmarked(
    piece: Piece, before: Piece | None, below: Sequence[Piece], usual: Habits
) -> Heading | None:
    text = piece.text
    if piece.bullet or text.endswith((".", ",", ";")):
        return None
    if text.isupper() and len(text) >= _SHORTEST and not usual.shouts:
        return Heading(0, 1)
    return Heading(0, 2) if _stands_alone(piece, before, below, usual) else None


def _fits(text: str) -> bool:
    if len(text) > LONGEST or len(text.split()) > _WORDS:
        return False
    return sum(map(str.isalpha, text)) > len(text) // 2


def _speaks(text: str, usual: Habits) -> bool:
    label = label_of(text)
    return label is not None and (label.style == "time" or key(label.name) in usual.speakers)


def _numbered(piece: Piece, before: Piece | None, after: Piece, level: int) -> bool:
    """Whether a short numbered line heads the paragraph below rather than being in a list."""
    listed = before is not None and before.number is not None
    if after.bullet or listed or after.length <= len(piece.text):
        return False
    if level == 1 and piece.text.endswith(SENTENCE_END):
        # "1. Do this." heads a paragraph only where that stands right below
        return not piece.alone
    return not piece.text.endswith(SENTENCE_END)


def _stands_alone(
    piece: Piece, before: Piece | None, below: Sequence[Piece], usual: Habits
) -> bool:
    """Whether a short line heads a paragraph though nothing marks it."""
    known = key(piece.text) in words("labels", "headings") | words("labels", "paper")
    if known and below[0].length > 2 * len(piece.text):
        return True
    if usual.speakers or not _short(piece):
        return False
    # below a heading stands a paragraph, or another heading and then a paragraph
    text = below[1] if len(below) > 1 and _short(below[0]) else below[0]
    if text.length < _TEXT or text.bullet:
        return False
    ended = before is None or before.bullet or before.text.endswith(SENTENCE_END)
    return ended or (before is not None and (before.length >= _TEXT or _short(before)))


def _short(piece: Piece) -> bool:
    return (
        piece.alone
        and _fits(piece.text)
        and piece.text[0].isupper()
        and not piece.text.endswith((*SENTENCE_END, ","))
    )
