"""relcode undo: make what came in by a round count no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("undo")
@click.argument("name", metavar="ROUND")
@options.study
def COMMAND(name: str, study_path: Path) -> None:
    """Make all that came in by ROUND count no more; what stood before stands again.

    Nothing is deleted: the history keeps it, and the same files can be taken in again.
    """
    from relcode.errors import RelcodeError
    from relcode.study import Study

    with Study.open(study_path) as study:
        kind = study.rounds[name].kind
        if kind == "codebook":
            message = f"'{name}' changed the codebook, and decisions came over to the new one"
            fix = "apply the earlier codebook instead: 'relcode codebook apply'"
            raise RelcodeError(message, where=str(study_path), fix=fix)
        entries = study.rounds.undo(name)
    for entry in entries:
        click.echo(f"undone: {entry.file}, which came in at {entry.at[:19]}Z")
    if not entries:
        click.echo(f"nothing has come in by {name}, or all of it is undone already")
