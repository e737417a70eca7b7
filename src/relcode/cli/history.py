"""relcode history: all that people left on a segment."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.terms import Judged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.history import Event, Left

SECONDS = len("2026-01-01T00:00:00")


@click.command("history")
@click.argument("segment")
@options.study
def COMMAND(segment: str, study_path: Path) -> None:
    """Show every decision, mark and memo ever left on SEGMENT, also those replaced or undone.

    SEGMENT is an id as it stands in segments.csv, or its beginning where that is enough.
    """
    from relcode.study import Study

    with Study.open(study_path) as study:
        found = study.segment(segment)
        source = study.source(found.source)
        click.secho(f"{source.name} · {found.id}", bold=True)
        click.echo(f"“{source.text[found.start : found.end]}”\n")
        told = [(event.coding.made_at, _decided(event)) for event in study.ledger.history(found.id)]
        told += [(left.at, _left(left)) for left in study.ledger.left(found.id)]
    for _, line in sorted(told, key=itemgetter(0)):
        click.echo(line)
    if not told:
        click.echo("nobody has left anything on it yet")


def _decided(event: Event) -> str:
    coding = event.coding
    spans = ", ".join(f"{start}–{end}" for start, end in coding.spans)
    parts = [
        f"#{coding.id}",
        f"replaces #{coding.replaces}" if coding.replaces else "",
        f"on {spans}" if spans else "",
        "carried over" if coding.carried else "",
    ]
    said = f"{coding.status} {coding.code} ({coding.valence})"
    return _line(coding.made_at, coding.coder, said, [*parts, *_came(event)])


def _left(left: Left) -> str:
    if isinstance(left.what, Judged):
        said = f"marked {left.what.mark}"
    else:
        about = f" on {left.what.code}" if left.what.code else ""
        said = f"noted{about}: “{' '.join(left.what.text.split())}”"
    by = getattr(left.what, "author", "")
    return _line(left.at, left.what.coder, said, [f"comment by {by}" if by else "", *_came(left)])


def _came(one: Event | Left) -> list[str]:
    return [
        one.round,
        one.file,
        f"sha256 {one.sha256[:12]}" if one.sha256 else "",
        f"UNDONE {one.undone_at[:SECONDS]}" if one.undone_at else "",
    ]


def _line(at: str, coder: str, said: str, parts: Sequence[str]) -> str:
    return f"{at[:SECONDS]}  {coder}  {said}\n    {' · '.join(filter(None, parts))}"
