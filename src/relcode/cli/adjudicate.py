"""relcode adjudicate: settle what coders disagree about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.cli.review_in import take

if TYPE_CHECKING:
    from pathlib import Path


@click.group("adjudicate")
def COMMAND() -> None:
    """Settle what coders disagree about."""


@COMMAND.command("out")
@options.study
@click.option(
    "--adjudicator",
    default="",
    metavar="NAME",
    help="Who settles.  [default: whoever returns the sheet]",
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME",
    help="Between whom; may be repeated.  [default: all]",
)
@options.force
@options.sheet_file
def out(
    study_path: Path, adjudicator: str, coders: tuple[str, ...], force: bool, path: Path
) -> None:
    """Write a sheet of only the segments on which coders differ, their codes side by side.

    Coders differ where one gives a code that another does not give or rejects, or where they give
    it another valence or role. What was adjudicated before is left out.
    """
    from relcode.review import adjudicate
    from relcode.study import Study

    with Study.open(study_path) as study:
        sending = adjudicate.send(study, path, adjudicator=adjudicator, coders=coders, force=force)
    for written, page in sending.pages.items():
        between = ", ".join(page.parts.told)
        click.echo(f"round {sending.round.name}: between {between}")
        click.echo(f"wrote {written} ({page.size:,} rows)")


COMMAND.add_command(take)
