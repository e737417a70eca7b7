"""relcode rounds: what went out to whom, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.review.overview import Line

HEAD = ("round", "kind", "made (UTC)", "coder", "sent", "decided", "came back", "open questions")
FIGURES = {4, 5, 7}  # columns of the table that stand at the right
MINUTES = len("2026-01-01T00:00")


@click.command("rounds")
@options.study
@options.csv
def COMMAND(study_path: Path, csv_path: Path | None) -> None:
    """List the rounds: what went out to whom, what came back, and what is still open.

    A line for each coder of a round: how many rows were sent, on how many of them the coder has
    decided or set a status, when the last file came back (of several, how many), and how many
    questions put by a change of the codebook are open.
    """
    from relcode.cli.listing import also_csv
    from relcode.review.overview import COLUMNS, overview
    from relcode.study import Study

    with Study.open(study_path) as study:
        rows = list(also_csv(overview(study), COLUMNS, csv_path))
    if not rows:
        click.echo("there are no rounds yet: 'relcode review out' makes one")
        return
    _show([HEAD, *map(_cells, rows)])


def _cells(row: Line) -> tuple[str, ...]:
    came = _time(row.last_came_at) if row.files else "–"
    several = f" ({row.files} files)" if row.files > 1 else ""
    sent = f"{row.sent:,}" if row.sent else "–"
    decided = f"{row.decided:,}" if row.files or row.sent else "–"
    about = (row.round, row.kind, _time(row.made_at), row.coder or "anybody")
    return (*about, sent, decided, came + several, f"{row.questions:,}" if row.questions else "–")


def _time(at: str) -> str:
    return at[:MINUTES].replace("T", " ")


def _show(table: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for number, cells in enumerate(table):
        padded = (
            cell.rjust(width) if at in FIGURES else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        click.secho("  ".join(padded).rstrip(), bold=number == 0)
