"""relcode agree: how far independent coders agree with each other and with the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.analyse.agree.material import Material
    from relcode.analyse.agree.report import Row
    from relcode.analyse.agree.table import By
    from relcode.study import Study


@click.command("agree")
@options.study
@click.option(
    "--by",
    type=click.Choice(["code", "source", "coder"]),
    default="code",
    show_default=True,
    help="What gets a line of its own.",
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME",
    help="Compare only these coders; may be repeated.",
)
@click.option(
    "--tagger",
    "taggers",
    multiple=True,
    metavar="NAME",
    help="Compare this tagger by its name, as it reads the texts now; may be repeated."
    "  [default: the study's suggestions, as the machine's]",
)
@click.option("--core", is_flag=True, help="Roll codes up to their core codes first.")
@click.option(
    "--rules",
    "rules_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A YAML file with thresholds of your own for the verdict.",
)
@options.csv
def COMMAND(  # noqa: PLR0913, PLR0917 - as many as the command has options
    study_path: Path,
    by: By,
    coders: tuple[str, ...],
    taggers: tuple[str, ...],
    core: bool,
    rules_path: Path | None,
    csv_path: Path | None,
) -> None:
    """Compare independent codings with each other and with the machine's.

    Independent are blind rounds and imported codings, on the units that a coder marked as done.
    Corrections of machine codes are not: they are counted by themselves. Presence comes first;
    valence, role and places only where two coders applied the code. Intervals are from resampling
    whole sources. docs/agreement.md explains every figure and verdict. Where nobody has coded,
    two taggers are compared on all units.
    """
    from relcode.analyse.agree.material import material
    from relcode.analyse.agree.rules import rules
    from relcode.analyse.agree.table import arrays, table
    from relcode.cli import agreement
    from relcode.study import Study

    limits = rules(rules_path)
    with Study.open(study_path) as study:
        found = material(study, coders)
        if taggers:
            _join(study, found, taggers)
        if core:
            found.roll_up()
    judged = arrays(found)
    rows = table(judged, found, limits, by)
    if not rows:
        for line in [*agreement.left_out(found), *agreement.corrections(found)]:
            click.echo(line)
        raise agreement.nothing(found, judged)
    for line in agreement.report(found, judged, rows, limits, by):
        click.echo(line)
    if csv_path:
        _write(csv_path, rows, found.names)


def _join(study: Study, found: Material, names: Sequence[str]) -> None:
    """Add taggers by name, on the units that people coded, or on all where nobody has."""
    from relcode import tagging
    from relcode.analyse.agree import taggers

    makers = {name: tagging.factory(study, name).name for name in names}
    alone, sources = not found.units, taggers.sources(found)
    taggers.unnamed(found)
    for tagger, name in makers.items():
        taggers.join(found, name, tagging.readings(study, tagger, sources), alone=alone)


def _write(path: Path, rows: Sequence[Row], names: dict[str, str]) -> None:
    from relcode.analyse.agree.columns import COLUMNS, cells
    from relcode.export.tables import csv_writer

    with csv_writer(path, COLUMNS) as write:
        for row in rows:
            write(cells(row, names))
    click.echo(f"wrote {path}", err=True)
