"""The errors that a user can cause and repair: what is wrong, where, and what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class RelcodeError(Exception):
    """Base of every error that is shown as one line instead of a traceback."""

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        """Keep the three parts; any but the first may be empty."""
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        """The line a user reads: `where: what; fix`."""
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.fix}" if self.fix else ""
        return f"{place}{self.what}{advice}"


class UnreadableError(RelcodeError):
    """One input file cannot be read; a batch reports it and goes on."""


class ScannedError(UnreadableError):
    """A file holds pictures of pages, whose text has first to be recognised."""


class CodebookError(RelcodeError):
    """A codebook breaks its own rules; `problems` lists all of them."""

    def __init__(self, problems: list[RelcodeError], *, where: str = "") -> None:
        """Join the problems into one message, a line each."""
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems), where=where)

    def __str__(self) -> str:
        """One line a problem."""
        return self.what


class StudyError(RelcodeError):
    """A study file is missing, foreign, newer than this version, or locked."""


class ChangedError(StudyError):
    """Another process changed the study during a longer task, which can be tried again."""


def nearest(word: str, valid: Iterable[str], *, shown: int = 12) -> str:
    """The advice for a word that is not among `valid`: the nearest one, or the list of choices."""
    choices = sorted(valid)
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    more = f" … ({len(choices)} in all)" if len(choices) > shown else ""
    return f"valid: {', '.join(choices[:shown])}{more}"
