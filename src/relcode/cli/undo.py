"""relcode undo: make what came in by a round count no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.rounds import Came
    from relcode.study import Study

SECONDS = len("2026-01-01T00:00:00")


@click.command("undo")
@click.argument("name", metavar="ROUND")
@options.study
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME",
    help="Only what this coder returned; may be repeated.  [default: all coders]",
)
@click.option("--apply", "really", is_flag=True, help="Undo it, not only show it.")
def COMMAND(name: str, study_path: Path, coders: tuple[str, ...], really: bool) -> None:
    """Make what came in by ROUND count no more; what stood before stands again.

    Shows each file that came in; with --apply they are undone, all in one go. Nothing is deleted:
    the history keeps it, and the same files can be taken in again.
    """
    from relcode.study import Study

    with Study.open(study_path) as study:
        _refuse(study, name)
        came = study.rounds.undo(name, coders) if really else study.rounds.came(name, coders)
    click.secho(name, bold=True)
    for one in came:
        click.echo(_line(one))
    if came:
        click.echo("undone" if really else "nothing is undone yet: add --apply")
    else:
        click.echo("  nothing has come in, or all of it is undone already")


def _refuse(study: Study, name: str) -> None:
    from relcode.errors import RelcodeError

    if study.rounds[name].kind == "codebook":
        message = f"'{name}' changed the codebook, and decisions came over to the new one"
        fix = "apply the earlier codebook instead: 'relcode codebook apply'"
        raise RelcodeError(message, where=str(study.path), fix=fix)


def _line(one: Came) -> str:
    coders = ", ".join(one.coders) or "nobody by name"
    count = "1 decision" if one.decisions == 1 else f"{one.decisions:,} decisions"
    return f"  {coders} · {one.entry.file} · came in at {one.entry.at[:SECONDS]}Z · {count}"
