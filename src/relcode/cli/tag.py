"""relcode tag: suggest codes for what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("tag")
@options.study
@options.codebook
@options.tagger
@options.quiet
def COMMAND(study_path: Path, book: str | None, tagger: str, quiet: bool) -> None:
    """Suggest codes for every source that was not tagged with this codebook yet."""
    from relcode import pipeline
    from relcode.cli import screen, summary
    from relcode.study import Study

    with Study.open(study_path) as study:
        if book:
            pipeline.use_codebook(study, book)
        with screen.Screen(quiet=quiet) as progress:
            outcome = pipeline.tag(study, tagger, progress=progress)
        click.echo(f"tagged {len(outcome.tagged)}")
        summary.show(study)
    screen.finish(outcome)
