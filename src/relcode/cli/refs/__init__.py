"""relcode refs: references from databases, freed of duplicates."""

from __future__ import annotations

import click

from relcode.cli.refs.add import add
from relcode.cli.refs.export import export
from relcode.cli.refs.listed import duplicates, listed
from relcode.cli.refs.rule import merge, split


@click.group("refs")
def COMMAND() -> None:
    """Take in references from databases, free them of duplicates, write them out."""


for command in (add, listed, duplicates, split, merge, export):
    COMMAND.add_command(command)
