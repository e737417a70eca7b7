"""relcode codebook check, show, tree: what a codebook holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.cli.listing import WIDTH
from relcode.errors import RelcodeError
from relcode.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.codebook import Code, Codebook

HASH_SHOWN = 12
which = click.option(
    "-c",
    "--codebook",
    "book",
    metavar="CODEBOOK",
    help=(
        "A shipped codebook's name or a YAML file; with --study also a hash that 'relcode codebook"
        " versions' shows.  [default: relational; with --study the one in use]"
    ),
)
of_study = click.option(
    "--study",
    "study_path",
    type=click.Path(path_type=Path),
    help="The study whose codebook is meant.",
)


@click.command("check")
@click.argument("book", metavar="[CODEBOOK]", default="relational")
def check(book: str) -> None:
    """Say what a codebook holds, or all that is wrong with it, with line numbers.

    CODEBOOK is a shipped codebook's name or a YAML file; by default the relational codebook.
    """
    from relcode.pipeline import sound_book

    loaded = sound_book(book)
    core = sum(code.core for code in loaded.codes)
    click.echo(f"{loaded.name} {loaded.version} is in order")
    click.echo(f"  {len(loaded.families)} families, {len(loaded.codes)} codes, {core} of them core")
    click.echo(f"  {_cue_count(loaded)} cues, {len(loaded.relations)} relations between codes")
    headings, markers = len(loaded.lesson_headings), len(loaded.lesson_markers)
    click.echo(f"  {headings} headings and {markers} phrases that announce lessons learned")
    click.echo(f"  language {loaded.language}, hash {loaded.hash[:HASH_SHOWN]}")


@click.command("show")
@click.argument("code", required=False)
@which
@of_study
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the whole codebook to this YAML file.",
)
@options.force
def show(
    code: str | None, book: str | None, study_path: Path | None, path: Path | None, *, force: bool
) -> None:
    """Say what CODE means: definition, limits, examples, cues, relations.

    With -o the whole codebook is written as YAML, to be read, changed and used: so is one that a
    study keeps, without the comments and the layout that it once had.
    """
    loaded = _chosen(book, study_path)
    if path:
        _write(loaded, path, force=force)
    elif not code:
        message = "Missing argument 'CODE', or -o FILE for the whole codebook."
        raise click.UsageError(message)
    if code:
        _explain(loaded, loaded.code(code))


def _chosen(book: str | None, study_path: Path | None) -> Codebook:
    """The codebook that is meant: one of a study's, or else one to load."""
    from relcode import codebook
    from relcode.review.migrate import kept
    from relcode.study import Study

    if study_path is None:
        return codebook.load(book or "relational")
    with Study.open(study_path) as study:
        return (kept(study, book) or codebook.load(book)) if book else study.codebook()


def _write(book: Codebook, path: Path, *, force: bool) -> None:
    from relcode.codebook.readable import as_yaml

    if path.exists() and not force:
        message = "exists already"
        raise RelcodeError(message, where=str(path), fix="name another file, or use --force")
    make_folder(path.parent)
    path.write_text(as_yaml(book), encoding="utf-8")
    click.echo(f"wrote {path} ({book.name} {book.version}, {len(book.codes)} codes)", err=True)


def _explain(loaded: Codebook, found: Code) -> None:
    """Print all that is said about a code."""
    click.secho(f"{found.id} – {found.name}", bold=True)
    click.echo(_place(loaded, found))
    for title, text in (
        ("What it is", found.definition),
        ("Use it when", found.use),
        ("Do not use it for", found.avoid),
        ("Negation", found.negation),
    ):
        _part(title, [text] if text else [])
    _part("Typical", found.typical)
    edges = [f"{edge.decide}: {edge.text} ({edge.why})" for edge in found.borderline]
    _part("At the edge", edges)
    _part("Not this code", [f"{miss.text} ({miss.why})" for miss in found.near_miss])
    _cues("Cues, each enough alone", found.cues.strong)
    _cues("Cues that only hint", found.cues.weak)
    _cues("Not counted", found.cues.exclude)
    _part("Relations", _relations(loaded, found.id))
    _part("Confused with", [", ".join(found.confusions)] if found.confusions else [])


@click.command("tree")
@which
@of_study
def tree(book: str | None, study_path: Path | None) -> None:
    """Show the families and their codes; core codes are bold and marked *."""
    loaded = _chosen(book, study_path)
    for family in loaded.families:
        click.secho(family.name, bold=True, underline=True)
        _branch(loaded, family.id, depth=1)
    _branch(loaded, "", depth=0)


def _branch(book: Codebook, parent: str, depth: int) -> None:
    for code in book.children(parent):
        mark = "*" if code.core else " "
        name = click.style(code.id, bold=code.core)
        click.echo(f"{'  ' * depth}{mark} {name}  {click.style(code.name, dim=True)}")
        _branch(book, code.id, depth + 1)


def _place(book: Codebook, code: Code) -> str:
    """Where a code stands, and what is said about it in one line."""
    family = book.family(code.id)
    above = [parent.id for parent in reversed(book.ancestors(code.id))]
    path = " > ".join([*([family.name] if family else []), *above, code.id])
    core = "core code" if code.core else f"counts as {book.core(code.id)}"
    return f"{path} · {core} · {code.polarity}"


def _relations(book: Codebook, code: str) -> list[str]:
    return [
        f"{link.from_} {link.type}{f' ({link.sign})' if link.sign else ''} {link.to}"
        for link in book.relations
        if code in (link.from_, link.to)
    ]


def _part(title: str, lines: Iterable[str]) -> None:
    shown = [click.wrap_text(line, WIDTH, "  ", "    ") for line in lines]
    if shown:
        click.echo(f"\n{click.style(title, bold=True)}\n" + "\n".join(shown))


def _cues(title: str, cues: Iterable[str]) -> None:
    shown = [f"  {cue}" for cue in cues]  # never wrapped: a cue is copied into a codebook
    if shown:
        click.echo(f"\n{click.style(title, bold=True)}\n" + "\n".join(shown))


def _cue_count(book: Codebook) -> int:
    cues = (code.cues for code in book.codes)
    return sum(len(cue.strong) + len(cue.weak) + len(cue.exclude) for cue in cues)
