"""relcode lessons: list the lessons-learned passages."""

from __future__ import annotations

from pathlib import Path

import click

from relcode.cli import options


@click.command("lessons")
@click.argument("where", type=click.Path(path_type=Path), metavar="[DIR]", default=Path())
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Only those above this confidence, 0 to 1.",
)
@options.csv
def COMMAND(where: Path, at_least: float, csv_path: Path | None) -> None:
    """List the passages of the study in DIR that state a lesson learned.

    Each with its source, section and confidence: in papers and reports the probability that its
    paragraph states a lesson (docs/papers.md), elsewhere a judgement from headings and wording. DIR
    may also be a .relcode file.
    """
    from relcode.analyse import lessons
    from relcode.cli.listing import also_csv, count, show_passage
    from relcode.study import Study

    found = 0
    with Study.open(where) as study:
        rows = lessons.lessons(study, at_least=at_least)
        for row in also_csv(rows, lessons.COLUMNS, csv_path):
            found += 1
            confidence = f"confidence {row.lesson:.2f}"
            show_passage((row.source, row.section, row.speaker, confidence), row.text)
    count(found)
