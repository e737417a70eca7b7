"""A workbook as CSV: the first sheet that has keys, with two head rows."""

from __future__ import annotations

import csv
from shutil import copyfileobj
from typing import TYPE_CHECKING

from relcode.files import atomic
from relcode.workbook.cells import clean_cell
from relcode.workbook.guard import guarded
from relcode.workbook.look import PLAIN, Marked, Shown
from relcode.workbook.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import IO

    from relcode.workbook.form import Offer, Sheet
    from relcode.workbook.look import Column, Look, Rule, Value

ENCODING = "utf-8-sig"  # Excel takes a file without this mark for the local 8-bit encoding


class Delimited:
    """A CSV file in the making: UTF-8 with a byte order mark, commas, CRLF between rows."""

    def __init__(self, title: str) -> None:
        """No sheet yet; a CSV file has no place for a title."""
        del title
        self._sheet: _Rows | None = None

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        head: Look | None,
        frozen: str,
        *,
        hidden: bool = False,
    ) -> Sheet:
        """The sheet that is kept, if it is the first one with a head; else one that is dropped."""
        del name, frozen, hidden
        if head is None or self._sheet:
            return _Dropped()
        self._sheet = _Rows(columns)
        return self._sheet

    def save(self, path: Path, offers: Sequence[Offer], facts: Mapping[str, str]) -> None:
        """Write the file; raises RelcodeError where it cannot be written."""
        del offers, facts
        with atomic(path, "w", ENCODING) as file:
            if self._sheet:
                self._sheet.copy(file)


FORM = Delimited


class _Rows:
    """A sheet whose rows wait in a temporary file."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._file = waiting(self, "w+")
        self._writer = csv.writer(self._file)
        self._keys = [column.key for column in columns]
        self._writer.writerow(self._keys)
        self._writer.writerow([_cell(column.title) for column in columns])

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        del look
        self._writer.writerow([_cell(values.get(key)) for key in self._keys])

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        del rules

    def copy(self, file: IO[str]) -> None:
        self._file.seek(0)
        copyfileobj(self._file, file)


class _Dropped:
    """A sheet that CSV has no place for."""

    def append(self, values: Mapping[str, Value], look: Look = PLAIN) -> None:
        del values, look

    def finish(self, rules: Sequence[Rule] = ()) -> None:
        del rules


def _cell(value: Value) -> str:
    if isinstance(value, Shown):
        value = value.value
    if isinstance(value, Marked):
        value = value.text
    if value is None:
        return ""
    return guarded(clean_cell(value)) if isinstance(value, str) else f"{value:.15g}"
