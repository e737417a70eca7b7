"""Work out the levels of headings, which GROBID gives one rank, and what lies under each."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from relcode import matter
from relcode.read.wording import wording
from relcode.rules import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.tei.rows import Row

_DECIMAL = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*\.?\Z")
_ROMAN = re.compile(r"[IVX]{1,5}\.?\Z")
_LEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})*\.?|(?:[IVX]{1,5}|[A-Z])\.)\s+\S")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_FEWEST = 2  # numbered headings; a single one may be a title that begins with a number


def outlined(rows: Sequence[Row]) -> None:
    """Give the headings their levels, and all under references, funding … the note for it.

    Headings of one rank are ranked by their numbers, and without any by the usual titles of
    methods, results and discussion, which have the others below them.
    """
    heads = [row for row in rows if row.layout.form == "heading" and not row.fixed]
    if len({row.layout.level for row in heads}) == 1:
        _rank(heads)
    _note(rows)


def _rank(heads: Sequence[Row]) -> None:
    base = heads[0].layout.level
    numbers = [_number(row) for row in heads]
    ranks = _numbered(numbers) if sum(map(bool, numbers)) >= _FEWEST else [0] * len(heads)
    above, loud = 0, False
    for row, rank in zip(heads, ranks, strict=True):
        kind = _part(row.text)
        main = kind != "" or (loud and row.text.isupper())
        level = rank or (1 if main else above + 1)
        if rank or main:
            above = level if rank or kind == "divided" else 0
            loud = loud or (kind != "" and row.text.isupper())
        row.layout = replace(row.layout, level=base + level - 1)


def _number(row: Row) -> str:
    leading = _LEADING.match(row.text)
    return (row.number or (leading[1] if leading else "")).strip().rstrip(".")


def _numbered(numbers: Sequence[str]) -> list[int]:
    """The rank that each number tells, 0 where there is none."""
    roman = next(filter(None, numbers)) == "I"
    ranks, reached = [], 0
    for number in numbers:
        if roman and number == _ROMANS[min(reached, len(_ROMANS) - 1)]:
            ranks.append(1)
            reached += 1
        elif _DECIMAL.match(number) or _ROMAN.match(number):
            ranks.append(number.count(".") + 1 + (roman and number.isalpha()))
        else:
            ranks.append(0)
    return ranks


def _part(title: str) -> str:
    """`divided` for a main part that has parts of its own, `whole` for any other, or ""."""
    if matter.note(title, "published"):
        return "whole"
    bare = matter.bare_title(title)
    return next((kind for kind, pattern in _parts().items() if pattern.fullmatch(bare)), "")


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    return {kind: any_of(patterns) for kind, patterns in wording("tei")["parts"].items()}


def _note(rows: Sequence[Row]) -> None:
    above: list[tuple[int, str]] = []
    for row in rows:
        if row.layout.form == "heading":
            while above and above[-1][0] >= row.layout.level:
                above.pop()
            outer = above[-1][1] if above else ""
            above.append((row.layout.level, matter.note(row.text, "published") or outer))
        elif above and above[-1][1] and not row.layout.note:
            note = above[-1][1]
            row.layout = replace(
                row.layout, form="furniture", level=0, speaker=None, role="author", note=note
            )
