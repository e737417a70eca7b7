"""A workbook in the making: its sheets, its lists of choices, and facts about itself."""

from __future__ import annotations

from importlib import import_module
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from relcode.errors import RelcodeError, nearest
from relcode.workbook.form import LISTS, META, Offer
from relcode.workbook.layout import letter
from relcode.workbook.look import PLAIN, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.workbook.form import Form, Sheet
    from relcode.workbook.look import Look

FORMS = {"xlsx": "excel", "ods": "opendocument", "csv": "delimited"}  # form: its room
WIDTH = 24  # of the columns that nobody sees


class Workbook:
    """Sheets are written as their rows arrive; `save` puts the file in its place, whole.

    As "csv" it has the first sheet with a head, and nothing else.
    """

    def __init__(self, title: str, form: str = "xlsx") -> None:
        """An empty workbook with a title; raises RelcodeError for a form not among `FORMS`."""
        if form not in FORMS:
            message = f"a workbook cannot be written as '{form}'"
            raise RelcodeError(message, fix=nearest(form, FORMS))
        room = import_module(f"{__package__}.{FORMS[form]}")  # each loads a library of its own
        self._file = cast("Form", room.FORM(title))
        self._lists: dict[str, Sequence[str]] = {}
        self._meta: dict[str, str] = {}

    def sheet(
        self, name: str, columns: Sequence[Column], head: Look | None = None, frozen: str = ""
    ) -> Sheet:
        """A new sheet; with a `head` look it has keys, titles, a filter and frozen panes."""
        return self._file.sheet(name, columns, head, frozen)

    def choices(self, name: str, values: Sequence[str]) -> None:
        """Offer values under a name that drop-downs and formulas can use."""
        self._lists[name] = values

    def meta(self, facts: Mapping[str, str]) -> None:
        """Store facts in a hidden sheet and, since a sheet can be lost, as document properties."""
        self._meta.update(facts)

    def save(self, path: Path) -> None:
        """Write the file; raises RelcodeError where it cannot be written."""
        columns = zip_longest(*self._lists.values())
        rows = [dict(zip(self._lists, values, strict=True)) for values in columns]
        if self._lists:  # a sheet needs a column
            self._hide(LISTS, tuple(self._lists), rows)
        facts = [{"key": key, "value": value} for key, value in self._meta.items()]
        self._hide(META, ("key", "value"), facts)
        offers = [
            Offer(name, letter(place), max(2, len(values) + 1))
            for place, (name, values) in enumerate(self._lists.items(), start=1)
        ]
        self._file.save(path, offers, self._meta)

    def _hide(
        self, name: str, keys: Sequence[str], rows: Sequence[Mapping[str, str | None]]
    ) -> None:
        columns = [Column(key, key, WIDTH) for key in keys]
        page = self._file.sheet(name, columns, None, "", hidden=True)
        page.append({key: key for key in keys}, PLAIN)
        for row in rows:
            page.append(row)
        page.finish()


def workbook(title: str, form: str) -> Workbook:
    """An empty workbook with a title, to be saved as "xlsx", "ods" or "csv"."""
    return Workbook(title, form)
