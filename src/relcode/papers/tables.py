"""A table in two places at once: a CSV file, and a sheet as far as a sheet goes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from relcode.export.tables import csv_writer
from relcode.rules import content
from relcode.workbook import PLAIN, Column, Look, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from relcode.export.tables import Value
    from relcode.workbook import Workbook

    Row = Mapping[str, Value | Shown]


def columns(name: str, more: Sequence[Column] = ()) -> list[Column]:
    """The columns of a sheet as `evidence.yaml` lists them, and more after them."""
    listed: list[dict[str, Any]] = content(__package__, "evidence")["sheets"][name]["columns"]
    found = [Column(**{**one, "look": Look(**one.get("look", {}))}) for one in listed]
    return [*found, *more]


@contextmanager
def table(
    book: Workbook, folder: Path, name: str, there: Sequence[Column]
) -> Iterator[Callable[[Row], None]]:
    """A function that writes one row to the sheet of that name and to `<name>.csv` in the folder.

    A sheet that is full says where the other rows are; the CSV file has them all.
    """
    rules = content(__package__, "evidence")
    told, room = rules["sheets"][name], rules["rows_in_a_sheet"]
    sheet = book.sheet(told["title"], there, Look(**rules["head"]), told["frozen"])
    written = 0
    with csv_writer(folder / f"{name}.csv", [column.key for column in there]) as write:

        def row(values: Row) -> None:
            nonlocal written
            bare = {key: _bare(value) for key, value in values.items()}
            write([bare.get(column.key) for column in there])
            if written < room:
                sheet.append({key: _shown(value) for key, value in values.items()}, PLAIN)
            elif written == room:
                sheet.append({there[0].key: rules["more"].format(file=f"{name}.csv")}, PLAIN)
            written += 1

        yield row
    sheet.finish()


def _bare(value: Value | Shown) -> Value:
    if isinstance(value, Shown):
        return value.value if isinstance(value.value, str | int | float) else None
    return value


def _shown(value: Value | Shown) -> Any:  # noqa: ANN401 - as a sheet takes it
    return str(value).lower() if isinstance(value, bool) else value
