"""relcode codebook questions: what only coders can tell after a change of the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("questions")
@click.argument("name", metavar="ROUND")
@options.study
@options.force
@options.sheet_file
def questions(name: str, study_path: Path, force: bool, path: Path) -> None:
    """Write sheets with the segments that ROUND of 'relcode codebook apply' asks about.

    They hold what is not answered yet, and come back with 'relcode review in', as any others.
    """
    from relcode.review.questions import send, stand
    from relcode.study import Study

    with Study.open(study_path) as study:
        found = stand(study, name)
        sending = send(study, name, path, force=force)
    over = f", {found.over:,} on codes or text that are no more" if found.over else ""
    click.echo(f"{found.answered:,} answered, {len(found.open):,} open{over}")
    for written, page in sending.pages.items():
        click.echo(f"wrote {written} ({page.size:,} rows, for {page.sheet.coder})")
