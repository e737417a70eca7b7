"""relcode history: every decision on a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.ledger import Event

SECONDS = len("2026-01-01T00:00:00")


@click.command("history")
@click.argument("segment")
@options.study
def COMMAND(segment: str, study_path: Path) -> None:
    """Show every decision ever made on SEGMENT, also those replaced or undone.

    SEGMENT is an id as it stands in segments.csv, or its beginning where that is enough.
    """
    from relcode.study import Study

    with Study.open(study_path) as study:
        found = study.segment(segment)
        source = study.source(found.source)
        click.secho(f"{source.name} · {found.id}", bold=True)
        click.echo(f"“{source.text[found.start : found.end]}”\n")
        events = study.ledger.history(found.id)
        for event in events:
            click.echo(_line(event))
        if not events:
            click.echo("nobody has decided on it yet")


def _line(event: Event) -> str:
    coding = event.coding
    said = f"{coding.status} {coding.code} ({coding.valence})"
    what = f"{coding.made_at[:SECONDS]}  {coding.coder}  {said}"
    spans = ", ".join(f"{start}–{end}" for start, end in coding.spans)
    parts = [
        f"#{coding.id}",
        f"replaces #{coding.replaces}" if coding.replaces else "",
        f"on {spans}" if spans else "",
        "carried over" if coding.carried else "",
        event.round,
        event.file,
        f"sha256 {event.sha256[:12]}" if event.sha256 else "",
        f"UNDONE {event.undone_at[:SECONDS]}" if event.undone_at else "",
    ]
    return f"{what}\n    {' · '.join(part for part in parts if part)}"
