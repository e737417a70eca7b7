"""Where questions stand in a file: put in its order, and many that are alike told in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.review.back import Question

_CELL = re.compile(r"(.+)!([A-Z]{1,3})([1-9]\d*)(:[A-Z]+\d+)?")
_MOST = 4  # stretches of cells that are named in one line


class _Place(NamedTuple):
    """A cell by its sheet, with the file before it, its row and its column."""

    sheet: str
    row: int
    column: str
    area: bool


def in_order(questions: Iterable[Question], cells: Iterable[str]) -> list[Question]:
    """The questions, none twice, by sheet, row and column; what is about no cell comes first.

    `cells` are places in the file, by which the order of its sheets is known.
    """
    sheets = {sheet: number for number, sheet in enumerate(dict.fromkeys(map(_sheet, cells)))}

    def key(question: Question) -> tuple[int, str, int, int, str]:
        place = _place(question.at)
        if place is None:
            return (-1, "", 0, 0, "")
        known = sheets.get(place.sheet, len(sheets))
        return (known, place.sheet, place.row, len(place.column), place.column)

    return sorted(dict.fromkeys(questions), key=key)


def grouped(questions: Iterable[Question]) -> list[Question]:
    """The questions with those joined that ask the same in cells of one column."""
    groups: dict[tuple[object, ...], list[int]] = {}
    firsts: dict[tuple[object, ...], Question] = {}
    for number, question in enumerate(questions):
        place = _place(question.at)
        alone = place is None or place.area
        where = number if alone or place is None else (place.sheet, place.column)
        key = (where, question.what, question.fix)
        firsts.setdefault(key, question)
        groups.setdefault(key, []).append(0 if place is None else place.row)
    return [first._replace(at=_at(first.at, groups[key])) for key, first in firsts.items()]


def _at(first: str, rows: list[int]) -> str:
    """The cells of one column in these rows, the first of which is named in full."""
    place = _place(first)
    if place is None or len(rows) == 1:
        return first
    column, stretches = place.column, list(_stretches(rows))
    told = [
        f"{column}{begin}" if begin == end else f"{column}{begin}:{column}{end}"
        for begin, end in stretches[:_MOST]
    ]
    more = f" … ({len(rows):,} cells)" if len(stretches) > _MOST else ""
    return f"{place.sheet}!{', '.join(told)}{more}"


def _stretches(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rows one after the other as their first and last."""
    begin = end = 0
    for row in sorted(rows):
        if row == end + 1 and begin:
            end = row
            continue
        if begin:
            yield begin, end
        begin = end = row
    if begin:
        yield begin, end


def _place(at: str) -> _Place | None:
    found = _CELL.fullmatch(at)
    return _Place(found[1], int(found[3]), found[2], bool(found[4])) if found else None


def _sheet(at: str) -> str:
    place = _place(at)
    return place.sheet if place else ""
