"""relcode refs texts, relcode refs link: which full text is of which reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.cli.refs.rule import coder

if TYPE_CHECKING:
    from pathlib import Path

_TITLE = 72  # characters shown of a title


@click.command("texts")
@options.study
@click.option("--missing", is_flag=True, help="Only works without a full text.")
@options.csv
def texts(study_path: Path, csv_path: Path | None, *, missing: bool) -> None:
    """List the works with their full texts, and why these are theirs; and those that have none.

    Full texts are the papers and reports that were read. They are known by DOI, PMID, PMCID, title,
    or the name of the file; 'relcode refs link' says otherwise.
    """
    from relcode.papers.shelf import shelf
    from relcode.papers.tables import columns
    from relcode.study import Study

    with Study.open(study_path) as study:
        rows = list(shelf(study).rows())
    shown = [row for row in rows if not (missing and row["file"])]
    for row in shown:
        title = click.style(f"{row['title']}"[:_TITLE], bold=True)
        click.echo(f"{row['work'] or '–'}  {row['key']}  {title}")
        why = f"  ({row['by']}: {row['why']})" if row.get("by") else ""
        click.echo(f"    {row['file'] or 'no full text'}{why}")
    works = [row for row in rows if row["work"]]
    lacking = sum(not row["file"] for row in works)
    other = len(rows) - len(works)
    click.echo(f"{len(works):,} works, {lacking:,} without a full text; {other:,} other full texts")
    if csv_path:
        _write(shown, [column.key for column in columns("texts")], csv_path)


def _write(
    rows: list[dict[str, str | int | float | bool | None]], keys: list[str], path: Path
) -> None:
    from relcode.export.tables import csv_writer

    with csv_writer(path, keys) as write:
        for row in rows:
            write([row.get(key) for key in keys])
    click.echo(f"wrote {path}", err=True)


@click.command("link")
@click.argument("record", metavar="ID")
@click.argument("text", metavar="FILE")
@options.study
@coder
@click.option("--apart", is_flag=True, help="Say that FILE is not the text of this work.")
def link(record: str, text: str, study_path: Path, coder: str, *, apart: bool) -> None:
    """Say that FILE is the full text of the work of the record ID.

    An ID may be shortened to its beginning; FILE is a file that was read, or a source's name. The
    decision is kept, and the last one on a record and a file stands.
    """
    from relcode.papers.shelf import rule
    from relcode.study import Study

    with Study.open(study_path) as study:
        ruled = rule(study, record, text, study.spelt(coder), same=not apart)
    click.echo(f"{ruled.text} is {'not ' if apart else ''}a full text of {record}, {ruled.title}")
