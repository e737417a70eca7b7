"""relcode review in: take reviewed sheets back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.cli.stored import stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.review.back import Back, Question
    from relcode.review.corrections import Plan
    from relcode.study import Study

SOME_HELD = 3  # as where a batch skips files: the rest was done
MOST_SHOWN = 20  # questions of one file on the screen; --questions writes all
# what is counted, in the order of telling, with the words for it
COUNTED = {
    "accepted": "suggestions accepted",
    "rejected": "codes rejected",
    "added": "codes added",
    "changed code": "codes changed into another",
    "changed": "codes changed in valence, role or extent",
    "adjudicated": "codes adjudicated",
    "done": "rows marked done",
    "unsure": "rows marked unsure",
    "memos": "notes and comments",
    "own": "entries in own columns",
    "split": "rows whose text was split",
    "known": "decisions that an earlier return had brought",
    "repeated": "copies of rows, counted once",
    "untouched": "rows left as they were: undecided",
    "missing": "rows not in the file: undecided",
    "held": "rows held back with a question",
}


@click.command("in")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@options.study
@click.option("--coder", default="", help="Who coded, where the sheet was made for nobody by name.")
@click.option("--apply", "store", is_flag=True, help="Store the decisions, not only show them.")
@click.option(
    "--questions",
    "questions_path",
    type=click.Path(path_type=Path),
    help="Write all questions and remarks to this CSV file.",
)
def take(
    files: tuple[Path, ...], study_path: Path, coder: str, store: bool, questions_path: Path | None
) -> None:
    """Take back FILEs (.xlsx, .ods, .csv) that reviewers have worked in.

    Shows what each would bring; with --apply the decisions are stored, all in one go. A row with
    any doubt is held back whole and listed as a question, with its cell: mend it in the sheet and
    take the sheet in again. Rows without a status, and rows that are gone, decide nothing.
    Exit code 3 says that some rows were held back or some files skipped.
    """
    from relcode.review import corrections
    from relcode.study import Study

    with Study.open(study_path) as study:
        backs, skipped = _taken_apart(files, study, coder)
        if store:
            plans = corrections.apply(backs, study, coder)
        else:
            plans = [corrections.plan(back, study, coder) for back in backs]
        for plan in plans:
            _show(plan)
        if questions_path:
            _write(plans, questions_path)
        if any(plan.brought for plan in plans):
            held = sum(plan.counts["held"] for plan in plans)
            click.echo(stored(study, held=held) if store else "nothing is stored yet: add --apply")
    for problem in skipped:
        click.echo(f"skipped: {problem}", err=True)
    if skipped or any(plan.questions for plan in plans):
        raise SystemExit(SOME_HELD)


def _taken_apart(files: Sequence[Path], study: Study, coder: str) -> tuple[list[Back], list[str]]:
    """The files that are sheets of this study, and why the others are not."""
    from relcode.errors import RelcodeError
    from relcode.review.corrections import who
    from relcode.review.returned import take_apart

    backs, skipped = [], []
    for path in files:
        try:
            back = take_apart(path, study)
            who(back, coder)
            backs.append(back)
        except RelcodeError as error:
            skipped.append(str(error))
    return backs, skipped


def _show(plan: Plan) -> None:
    sheet = plan.back.sheet
    click.secho(f"{plan.back.path.name} · {sheet.round} · {plan.coder}", bold=True)
    if plan.known:
        more = plan.brought or plan.questions
        left = "only what was held back is read again" if more else "nothing to do"
        click.echo(f"  this very file is in already; {left}")
        if not more:
            click.echo()
            return
    for kind, words in COUNTED.items():
        if plan.counts[kind]:
            click.echo(f"  {plan.counts[kind]:>7,}  {words}")
    _list("questions", plan.questions)
    _list("remarks", plan.remarks)
    click.echo()


def _list(title: str, questions: Sequence[Question]) -> None:
    if not questions:
        return
    click.echo(f"  {title}:")
    from relcode.review.cells import grouped

    lines = grouped(questions)
    for at, what, fix in lines[:MOST_SHOWN]:
        click.echo(f"    {at}: {what}{f'; {fix}' if fix else ''}")
    if len(lines) > MOST_SHOWN:
        more = len(lines) - MOST_SHOWN
        click.echo(f"    … and {more:,} more (--questions FILE writes all)")


def _write(plans: Sequence[Plan], path: Path) -> None:
    from relcode.export.tables import csv_writer

    with csv_writer(path, ("kind", "where", "what", "what_to_do")) as write:
        for plan in plans:
            for question in plan.questions:
                write(("question", *question))
            for remark in plan.remarks:
                write(("remark", *remark))
    click.echo(f"wrote {path}", err=True)
