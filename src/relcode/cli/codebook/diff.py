"""relcode codebook diff, versions: what changed between two versions of a codebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from relcode.codebook import Codebook
    from relcode.study import Study


@click.command("diff")
@click.argument("names", metavar="[OLD] NEW", nargs=-1)
@click.option(
    "--study",
    "study_path",
    type=click.Path(path_type=Path),
    help="The study whose codebook is OLD.  [default: study.relcode, where OLD is not given]",
)
@options.csv
def diff(names: tuple[str, ...], study_path: Path | None, csv_path: Path | None) -> None:
    """Tell all that differs between two versions of a codebook.

    OLD and NEW are shipped codebooks' names or YAML files, or a hash that 'relcode codebook
    versions' shows. Without OLD, the codebook that the study uses is compared with NEW.

    A code that takes over another says so:  formerly: [old-id]
    """
    from relcode.cli.codebook import report
    from relcode.codebook import Lineage, changes, load
    from relcode.review.migrate import versions as kept
    from relcode.study import Study

    *first, second = _one_or_two(names)
    if first and study_path is None:
        old, new, earlier = load(first[0]), load(second), set[str]()
    else:
        with Study.open(study_path or Path("study.relcode")) as study:
            books = kept(study)
            old = named(study, first[0]) if first else books[-1]
            new, earlier = named(study, second), Lineage(books).known()
    found = changes(old, new, earlier)
    report.show(old, new, found)
    if csv_path:
        report.write(found, csv_path)


def _one_or_two(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        message = "Missing argument 'NEW': a shipped codebook's name, a YAML file, or a hash."
        raise click.UsageError(message)
    if len(names) > len(("OLD", "NEW")):
        message = f"Got unexpected extra argument ({names[-1]})"
        raise click.UsageError(message)
    return names


@click.command("versions")
@options.study
def versions(study_path: Path) -> None:
    """List the codebooks that a study has used, in that order; the last one is in use."""
    from relcode.review.migrate import versions as kept
    from relcode.study import Study

    with Study.open(study_path) as study:
        for book in kept(study):
            used = " (in use)" if book.hash == study.codebook_hash else ""
            codes = f"{len(book.codes)} codes{used}"
            click.echo(f"{book.hash[:12]}  {book.name} {book.version}, {codes}")


def named(study: Study, name: str) -> Codebook:
    """The codebook that the study keeps under a hash that begins so, or else the one to load."""
    from relcode.pipeline import sound_book
    from relcode.review.migrate import kept

    return kept(study, name) or sound_book(name)
