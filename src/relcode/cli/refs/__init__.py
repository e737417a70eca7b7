"""relcode refs: references from databases, freed of duplicates."""

from __future__ import annotations

import click

from relcode.cli.refs.add import add
from relcode.cli.refs.export import export
from relcode.cli.refs.listed import duplicates, listed
from relcode.cli.refs.rule import merge, split
from relcode.cli.refs.texts import link, texts


@click.group("refs")
def COMMAND() -> None:
    """Take in references, free them of duplicates, find their full texts, write them out."""


for command in (add, listed, duplicates, split, merge, texts, link, export):
    COMMAND.add_command(command)
