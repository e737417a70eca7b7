"""relcode refs export: write the works for reference managers and tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.reference import Reference


@click.command("export")
@options.study
@click.option(
    "--to",
    "form",
    type=click.Choice(["bib", "ris", "csv"]),
    help="The form.  [default: as FILE ends; bib]",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The file to write.",
)
@options.force
def export(study_path: Path, form: str | None, path: Path, *, force: bool) -> None:
    """Write every work once to FILE, as BibTeX, RIS or CSV, with its citation key.

    A work keeps the key that its record came with, the one of a BibTeX file before others; where
    it has none it is named after first author and year.
    """
    from relcode import refs
    from relcode.errors import RelcodeError
    from relcode.refs.write import keyed
    from relcode.study import Study

    if path.exists() and not force:
        message = "exists already"
        raise RelcodeError(message, where=str(path), fix="name another file, or use --force")
    with Study.open(study_path) as study:
        works = refs.all_works(study.library)
    suffix = path.suffix.lower().removeprefix(".")
    references = keyed(work.reference for work in works)
    _write(references, path, form or (suffix if suffix in {"ris", "csv"} else "bib"))
    click.echo(f"wrote {path} ({len(works):,} works)", err=True)


def _write(references: Sequence[Reference], path: Path, form: str) -> None:
    from relcode.export.tables import csv_writer
    from relcode.files import atomic
    from relcode.refs.write import COLUMNS, bibtex, ris, row

    if form == "csv":
        with csv_writer(path, COLUMNS) as write:
            for one in references:
                write(list(row(one).values()))
        return
    with atomic(path, "w") as file:
        file.writelines((bibtex if form == "bib" else ris)(references))
