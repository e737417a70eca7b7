"""Lists on the screen and as CSV files."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

WIDTH = 96


def also_csv(rows: Iterable[Any], columns: Sequence[str], path: Path | None) -> Iterator[Any]:
    """The same rows (dataclasses whose fields are the columns), written to `path` as they pass."""
    if path is None:
        yield from rows
        return
    from relcode.export.tables import csv_writer

    with csv_writer(path, columns) as write:
        for row in rows:
            write(astuple(row))
            yield row
    click.echo(f"wrote {path}", err=True)


def count(found: int) -> None:
    """Say how many passages there were."""
    click.echo("1 passage" if found == 1 else f"{found:,} passages")


def show_passage(place: Sequence[str], text: str) -> None:
    """A passage with where it stands above it."""
    click.secho(" · ".join(part for part in place if part), bold=True)
    click.echo(click.wrap_text(" ".join(text.split()), WIDTH, "    ", "    ") + "\n")
