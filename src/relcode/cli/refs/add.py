"""relcode refs add: take in what databases exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.cli.screen import SOME_SKIPPED
from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.refs.study import Came

SHOWN = 5  # problems of a file, without --problems


@click.command("add")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@options.study
@click.option("--problems", "every", is_flag=True, help="List every problem, not only the first.")
def add(files: tuple[Path, ...], study_path: Path, *, every: bool) -> None:
    """Add the references in FILES to the study, and find which of all of them are one work.

    FILES are RIS, nbib (PubMed), Web of Science, EndNote (XML or %), BibTeX, CSV, XLSX or ODS, in
    any encoding; the content tells which, not the name. Broken records are listed and the rest is
    kept. Adding exports one by one, in any order, gives the same as adding them at once. Exit code
    3 says that some files were refused.
    """
    from relcode import refs
    from relcode.study import Study

    with Study.open(study_path) as study:
        came = refs.add(study.library, files)
        works = len(refs.all_works(study.library))
        records = sum(one.records for one in study.library.exports())
    for one in came:
        _show(one, every=every)
    click.echo(f"{records:,} records in the study are {works:,} works")
    if all(one.refused for one in came):
        message = "no file could be read"
        raise RelcodeError(message, fix="the reasons stand above")
    if any(one.refused for one in came):
        raise SystemExit(SOME_SKIPPED)


def _show(came: Came, *, every: bool) -> None:
    if came.refused:
        click.echo(f"refused: {came.refused}", err=True)
        return
    told = "added before, as it is" if came.known else f"{came.new:,} new"
    records = "1 record" if came.records == 1 else f"{came.records:,} records"
    click.echo(f"{came.name}: {records}, {told}")
    problems: Sequence[object] = came.problems if every else came.problems[:SHOWN]
    for problem in problems:
        click.echo(f"  {problem}", err=True)
    if rest := len(came.problems) - len(problems):
        click.echo(f"  … and {rest:,} more: --problems lists them", err=True)
