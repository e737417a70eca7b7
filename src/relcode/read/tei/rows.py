"""The blocks of an article before they are laid out; paragraphs that print cut become whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.terms import Block

_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\s?\[[\d,–\s-]+\])?\Z")
_CUT = re.compile(r"[,(–-]\Z")
_TAIL = 40  # characters that show whether a paragraph has ended


@dataclass(slots=True)
class Row:
    """A block to be: its text and attributes, and the label that is laid out before it.

    Of a heading the `number` as given; `fixed` says that its level is known. A `formula` stood on
    a line of its own, as part of the sentence around it.
    """

    text: str
    layout: Block
    label: str = ""
    number: str = ""
    fixed: bool = False
    formula: bool = False


def rejoined(rows: Sequence[Row]) -> list[Row]:
    """The rows with the paragraphs whole that a figure, table, formula, note or page cut in two.

    A paragraph goes on where it has not ended and the next begins with a small letter, or where it
    breaks off at a comma.
    """
    pieces: list[tuple[Row, list[str]]] = []
    open_: tuple[Row, list[str]] | None = None
    for row in rows:
        if open_ and _continues(open_, row):
            open_[1].append(row.text)
            open_[0].formula = row.formula
            continue
        pieces.append((row, [row.text]))
        if row.layout.form == "paragraph":
            open_ = pieces[-1]
        elif row.layout.form not in {"furniture", "cell"}:
            open_ = None
    return list(_whole(pieces))


def _continues(open_: tuple[Row, list[str]], row: Row) -> bool:
    first, texts = open_
    same = (first.layout.form, first.layout.speaker, first.layout.role)
    if same != (row.layout.form, row.layout.speaker, row.layout.role) or row.label:
        return False
    ended = not first.formula and _ENDED.search(texts[-1][-_TAIL:])
    if row.formula:
        return not ended or texts[-1].endswith(":")
    return not ended and (row.text[0].islower() or bool(_CUT.search(texts[-1][-1:])))


def _whole(pieces: Iterable[tuple[Row, list[str]]]) -> Iterable[Row]:
    for row, texts in pieces:
        row.text = " ".join(texts)
        yield row
