"""relcode run: read, tag and export in one go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relcode.cli import options

if TYPE_CHECKING:
    from relcode.outcome import Outcome


@click.command("run")
@options.inputs
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("relcode-results"),
    show_default=True,
    help="The folder for the study and its files.",
)
@options.codebook
@options.interviewers
@options.tagger
@options.ocr
@options.quiet
def COMMAND(
    inputs: tuple[str, ...],
    folder: Path,
    quiet: bool,
    **asked: Any,  # noqa: ANN401 - click's values for the parameters of a run
) -> None:
    """Read, tag and export INPUTs: files, folders (with all they hold) and patterns.

    Writes study.relcode, review.xlsx, segments.csv and codings.csv. Only what is new or has
    changed since the last run is read again. Exit code 3 says that some files were skipped.
    """
    from relcode import pipeline
    from relcode.cli import screen

    with screen.Screen(quiet=quiet) as progress:
        outcome = pipeline.run(inputs, folder, progress=progress, **asked)
    if outcome.idle:
        click.echo(f"nothing to do: {folder} is up to date")
    else:
        _show(outcome, folder)
    screen.finish(outcome)


def _show(outcome: Outcome, study_path: Path) -> None:
    from relcode.cli import summary
    from relcode.study import Study

    with Study.open(study_path) as study:
        click.echo(f"read {len(outcome.read)}, unchanged {len(outcome.unchanged)}\n")
        summary.show(study)
    click.echo("\n" + "\n".join(f"wrote {path}" for path in outcome.written))
