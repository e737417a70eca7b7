"""relcode backup: copy a study as it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from relcode.cli import options


@click.command("backup")
@click.argument("target", required=False, type=click.Path(path_type=Path, dir_okay=False))
@options.study
def COMMAND(target: Path | None, study_path: Path) -> None:
    """Copy the study whole into TARGET, also while others write to it.

    By default beside the study, with the date and time in its name. Nothing is overwritten.
    """
    from relcode.study import Study

    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    with Study.open(study_path) as study:
        beside = study.path.with_name(f"{study.path.stem}.{stamp}{study.path.suffix}")
        path = target or beside
        study.backup(path)
    click.echo(f"wrote {path}")
