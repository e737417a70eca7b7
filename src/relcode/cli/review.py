"""relcode review: send sheets out for review and take them back."""

from __future__ import annotations

import click

from relcode.cli.review_in import take
from relcode.cli.review_out import out


@click.group("review")
def COMMAND() -> None:
    """Send sheets out for review and take them back."""


COMMAND.add_command(out)
COMMAND.add_command(take)
