"""relcode simulate: how much of such material people must review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options, screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.simulating.simulate import Simulated

ORDERS = ("random", "doubtful", "uncertain", "gain", "code-by-code")
_CODE = 30  # letters of its column


@click.command("simulate")
@options.study
@click.option(
    "-o",
    "--output",
    "chart_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the chart to this .svg file.",
)
@options.csv
@click.option(
    "--target",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.8,
    show_default=True,
    help="The kappa that each code of the finished coding is to have.",
)
@click.option(
    "--by",
    "names",
    type=click.Choice(ORDERS),
    multiple=True,
    help="An order; may be repeated.  [default: all]",
)
@click.option(
    "--repeats",
    type=click.IntRange(1, 1000),
    default=5,
    show_default=True,
    help="How often each order is replayed; chance differs.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Of chance.  [default: the study's]")
@options.force
@options.quiet
def COMMAND(  # noqa: PLR0913, PLR0917 - as many as the command has options
    study_path: Path,
    chart_path: Path | None,
    csv_path: Path | None,
    target: float,
    names: tuple[str, ...],
    repeats: int,
    seed: int | None,
    force: bool,
    quiet: bool,
) -> None:
    """Replay how the study was reviewed, to see how much review such material needs.

    All segments that somebody has gone through, marked as done, are reviewed again, as if nobody
    had, round by round: what people said of those reviewed so far, and what the tagger, having
    learned from them, says of the others, is the finished coding. Shown is what share must be
    reviewed until its kappa with what people said of all stays at the target, code by code.

    The orders: 'random', by chance; 'doubtful', the most doubtful first; 'uncertain', as 'relcode
    review out --by uncertain' draws; 'gain', first where kappa is expected to gain most, summed
    over codes; 'code-by-code', the same for each code by itself, in an order of its own: each
    reading of a segment then decides on one code alone.

    Where to stop, a rule says that goes by a part drawn at random; how often it was wrong is shown.
    docs/simulation.md explains it all.
    """
    from relcode.simulating.simulate import Plan
    from relcode.simulating.study import simulated
    from relcode.study import Study

    _check(chart_path, csv_path, force=force)
    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        orders = tuple(dict.fromkeys(names)) or ORDERS
        plan = Plan(orders, target, repeats, study.seed if seed is None else seed)
        found = simulated(study, plan, progress)
    for line in _lines(found):
        click.echo(line)
    if chart_path:
        _draw(found, chart_path)
    if csv_path:
        _write(found, csv_path)


def _check(chart_path: Path | None, csv_path: Path | None, *, force: bool) -> None:
    """Say now, not after minutes, what cannot be written."""
    from relcode.errors import RelcodeError

    if chart_path and chart_path.suffix.casefold() != ".svg":
        message = "the chart is an SVG image"
        raise RelcodeError(message, where=str(chart_path), fix="such as: -o simulation.svg")
    for path in filter(None, (chart_path, csv_path)):
        if path.exists() and not force:
            message = "there is a file of that name already"
            raise RelcodeError(message, where=str(path), fix="name another file, or use --force")


def _lines(found: Simulated) -> Iterator[str]:
    """The share that each code needs, by order, and what that comes to over all."""
    from relcode.simulating.table import summaries

    shares = [curve.needed(found.target).mean(0) for curve in found.curves]
    head = "".join(f"{curve.name:>14}" for curve in found.curves)
    yield click.style(f"{'code':<{_CODE}}{'units':>7}{head}", bold=True)
    for number, code in enumerate(found.codes):
        cells = "".join(f"{one[number]:>14.1%}" for one in shares)
        yield f"{code:<{_CODE}}{found.units[number]:>7,}{cells}"
    totals = summaries(found)
    for name, told in (
        ("median over codes", [f"{one.needed:.1%}" for one in totals]),
        ("read until all codes are there", [f"{one.read:.1%}" for one in totals]),
        ("where the rule says stop", [f"{one.at_stop:.1%}" for one in totals]),
        ("stopped below the target", [f"{one.below} of {one.stops}" for one in totals]),
        ("lowest kappa at a stop", [f"{one.lowest:.2f}" for one in totals]),
    ):
        yield f"{name:<{_CODE + 7}}" + "".join(f"{cell:>14}" for cell in told)
    yield (
        f"\nshare of {found.size:,} segments that must be reviewed until kappa stays at"
        f" {found.target:g} or above; codes on fewer than 20 are left out"
    )


def _draw(found: Simulated, path: Path) -> None:
    from relcode.files import atomic
    from relcode.simulating.chart import chart

    with atomic(path, "w") as file:
        file.write(chart([("this study", found)], "What must be reviewed"))
    click.echo(f"wrote {path}")


def _write(found: Simulated, path: Path) -> None:
    from relcode.export.tables import csv_writer
    from relcode.simulating.table import COLUMNS, rows

    with csv_writer(path, COLUMNS) as write:
        for row in rows(found):
            write(row)
    click.echo(f"wrote {path}")
