"""relcode methods: what a paper's methods section says of the study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options, screen

if TYPE_CHECKING:
    from relcode.methods import Page


@click.command("methods")
@options.study
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A Markdown file, such as methods.md.  [default: the screen]",
)
@click.option(
    "--rules",
    "rules_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A YAML file with rules of agreement of your own, as for 'relcode agree'.",
)
@options.force
@options.csv
@options.quiet
def COMMAND(  # noqa: PLR0913, PLR0917 - as many as the command has options
    study_path: Path,
    path: Path | None,
    rules_path: Path | None,
    force: bool,
    csv_path: Path | None,
    quiet: bool,
) -> None:
    """Write text and tables for the methods section of a paper.

    What was read, how segments were drawn, who coded them, how coders agreed, what suggested codes
    and by which versions (with hashes), and what is left out: only what is true of the study as it
    stands, and what a reader would miss is said to be missing. --csv has the table of codes.
    docs/methods.md shows an example.
    """
    from relcode.analyse.agree.rules import rules
    from relcode.errors import RelcodeError
    from relcode.files import atomic
    from relcode.methods import page
    from relcode.study import Study

    if path and path.exists() and not force:
        message = "exists already, and may have been edited"
        raise RelcodeError(message, where=str(path), fix="name another file, or use --force")
    limits = rules(rules_path)
    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        found = page(study, limits, progress)
    if path is None:
        click.echo(found.text, nl=False)
    else:
        with atomic(path, "w") as file:
            file.write(found.text)
        click.echo(f"wrote {path}")
    if csv_path:
        _write(csv_path, found)


def _write(path: Path, found: Page) -> None:
    from relcode.export.tables import csv_writer
    from relcode.methods import COLUMNS

    with csv_writer(path, COLUMNS) as write:
        for row in found.codes:
            write(row)
    click.echo(f"wrote {path}", err=True)
