"""relcode codebook apply: another version of the codebook for a study that people code in."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from relcode.codebook import Codebook
    from relcode.review.migrate import Plan
    from relcode.study import Study

COLUMNS = ("coder", "segment_id", "codes", "choices", "decided")
DEFAULT = Path("study.relcode")
SHOWN = 20  # questions on the screen; the table has all


@click.command("apply")
@click.argument("new", metavar="NEW")
@options.study
@click.option("--apply", "really", is_flag=True, help="Do it; without this, only say what it does.")
@options.csv
@options.quiet
def apply(new: str, study_path: Path, really: bool, csv_path: Path | None, quiet: bool) -> None:
    """Make NEW the codebook of a study that has decisions, and bring them along.

    NEW is a shipped codebook's name, a YAML file, or a hash that 'relcode codebook versions'
    shows. Decisions on codes that were renamed or merged are carried over; where only the coder
    can tell (a code was split, or merged codes had different valence), questions are kept as a
    round; decisions on retired codes stay in the history. To go back, apply the version before.
    """
    from relcode.cli.codebook import report
    from relcode.cli.codebook.diff import named
    from relcode.review import migrate
    from relcode.study import Study

    with Study.open(study_path) as study:
        old, book = study.codebook(), named(study, new)
        done = migrate.apply(study, book) if really else migrate.plan(study, book)
        report.fates(old, book, done.changes)
        _decisions(done)
        _lost(done, old)
        if csv_path:
            _write(done, csv_path)
        if really:
            _finish(study, done, _repeated(study_path), quiet=quiet)
        elif done:
            migrate.refuse(done.changes, new)
            click.echo("\nnothing was written; say --apply to do it")


def _decisions(done: Plan) -> None:
    """Print what becomes of the decisions, by code, and the questions."""
    rows = done.tally()
    if rows:
        click.echo(
            f"\n{'decisions on':<26}{'carried':>8}{'asked':>8}{'left':>8}{'coders':>8}  go to"
        )
    for row in rows:
        figures = "".join(f"{number:>8,}" for number in row[2:])
        click.echo(f"  {row.code:<24}{figures}  {', '.join(row.heirs) or '(retired)'}")
    before = len(done.fate.open) - len(done.new)
    if done.fate.open:
        put = f", {before:,} of them put before" if before else ""
        click.secho(f"\n{_count(len(done.fate.open), 'question')}{put}", bold=True)
    for one in done.fate.open[:SHOWN]:
        choices = " or ".join(one.choices) if len(one.choices) > 1 else f"{one.choices[0]}, how"
        click.echo(f"  {one.coder}, {one.segment}: {choices}?  ({one.said})")
    if len(done.fate.open) > SHOWN:
        click.echo(f"  … {len(done.fate.open) - SHOWN:,} more; --csv FILE lists all")


def _lost(done: Plan, old: Codebook) -> None:
    """Warn of decisions that stand on a code now, and on none after the change."""
    codes = {code.id for code in old.codes}
    lost = [row for row in done.tally() if row.left and row.code in codes]
    if lost:
        names = ", ".join(row.code for row in lost)
        number = _count(sum(row.left for row in lost), "decision")
        click.secho(f"\ncareful: no code takes over {number} on {names}", fg="red")
        click.echo("  kept in the history, until a code takes them over by  formerly: [ID]")


def _repeated(study_path: Path) -> str:
    """The option that names the study, where a hint has to repeat it."""
    return "" if study_path == DEFAULT else f" --study {shlex.quote(str(study_path))}"


def _write(done: Plan, path: Path) -> None:
    from relcode.export.tables import csv_writer

    with csv_writer(path, COLUMNS) as line:
        for one in done.fate.open:
            codes = ", ".join(one.codes), ", ".join(one.choices)
            line((one.coder, one.segment, *codes, one.said))
    click.echo(f"wrote {path}", err=True)


def _finish(study: Study, done: Plan, option: str, *, quiet: bool) -> None:
    """Say what was done, and suggest with the new codebook; `option` names the study."""
    from relcode import pipeline
    from relcode.cli import screen

    if not done:
        click.echo("\nnothing to do")
        return
    book = study.codebook()
    click.echo(f"\n{book.name} {book.version} is the codebook of {study.path}")
    if done.round:
        waiting = _count(len(done.new), "question")
        click.echo(f"{waiting} kept; send: relcode codebook questions {done.round}{option} -o FILE")
    with screen.Screen(quiet=quiet) as progress:
        outcome = pipeline.tag(study, progress=progress)
    if outcome.tagged:
        click.echo(f"tagged {_count(len(outcome.tagged), 'source')} with it")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
