"""relcode import-codes: take over what was coded in another program or by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.cli.stored import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.review.imported import Doubt, Import, Layout
    from relcode.study import Study

SOME_LEFT = 3  # as where a batch skips files: the rest was done
MOST_SHOWN = 20  # lines of one list on the screen; --report writes all
STEPS = {
    "exact": "word for word",
    "spaces": "but for white space",
    "marks": "but for case, quotation marks, dashes or ligatures",
    "ends": "without the marks at their ends",
    "parts": "in parts, around what an ellipsis leaves out",
}
HINTS = {"position": "by the positions in the file", "order": "by the order of the rows"}


@click.command("import-codes")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options.study
@click.option("--coder", default="", metavar="NAME", help="Whose codes, where FILE does not tell.")
@click.option(
    "--map",
    "map_path",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table of two columns: their name of a code, ours; nothing there leaves it out.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="KIND=NAME",
    help="Which column is what, by its name or letter, such as text=Extract; may be repeated.",
)
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path),
    help="Write all that was not taken, and why, to this CSV file.",
)
@click.option(
    "--unknown",
    "unknown_path",
    type=click.Path(path_type=Path),
    help="Write the unknown names of codes to this CSV file, to be filled in for --map.",
)
@click.option("--apply", "store", is_flag=True, help="Store the codes, not only show them.")
@options.quiet
def COMMAND(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Path,
    study_path: Path,
    coder: str,
    map_path: Path | None,
    columns: tuple[str, ...],
    report_path: Path | None,
    unknown_path: Path | None,
    store: bool,
    quiet: bool,
) -> None:
    """Take over the codes in FILE (.xlsx, .xls, .ods, .csv), whatever its layout.

    Each row has a passage and its codes: one code a row, a list of them, paths, or a column for
    each code. The passages are looked up in the sources; nothing is guessed: what is unclear is
    listed. Shows what FILE would bring; with --apply it is stored. Exit code 3 says that some of
    it was left out.
    """
    from relcode.cli.screen import Screen
    from relcode.review import imported
    from relcode.study import Study

    about = imported.About(coder.strip(), _named(columns, imported.KINDS), map_path)
    with Study.open(study_path) as study:
        with Screen(quiet=quiet) as screen:
            ready = imported.imported(study, file, about, screen)
        _show(ready, study)
        if report_path:
            _write(report_path, ("row", "document", "passage_or_code", "reason"), _report(ready))
        if unknown_path:
            names = ((one.name, "", one.advice, str(one.rows)) for one in ready.unknown)
            _write(unknown_path, ("theirs", "ours", "nearest", "rows"), names)
        if store:
            entry = imported.store(study, ready)
            click.echo(stored(study, entry) if entry else "nothing new: nothing is stored")
        elif ready.settled.brought:
            click.echo("nothing is stored yet: add --apply")
    if ready.doubts or ready.unknown:
        raise SystemExit(SOME_LEFT)


def _named(columns: Sequence[str], kinds: Sequence[str]) -> dict[str, str]:
    from relcode.errors import nearest

    named = {}
    for each in columns:
        kind, given, name = each.partition("=")
        if kind.strip() not in kinds:
            message = f"'{kind}' is no kind of column; {nearest(kind, kinds)}"
            raise click.BadParameter(message, param_hint="--column")
        if not given or not name.strip():
            message = f"'{each}' does not name a column; write {kind}=NAME"
            raise click.BadParameter(message, param_hint="--column")
        named[kind.strip()] = name.strip()
    return named


def _show(ready: Import, study: Study) -> None:
    for layout in ready.layouts:
        title = f"{ready.file} · {layout.sheet}" if layout.sheet else ready.file
        click.secho(title, bold=True)
        click.echo(f"  {_layout(layout)}")
    if ready.unread:
        click.echo(f"  without passages and codes, left alone: {', '.join(ready.unread)}")
    for count, words in _counts(ready, study):
        if count:
            click.echo(f"  {count:>7,}  {words}")
    for title, lines in _lists(ready):
        _list(title, lines)


def _lists(ready: Import) -> Iterator[tuple[str, list[str]]]:
    """What is to be read and checked, with its titles."""
    yield (
        "codes that the codebook does not have; --map says what they stand for",
        [f"{one.name} ({_rows(one.rows)}){_and(one.advice)}" for one in ready.unknown],
    )
    last_parts = sorted(ready.by_last_part.items())
    yield (
        "codes known by the last part of their path; check that they are the same",
        [f"{name} → {code} ({_rows(count)})" for (name, code), count in last_parts],
    )
    yield (
        "documents that no source is called like, told by their passages",
        [f"{document} → {source}" for document, source in ready.placing.taken_for.items()],
    )
    yield "not taken", [f"{ready.file}!{_line(doubt)}" for doubt in ready.doubts]


def _and(advice: str) -> str:
    return f"; {advice}" if advice else ""


def _layout(layout: Layout) -> str:
    parts = [
        f"{kind}: {name}{' (told by its content)' if kind in layout.guessed else ''}"
        for kind, name in layout.columns.items()
    ]
    if layout.ticked:
        parts.append(f"{layout.ticked} columns for a code each")
    return "; ".join(parts)


def _counts(ready: Import, study: Study) -> Iterator[tuple[int, str]]:
    settled, brought = ready.settled, ready.settled.brought
    there = study.ledger.coders()
    coders = ", ".join(name if name in there else f"{name} (new)" for name in ready.coders)
    yield ready.rows, "rows"
    yield from ((ready.steps[step], f"found {words}") for step, words in STEPS.items())
    yield from ((ready.hints[hint], f"told apart {words}") for hint, words in HINTS.items())
    yield len(brought.decisions), f"codes to be added, of {len(settled.codes)} kinds, by {coders}"
    yield settled.unsaid, "of them without a valence: the usual one of the code"
    yield len(brought.judged), "segments to be marked done, because all their codes are here"
    yield len(brought.memos), "memos to be added"
    yield settled.known, "codes that the study has already"


def _list(title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    click.echo(f"  {title}:")
    for line in lines[:MOST_SHOWN]:
        click.echo(f"    {line}")
    if len(lines) > MOST_SHOWN:
        more = len(lines) - MOST_SHOWN
        click.echo(f"    … and {more:,} more (--report FILE writes all)")


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _line(doubt: Doubt) -> str:
    passage = " · ".join(part for part in (doubt.document, doubt.text) if part)
    return f"{doubt.where}: {doubt.what}: {passage}"


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from relcode.export.tables import csv_writer

    with csv_writer(path, columns) as write:
        for row in rows:
            write(row)
    click.echo(f"wrote {path}", err=True)


def _report(ready: Import) -> Iterator[Sequence[str]]:
    """All that was not taken, and what was told apart by a hint alone."""
    yield from ready.doubts
    for one in ready.unknown:
        reason = f"is no code of the codebook ({_rows(one.rows)}){_and(one.advice)}"
        yield "", "", one.name, reason
    for row, _, found in ready.placing.placed:
        if found.by:
            reason = f"taken, but told from others like it {HINTS[found.by]}: check it"
            yield row.where, row.document, row.text, reason
