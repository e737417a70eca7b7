"""relcode export: write the review workbook and the tables."""

from __future__ import annotations

from pathlib import Path

import click

from relcode import plugins
from relcode.cli import options


@click.command("export")
@options.study
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into.  [default: the study's]",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(plugins.names("exporters")),
    help="One format; may be repeated.",
)
@options.quiet
def COMMAND(study_path: Path, folder: Path | None, formats: tuple[str, ...], quiet: bool) -> None:
    """Write review.xlsx, segments.csv and codings.csv, or the formats named.

    Once a sheet came back, also judgements.csv (who judged which segment, with codes or without),
    memos.csv and own_columns.csv (what coders noted and added).

    A file that was changed by hand since it was written is kept under another name.
    """
    from relcode import pipeline
    from relcode.cli import screen
    from relcode.study import Study

    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        outcome = pipeline.export(
            study,
            folder or study.path.parent,
            formats=formats,
            progress=progress,
        )
    click.echo("\n".join(f"wrote {path}" for path in outcome.written))
    screen.finish(outcome)
