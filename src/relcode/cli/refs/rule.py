"""relcode refs split, relcode refs merge: what a person decides of references."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path

coder = click.option("--coder", default="", metavar="NAME", help="Who decides this.")


@click.command("split")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.study
@coder
def split(ids: tuple[str, ...], study_path: Path, coder: str) -> None:
    """Take the record ID out of the work it was merged into; of several IDs, all together.

    An ID may be shortened to its beginning. The decision is kept, and later exports do not undo
    it; 'relcode refs merge' does.
    """
    from relcode import refs
    from relcode.study import Study

    with Study.open(study_path) as study:
        work = refs.split(study.library, ids, study.spelt(coder))
    left = len(work.records) - len(ids)
    click.echo(f"{len(ids):,} taken out of a work of {len(work.records):,} records; {left:,} stay")


@click.command("merge")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.study
@coder
def merge(ids: tuple[str, ...], study_path: Path, coder: str) -> None:
    """Make one work of the works of the records ID; the decision is kept.

    An ID may be shortened to its beginning. 'relcode refs split' takes them apart again.
    """
    from relcode import refs
    from relcode.study import Study

    several = 2
    if len(set(ids)) < several:
        message = "give the IDs of two records or more"
        raise click.UsageError(message)
    with Study.open(study_path) as study:
        work = refs.merge(study.library, ids, study.spelt(coder))
    click.echo(f"one work of {len(work.records):,} records: {work.id} {work.reference.title}")
