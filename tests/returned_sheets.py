"""Studies and returned sheets for tests: sent for real, edited as rows of cells, and read again."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING, NamedTuple

import openpyxl

from relcode import grid
from relcode.grid import grids
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.returned import take_apart
from relcode.study import Study
from relcode.terms import Block, Evidence, Segment, Source, segment_id, source_id
from small_study import add, book, coding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from relcode.review.back import Back, Row, Ruling
    from relcode.terms import Coding, Valence

PLACES = ("quay", "harbour", "ferry", "island", "workshop", "office", "village", "boatyard")
DOINGS = ("met", "argued", "listened", "planned", "waited", "rowed", "sang", "counted the nets")
VALENCES: tuple[Valence, ...] = ("positive", "negative", "mixed", "neutral")
CODES = ("trust", "power", "communication", "voice", "leadership", "co-design", "hierarchy")


class Sent(NamedTuple):
    """A study, a sheet of it as it was sent, and the rows of that sheet's segments."""

    study: Study
    path: Path
    rows: list[list[str]]

    @property
    def keys(self) -> list[str]:
        """The machine keys of the columns."""
        return self.rows[0]

    def column(self, key: str) -> int:
        """The place of a column."""
        return self.keys.index(key)

    def edited(self, rows: Sequence[Sequence[str]], name: str = "back.csv") -> Back:
        """What is read from these rows when they come back."""
        path = self.path.with_name(name)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return take_apart(path, self.study)

    def with_cells(self, *cells: tuple[int, str, str]) -> Back:
        """What is read when these cells (data row from 0, key, text) were written."""
        rows = [list(row) for row in self.rows]
        for row, key, text in cells:
            rows[row + 2][self.column(key)] = text
        return self.edited(rows)


def sent(study: Study, folder: Path, name: str = "sheet.csv", coder: str = "Ana") -> Sent:
    """A sheet of a new round with all segments of the study."""
    path = folder / name
    send(study, Order(coders=(coder,)), path)
    return Sent(study, path, rows_of(path))


def rows_of(path: Path, sheet: str = "Segments") -> list[list[str]]:
    """The rows of one sheet of a file."""
    found = {each.name: each for each in grids(path)}
    return [list(row) for row in found[sheet if sheet in found else ""].rows]


def long_study(folder: Path, count: int, sources: int = 1, *, coded: float = 0.5) -> Study:
    """A study of texts with so many sentences, of which a part has one to three codes."""
    study = Study.create(folder / "long.relcode", book())
    dice = dice_of(7)
    for number in range(sources):
        lines = [_sentence(dice, place) for place in range(count // sources)]
        source, segments = _source(f"talk {number}", lines)
        codes = [one for each in segments for one in _codings(dice, each, coded)]
        add(study, f"{number}.txt", source, segments, codes)
    return study


def dice_of(seed: int) -> random.Random:
    """Random numbers that are the same in every run."""
    return random.Random(seed)  # noqa: S311 - nothing secret


def _sentence(dice: random.Random, number: int) -> str:
    who, where = dice.choice(("We", "They", "The crews", "People")), dice.choice(PLACES)
    return f"{who} {dice.choice(DOINGS)} at the {where} on day {number} of season {dice.random()}."


def _source(name: str, lines: Sequence[str]) -> tuple[Source, list[Segment]]:
    text = "\n".join(lines)
    key, start, segments = source_id(text), 0, []
    for line in lines:
        end = start + len(line)
        segments.append(Segment(segment_id(key, start, end), key, start, end, "sentence"))
        start = end + 1
    blocks = (Block(0, len(text)),)
    return Source(key, name, "interview", "en", key, text, blocks, (), ()), segments


def _codings(dice: random.Random, segment: Segment, coded: float) -> list[Coding]:
    if dice.random() > coded:
        return []
    codes = dice.sample(CODES, dice.choice((1, 1, 2, 3)))
    here = Evidence("", segment.start, segment.start + 2)
    return [coding(segment, code, here, dice.choice(VALENCES)) for code in codes]


def only(back: Back, number: int = 0) -> Row:
    """The row of that number."""
    return back.rows[number]


def whats(found: Row | Ruling | Back) -> str:
    """All that is doubted or asked, as one text."""
    told = found.doubts if hasattr(found, "doubts") else found.questions
    return "\n".join(f"{each.at}: {each.what}; {each.fix}" for each in told)


def book_of(sheet: Sent, name: str = "back.xlsx") -> tuple[Workbook, Path]:
    """The workbook that was sent, to be edited, and the path to save it under."""
    return openpyxl.load_workbook(sheet.path), sheet.path.with_name(name)


def place_of(page: Worksheet, row: int, key: str) -> str:
    """The address of a cell of a data row (from 0) in a sheet of a workbook."""
    keys = [cell.value for cell in page[1]]
    return grid.address(row + 2, keys.index(key))
