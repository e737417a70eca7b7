"""What a command did, and how it says how far it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Progress(Protocol):
    """Is told how far a stage is."""

    def __call__(self, stage: str, done: int, total: int, unit: str) -> None:
        """`done` of `total` units (bytes, words, files) of the stage are finished."""


def silent(stage: str, done: int, total: int, unit: str) -> None:
    """Report to nobody."""


@dataclass(slots=True)
class Outcome:
    """Names of the sources that each stage touched, and what it left out and why.

    `skipped` maps an input file to the reason it gave no source; `repeats` maps one to the source
    whose text it repeats; `foreign` maps a source to its language where the cues do not apply;
    `kept` are files that a person had changed, moved aside before new ones were written;
    `passed_over` counts files in the inputs' folders by a suffix that no reader knows; `unheard`
    are interviewers who were named and speak nowhere, each with advice; `gone` are sources whose
    files are no longer on disk; `unplaced` are words that people had decided on and that a changed
    file no longer has, by source and segment.
    """

    read: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    tagged: list[str] = field(default_factory=list)
    foreign: dict[str, str] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    unheard: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    unplaced: dict[str, str] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.read or self.tagged or self.written)
