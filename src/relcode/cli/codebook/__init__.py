"""relcode codebook: check, show, compare and change codebooks."""

from __future__ import annotations

import click

from relcode.cli.codebook.apply import apply
from relcode.cli.codebook.diff import diff, versions
from relcode.cli.codebook.questions import questions
from relcode.cli.codebook.show import check, show, tree


@click.group("codebook")
def COMMAND() -> None:
    """Check, show, compare and change codebooks."""


for command in (check, show, tree, diff, apply, questions, versions):
    COMMAND.add_command(command)
