"""relcode learn: learn from what people have decided."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import click

from relcode.cli import options, screen

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.learn.compare import Compared
    from relcode.learning import Change, Report

_HEAD = f"{'code':<30}{'rung':>5}{'decided':>9}{'with it':>9}{'threshold':>14}"
_COMPARED = f"{'F1':>14}{'AP':>14}"


@click.command("learn")
@options.study
@click.option(
    "--compare",
    is_flag=True,
    help="Also measure each code before and after, on documents that were not learned from, and"
    " leave it as it was where it gets no better.",
)
@options.quiet
def COMMAND(study_path: Path, compare: bool, quiet: bool) -> None:
    """Learn from all that people have decided in the study, on top of the shipped model.

    Codes that were accepted, added, rejected or adjudicated, and those missing where a row was
    marked as done; suggestions that nobody has touched teach nothing. What is learned is kept in
    the study as learned.v1, learned.v2 and so on; 'relcode tag' uses the last one. A segment that
    was decided on is itself still suggested as by the shipped model.

    The rung says how many decided segments have the code: at 0 it only becomes rarer, with 1 to 4
    bias and slope are corrected, from 5 on it has a head of its own.
    """
    from relcode.learning import learn
    from relcode.study import Study
    from relcode.tagging import TAGGER, named

    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        found = learn(study, compare=compare, progress=progress)
        asked = "" if named(study) == TAGGER else f" --tagger {TAGGER}"
    if found.fresh:
        _show(found, compare=compare)
        click.echo(f"run 'relcode tag{asked}' to have the sources tagged by it")
    else:
        click.echo(f"nothing was decided since {found.version.name}: it stands")


def _show(found: Report, *, compare: bool) -> None:
    name = found.version.name
    click.secho(_HEAD + (_COMPARED if compare else "") + "  read by", bold=True)
    for one in sorted(found.changes, key=lambda one: -one.found):
        click.echo(_line(one))
    click.echo(f"\n{name}: from {found.units:,} segments in {found.sources:,} sources")
    if any(one.own for one in found.changes):
        click.echo("* not in the shipped model: read by its definition and what was reviewed")
    if compare:
        kept = sum(one.by != found.version.number for one in found.changes)
        click.echo(f"{kept} of {len(found.changes)} codes got no better and stay as they were")


def _line(one: Change) -> str:
    from relcode.learned import named

    code = f"{one.code}{' *' if one.own else ''}"
    cuts = "–" if one.own else f"{one.before:.2f} → {one.after:.2f}"
    plain = "codebook" if one.own else "as shipped"
    by = named(one.by) if one.by else plain
    scores = _scores(one.compared) if one.compared else ""
    return f"{code:<30}{one.rung:>5}{one.judged:>9,}{one.found:>9,}{cuts:>14}{scores}  {by}"


def _scores(one: Compared) -> str:
    return "".join(
        f"{_number(before)} → {_number(after)}".rjust(14)
        for before, after in zip(one.before[:2], one.after[:2], strict=True)
    )


def _number(value: float) -> str:
    return "–" if isnan(value) else f"{value:.2f}"
