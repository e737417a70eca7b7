"""Text as a spreadsheet cell can hold it, in every program and file format."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcode.workbook.look import Marked

LONGEST = 32_767  # UTF-16 units; Excel and LibreOffice cut or refuse more
CUT = " … [cut here: the study holds the whole text]"
BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\t": " "})
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
ESCAPE = re.compile("_(?=[xX][0-9A-Fa-f]{4}_)")


def clean_cell(text: str) -> str:
    """The text without what spreadsheets refuse, change or take for an escape.

    Tabs and control characters become blanks, all line breaks LF, half characters U+FFFD; the
    first `_` of a literal `_x0041_`, which readers would take for "A", becomes `＿`. Text of more
    than 32,767 UTF-16 units ends in a visible mark.
    """
    if text.isprintable() and "_" not in text:  # most text, and twice as fast
        return _cut(text)
    return _cut(_plain(text.replace("\r\n", "\n")))


def text_hash(text: str) -> str:
    """A short hash of a cell's words, the same after a trip through any spreadsheet program."""
    digest = sha256(" ".join(clean_cell(text).split()).encode()).hexdigest()
    return f"h{digest[:15]}"  # a letter first: "12e45678" would be taken for a number


def pieces(marked: Marked) -> list[tuple[str, str]]:
    """The clean text as stretches of one style each: "bold", "italic" or ""; joined, the text.

    A blank between two marked words takes their style, because openpyxl loses a run of blanks.
    """
    text = clean_cell(marked.text)
    if not (marked.bold or marked.italic) or len(text) != len(marked.text) or not text.strip():
        return [("", text)]
    styles = [""] * len(text)
    for style, spans in (("italic", marked.italic), ("bold", marked.bold)):
        for start, end in spans:
            styles[start:end] = [style] * (end - start)
    joined: list[tuple[str, str]] = []
    place = 0
    for style, run in groupby(styles):
        piece = text[place : place + len(list(run))]
        place += len(piece)
        if joined and (not piece.strip() or not joined[-1][1].strip()):
            before = joined.pop()
            joined.append((before[0] or style, before[1] + piece))
        else:
            joined.append((style, piece))
    return joined


def _plain(text: str) -> str:
    text = CONTROL.sub(" ", text.translate(BREAKS))
    return ESCAPE.sub("＿", NO_CHARACTER.sub("\ufffd", text))


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return text
    return units[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT
