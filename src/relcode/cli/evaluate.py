"""relcode evaluate: compare suggested codes with a reference coding."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.analyse.evaluate import Judged, Row

_HEADING = (
    f"{'code':<30}{'n':>8}{'given':>8}{'prec':>8}{'rec':>8}{'F1':>8}{'95 %':>12}"
    f"{'kappa':>8}{'AC1':>8}{'AP':>8}{'valence':>8}"
)


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with the whole texts; may be repeated.  [default: GOLD and its neighbours]",
)
@options.codebook
@click.option("--tagger", default="", metavar="NAME", help="Whose suggestions.  [default: full]")
@options.csv
def COMMAND(
    gold: Path, texts: tuple[Path, ...], book: str | None, tagger: str, csv_path: Path | None
) -> None:
    """Code the texts of the reference codings in GOLD and compare, per code and overall.

    Only suggested codes count. Intervals are 95 %, from resampling whole documents; with few
    documents they are rough. Figures are only as good as the reference: say who coded it.
    """
    from relcode import codebook, evaluation
    from relcode.analyse import evaluate

    result = evaluation.evaluate(
        gold, codebook.load(book or "relational"), texts=texts, tagger=tagger
    )
    rows = []
    for group, documents in sorted(result.groups.items()):
        lines = evaluate.table(documents, result.codes)
        _show(group, documents, lines, evaluate.macro_f1(lines))
        rows += [_cells(group, line) for line in lines]
    for document, lost in result.missing.items():
        what = "no whole text found" if lost is None else f"not in the text: {', '.join(lost)}"
        click.echo(f"{document}: {what}")
    if csv_path:
        from relcode.export.tables import csv_writer

        with csv_writer(csv_path, evaluate.COLUMNS) as write:
            for cells in rows:
                write(cells)


def _show(group: str, documents: Sequence[Judged], lines: Sequence[Row], macro: float) -> None:
    units = sum(len(document.truth) for document in documents)
    names = ", ".join(document.document for document in documents)
    click.secho(f"{group}: {units} units in {len(documents)} documents ({names})", bold=True)
    click.echo(_HEADING)
    for line in lines:
        if line.n or line.suggested:
            click.echo(_line(line))
    click.echo(f"macro-F1 over the codes that occur: {macro:.2f}\n")


def _line(line: Row) -> str:
    figures = line.figures
    f1 = figures["f1"]
    interval = "–" if math.isnan(f1.low) else f"{f1.low:.2f}–{f1.high:.2f}"
    numbers = [
        *(_number(figures[name].value) for name in ("precision", "recall", "f1")),
        f"{interval:>12}",
        *(_number(figures[name].value) for name in ("kappa", "ac1")),
        _number(line.average_precision),
        _number(line.valence_agreement),
    ]
    return f"{line.code:<30}{line.n:>8}{line.suggested:>8}{''.join(numbers)}"


def _number(value: float) -> str:
    return f"{'–' if math.isnan(value) else f'{value:.2f}':>8}"


def _cells(group: str, line: Row) -> list[str | int | float]:
    from relcode.analyse.evaluate import MEASURES

    parts = [(f.value, f.low, f.high) for f in (line.figures[name] for name in MEASURES)]
    figures = [value for part in parts for value in part]
    last = [*figures, line.average_precision, line.valence_agreement]
    shown = ["" if math.isnan(value) else round(value, 4) for value in last]
    return [group, line.code, line.n, line.suggested, *shown]
