"""Write docs/commands.md from what `--help` says, so that the two cannot differ."""

from __future__ import annotations

from pathlib import Path

import click

from relcode.cli import COMMANDS, cli

TARGET = Path(__file__).with_name("commands.md")
_HEADER = """# Commands

Written by `make docs` from `relcode --help`; a test fails when the two differ.
"""


def page() -> str:
    """The whole reference, a section for each command and subcommand."""
    top = click.Context(cli, info_name="relcode", **cli.context_settings)
    parts = [_HEADER, _section(cli, top)]
    for name in COMMANDS:
        command = cli.get_command(top, name)
        if command is not None:
            parts += _sections(command, click.Context(command, info_name=name, parent=top))
    return "\n".join(parts)


def _sections(command: click.Command, context: click.Context) -> list[str]:
    parts = [_section(command, context)]
    if isinstance(command, click.Group):
        for name, sub in sorted(command.commands.items()):
            parts += _sections(sub, click.Context(sub, info_name=name, parent=context))
    return parts


def _section(command: click.Command, context: click.Context) -> str:
    formatter = click.HelpFormatter(width=88)
    command.format_help(context, formatter)
    return f"## {context.command_path}\n\n```text\n{formatter.getvalue().rstrip()}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
