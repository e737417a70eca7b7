"""The `relcode` command; every subcommand is loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

import click

from relcode import __version__
from relcode.errors import RelcodeError, nearest

COMMANDS = {
    "run": "Read, tag and export in one go.",
    "init": "Make an empty study.",
    "refs": "Take in references, free them of duplicates.",
    "read": "Read files into a study.",
    "tag": "Suggest codes for what was read.",
    "export": "Write the review workbook and the tables.",
    "review": "Send sheets out for review and take them back.",
    "rounds": "List the rounds and what came back.",
    "learn": "Learn from what people decided.",
    "certify": "Say how far each code can be trusted.",
    "simulate": "Say how much must be reviewed.",
    "adjudicate": "Settle what coders disagree about.",
    "agree": "Measure the agreement between coders.",
    "methods": "Write what a methods section says.",
    "evidence": "Tabulate what papers say.",
    "import-codes": "Take over codes made elsewhere.",
    "search": "Show passages in context.",
    "lessons": "List the lessons-learned passages.",
    "codebook": "Check, show, compare and change codebooks.",
    "evaluate": "Compare with a reference coding.",
    "why": "Show the reasons for a segment's codes.",
    "history": "Show all that people left on a segment.",
    "undo": "Make what came in by a round count no more.",
    "backup": "Copy the study as it stands.",
    "merge": "Bring another study into this one.",
}
STOPPED = 130  # what shells report for a program ended by Ctrl-C


class _Lazy(click.Group):
    """Knows the commands' names and summaries without importing them."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            message = f"no command '{name}'; {nearest(name, COMMANDS)}"
            raise click.UsageError(message, ctx)
        command = import_module(f"relcode.cli.{name.replace('-', '_')}").COMMAND
        if isinstance(command, click.Command):
            return command
        message = f"relcode.cli.{name}.COMMAND is not a click command"
        raise TypeError(message)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="relcode")
def cli() -> None:
    """Code qualitative text against a relational codebook, offline.

    Start with:  relcode run FOLDER -o RESULTS
    """


def main() -> None:
    """Run the command; a user's mistake ends in one clear line and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may know fewer signs than a text
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "stopped; what was finished is kept, and the next run goes on from there", err=True
        )
        sys.exit(STOPPED)
    except RelcodeError as error:
        click.echo(f"relcode: {error}", err=True)
        sys.exit(1)
    except OSError as error:  # a full disk, a file held by another program
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"relcode: {place}{error.strerror or error}", err=True)
        sys.exit(1)
