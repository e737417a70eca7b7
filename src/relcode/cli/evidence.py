"""relcode evidence: what the papers of a study say, as a systematic review tabulates it."""

from __future__ import annotations

from pathlib import Path

import click

from relcode.cli import options, screen


@click.command("evidence")
@options.study
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), required=True,
    metavar="FOLDER", help="Where the workbook, its tables and its figures go.",
)  # fmt: skip
@click.option(
    "--kind", "kinds", type=click.Choice(("paper", "report", "web", "interview")), multiple=True,
    help="Sources of this kind; may be repeated.  [default: paper, report]",
)  # fmt: skip
@options.quiet
def COMMAND(study_path: Path, folder: Path, kinds: tuple[str, ...], quiet: bool) -> None:
    """Write the evidence table, quotes, paper by code, and the gap map of a study.

    One row for each paper: what it says of its design, setting, country and partners (read by
    rules, to be checked by a person), where it talks of working together and how deep, which codes
    are in force on it, barriers, facilitators, strategies, and its best quotes with section, page
    and place. The gap map counts, for each code and question, the papers that answer it. Full texts
    are linked to the references that came in by 'relcode refs add'; the flow is counted in the form
    of PRISMA 2020. All of it stands in FOLDER as evidence.xlsx and as CSV, with figures, and
    included.bib with the citation keys.
    """
    from relcode.papers.evidence import write
    from relcode.study import Study

    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        done = write(study, folder, kinds, progress)
    flow = done.flow
    read = flow.linked + flow.others
    click.echo(f"{read:,} {'paper' if read == 1 else 'papers'}, {flow.included:,} with a code")
    if flow.waiting:
        waiting = "1 paper is" if flow.waiting == 1 else f"{flow.waiting:,} papers are"
        click.echo(f"{waiting} not tagged yet, and counted without a code: 'relcode tag' tags them")
    if flow.works:
        click.echo(
            f"{flow.records:,} records, {flow.works:,} works without duplicates,"
            f" {flow.missing:,} of them without a full text (see texts.csv)"
        )
    for path in done.files:
        click.echo(f"wrote {path}")
