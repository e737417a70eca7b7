"""relcode codebook check, show, tree: what a codebook holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli.listing import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.codebook import Code, Codebook

HASH_SHOWN = 12
which = click.option(
    "-c",
    "--codebook",
    "book",
    metavar="CODEBOOK",
    default="relational",
    show_default=True,
    help="A shipped codebook's name or a YAML file.",
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
@click.argument("code")
@which
def show(code: str, book: str) -> None:
    """Say what CODE means: definition, limits, examples, cues, relations."""
    from relcode import codebook

    loaded = codebook.load(book)
    found = loaded.code(code)
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
def tree(book: str) -> None:
    """Show the families and their codes; core codes are bold and marked *."""
    from relcode import codebook

    loaded = codebook.load(book)
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
