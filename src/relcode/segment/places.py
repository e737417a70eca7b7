"""Find where a block stands: its section, its turn, and so who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from relcode.terms import Block, Section, Source, SpeakerRole, Turn

_TALKERS = frozenset({"participant", "interviewer", "quoted", "system"})


class Place(NamedTuple):
    """Where a block stands; `path` holds the titles above it, `talk` tells speech from writing."""

    path: tuple[str, ...]
    turn: Turn | None
    speaker: str | None
    role: SpeakerRole
    reply_to: str | None
    talk: bool


class Places:
    """The places of the blocks of a source, asked for in reading order."""

    def __init__(self, source: Source) -> None:
        """Start before the first block."""
        self.title = _title(source)
        # outer sections first where several start together
        self._sections = sorted(source.sections, key=lambda each: (each.start, -each.end))
        self._turns = sorted(source.turns, key=lambda each: each.start)
        self._unlabelled = source.kind == "interview" and not source.turns
        self._open: list[Section] = []
        self._next = self._turn = 0

    def of(self, block: Block) -> Place:
        """The place of a block that does not stand before the last one asked for.

        A recording in which nobody is named is a participant's talk.
        """
        path, turn = self._path(block.start), self._turn_at(block.start)
        if turn:
            talk = turn.role in _TALKERS
            return Place(path, turn, turn.speaker, turn.role, turn.reply_to, talk)
        talk = self._unlabelled and block.form != "heading"
        role: SpeakerRole = block.role or ("participant" if talk else "author")
        if block.form == "heading" and role == "system":
            role = "author"
        return Place(path, None, block.speaker, role, block.reply_to, talk)

    def _path(self, at: int) -> tuple[str, ...]:
        while self._next < len(self._sections) and self._sections[self._next].start <= at:
            self._open.append(self._sections[self._next])
            self._next += 1
        # an outer section may end first where a reader's sections do not nest
        self._open = [section for section in self._open if section.end > at]
        return self._open[-1].path if self._open else ()

    def _turn_at(self, at: int) -> Turn | None:
        while self._turn < len(self._turns) and self._turns[self._turn].end <= at:
            self._turn += 1
        if self._turn < len(self._turns) and self._turns[self._turn].start <= at:
            return self._turns[self._turn]
        return None


def _title(source: Source) -> str | None:
    """The title of the whole text: of a section with parts that holds more than half of it."""
    nested = {section.path[0] for section in source.sections if len(section.path) > 1}
    return next(
        (
            section.path[0]
            for section in source.sections
            if len(section.path) == 1
            and section.path[0] in nested
            and 2 * (section.end - section.start) > len(source.text)
        ),
        None,
    )
