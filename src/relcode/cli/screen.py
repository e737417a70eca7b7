"""What the user sees: a progress bar where there is a terminal, plain lines where there is none."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from relcode.outcome import Outcome

_PATIENCE = 2.0  # seconds before anything is shown: what is over sooner needs no bar
_LINE_EVERY = 10.0  # seconds between plain lines
SOME_SKIPPED = 3


class Screen:
    """Shows how far a command is; use it as a context manager and hand it on as `progress`."""

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing at all when quiet."""
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._said = self._began
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._stage = ""

    def __enter__(self) -> Self:
        """Start the clock."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int, unit: str) -> None:
        """Show that `done` of `total` units of the stage are finished."""
        if self._quiet or time.monotonic() - self._began < _PATIENCE:
            return
        if self._terminal:
            self._draw(stage, done, total, unit)
        elif time.monotonic() - self._said >= _LINE_EVERY or stage != self._stage:
            self._stage, self._said = stage, time.monotonic()
            click.echo(f"{stage}: {done:,} of {total:,} {unit}", err=True)

    def _draw(self, stage: str, done: int, total: int, unit: str) -> None:
        if self._bar is None:
            from relcode.cli.bar import bar

            self._bar = bar()
            self._bar.start()
        if stage != self._stage:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task, self._stage = self._bar.add_task(stage, total=total, unit=unit), stage
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total)


def finish(outcome: Outcome) -> None:
    """List what was left out and why; exit code 3 where a file was skipped."""
    for name, source in outcome.repeats.items():
        click.echo(f"  the same text as {source}, read once: {name}")
    for name, language in outcome.foreign.items():
        click.echo(f"  in another language ({language}), read but not tagged: {name}")
    for name in outcome.gone:
        click.echo(f"  its file is gone, kept in the study: {name}")
    for place, words in outcome.unplaced.items():
        click.echo(f"  decided on, and no longer in the text of {place}: “{words}”")
    for path in outcome.kept:
        click.echo(f"  changed by hand since it was written, kept as: {path}")
    for name, advice in outcome.unheard.items():
        click.echo(f"  nobody in the texts is called {name}{f'; {advice}' if advice else ''}")
    if outcome.passed_over:
        kinds = ", ".join(f"{suffix} {n}" for suffix, n in sorted(outcome.passed_over.items()))
        click.echo(f"  files of other kinds, left alone: {kinds}")
    if outcome.skipped:
        click.echo(f"\nskipped ({len(outcome.skipped)}):")
        for name, problem in outcome.skipped.items():
            click.echo(f"  {name}: {problem}")
        raise SystemExit(SOME_SKIPPED)
