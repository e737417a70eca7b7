"""relcode search: show passages in context."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.analyse.passages import Passage
    from relcode.study import Study

_SIDE = 48  # characters of context either side, so that a line fits a wide terminal


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--code", metavar="CODE", help="All passages with this code instead of words.")
@click.option("--candidates", is_flag=True, help="With --code: weak suggestions as well.")
@options.study
@options.csv
def COMMAND(
    words: tuple[str, ...],
    code: str | None,
    candidates: bool,
    study_path: Path,
    csv_path: Path | None,
) -> None:
    """Show every place of WORDS in the study's sources, or every passage with a code.

    WORDS stand next to each other, in any case; `partner*` finds every word that begins so.
    """
    from relcode.analyse.passages import COLUMNS
    from relcode.cli.listing import also_csv, count
    from relcode.study import Study

    if bool("".join(words).strip("* ")) == bool(code):
        message = "give either WORDS or --code CODE"
        raise click.UsageError(message)
    found = 0
    with Study.open(study_path) as study:
        rows = _passages(study, words, code, candidates=candidates)
        for row in also_csv(rows, COLUMNS, csv_path):
            found += 1
            _show(row, whole=bool(code))
    count(found)


def _passages(
    study: Study, words: tuple[str, ...], code: str | None, *, candidates: bool
) -> Iterator[Passage]:
    from relcode.analyse import passages

    if code:
        return passages.of_code(study, code, candidates=candidates, width=_SIDE)
    return passages.of_words(study, words, width=_SIDE)


def _show(row: Passage, *, whole: bool) -> None:
    """A concordance line for words; the whole segment for a code."""
    from relcode.cli.listing import show_passage

    place = [part for part in (row.source, row.section, row.speaker) if part]
    if whole:
        show_passage(place, row.hit)
    else:
        hit = click.style(row.hit, bold=True)
        click.echo(f"{row.before:>{_SIDE}}{hit}{row.after:<{_SIDE}}  {' · '.join(place)}")
