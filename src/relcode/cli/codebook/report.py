"""The differences between two codebooks on the screen and as a table."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import click

from relcode.cli.listing import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Change, Changes, Codebook
    from relcode.codebook.changes import Kind

COLUMNS = ("change", "old", "new", "part", "before", "after")
_FATES: tuple[Kind, ...] = ("renamed", "merged", "split", "retired", "added", "returned", "moved")
_MARKED = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)


def show(old: Codebook, new: Codebook, found: Changes) -> None:
    """Print all differences: first what becomes of the codes, then the details of each."""
    fates(old, new, found)
    details = [row for row in found.rows if row.kind not in _FATES]
    for names, rows in groupby(details, _heading):
        click.secho(f"\n{names}", bold=True)
        for row in rows:
            for line in _detail(row):
                click.echo(line)


def fates(old: Codebook, new: Codebook, found: Changes) -> None:
    """Print what becomes of the codes, what looks like a rename, and names that never were."""
    same = old.hash == new.hash
    click.echo(f"{_version(old)} → {_version(new)}{'' if not same else ': no difference'}")
    counts = Counter(row.kind for row in found.rows)
    if counts:
        click.echo("  " + ", ".join(f"{number} {kind}" for kind, number in counts.items()))
    for kind, rows in groupby(found.of(*_FATES), lambda row: row.kind):
        click.secho(f"\n{kind}", bold=True)
        for row in rows:
            click.echo(f"  {_fate(row, new)}")
            if row.kind == "retired" and row.old[0] in found.likely:
                like = found.likely[row.old[0]]
                click.echo(f"    looks like a rename: write  formerly: [{row.old[0]}]  at '{like}'")
    for problem in found.problems:
        click.secho(f"\nproblem: {problem}", fg="red")


def write(found: Changes, path: Path) -> None:
    """Write the differences as a CSV table."""
    from relcode.export.tables import csv_writer

    with csv_writer(path, COLUMNS) as line:
        for row in found.rows:
            ids = (", ".join(row.old), ", ".join(row.new))
            line((row.kind, *ids, row.part, row.before, row.after))
    click.echo(f"wrote {path}", err=True)


def _version(book: Codebook) -> str:
    return f"{book.name} {book.version} ({book.hash[:8]})"


def _fate(row: Change, new: Codebook) -> str:
    """One line on what became of a code."""
    if row.kind in ("added", "returned"):
        return f"{row.new[0]} – {new.code(row.new[0]).name}"
    if row.kind == "moved":
        return f"{row.new[0]}: {row.before or '(top)'} → {row.after or '(top)'}"
    return " → ".join(filter(None, (", ".join(row.old), ", ".join(row.new))))


def _heading(row: Change) -> str:
    """What a detail is about: a code, the relations, or the codebook as a whole."""
    if row.kind == "related":
        return "relations"
    return row.new[0] if row.new else "the codebook"


def _detail(row: Change) -> Iterator[str]:
    """The lines on one detail."""
    if row.kind == "reworded":
        from relcode.codebook import worded

        text = click.wrap_text(worded(row.before, row.after), WIDTH, f"  {row.part}: ", "    ")
        yield _MARKED.sub(_coloured, text)
    elif row.kind in ("changed", "order"):
        yield f"  {row.part}{f': {row.before} → {row.after}' if row.kind == 'changed' else ''}"
    else:
        yield from _listed(row)


def _listed(row: Change) -> Iterator[str]:
    gone, come = row.before.splitlines(), row.after.splitlines()
    if row.kind != "related":
        yield f"  {row.part}: {len(gone)} out, {len(come)} in"
    yield from _entries("-", gone, "red")
    yield from _entries("+", come, "green")


def _entries(mark: str, entries: Sequence[str], colour: str) -> Iterator[str]:
    for entry in entries:  # never wrapped: a cue is copied into a codebook
        yield click.style(f"    {mark} {entry}", fg=colour)


def _coloured(found: re.Match[str]) -> str:
    return click.style(found[0], fg="red" if found[0].startswith("[-") else "green")
