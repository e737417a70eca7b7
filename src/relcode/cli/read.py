"""relcode read: read files into a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("read")
@options.inputs
@options.study
@options.interviewers
@options.ocr
@options.quiet
def COMMAND(
    inputs: tuple[str, ...],
    study_path: Path,
    interviewers: tuple[str, ...],
    ocr: bool,
    quiet: bool,
) -> None:
    """Read and segment INPUTs (files, folders, patterns); unchanged files are left alone.

    Exit code 3 says that some files were skipped.
    """
    from relcode import pipeline
    from relcode.cli import screen
    from relcode.study import Study

    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        outcome = pipeline.read(
            study, inputs, interviewers=interviewers, ocr=ocr, progress=progress
        )
    click.echo(f"read {len(outcome.read)}, unchanged {len(outcome.unchanged)}")
    screen.finish(outcome)
