"""relcode init: make an empty study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("init")
@options.study
@options.codebook
def COMMAND(study_path: Path, book: str | None) -> None:
    """Make an empty study with a codebook; an existing study is left alone."""
    from relcode import pipeline

    with pipeline.init(study_path, book or "relational") as study:
        used = study.codebook()
    click.echo(f"made {study_path} with codebook {used.name} {used.version}")
