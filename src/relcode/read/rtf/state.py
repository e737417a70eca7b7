"""What holds at a place in Rich Text Format, group by group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from relcode.read.wording import wording

BODY_TEXT = 9  # the outline level that means "no heading"

_SWITCHES = {"b": "bold", "v": "hidden", "deleted": "deleted", "intbl": "in_table"}
_NUMBERS = {"f": "font", "uc": "fallback", "s": "style", "outlinelevel": "outline", "ilvl": "level"}
_TARGETS = frozenset({"fonttbl", "stylesheet", "info"})
_PROPERTIES = frozenset({"title", "author"})


@dataclass(frozen=True, slots=True)
class State:
    """Where the text of a group goes, how it looks, and the paragraph it is in.

    `private` says that the mark of an optional group came just before; `begins` that a text box
    or a note begins with the group.
    """

    target: str = "body"
    private: bool = False
    begins: Literal["", "box", "note"] = ""
    font: int | None = None
    fallback: int = 1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    style: int = 0
    outline: int = BODY_TEXT
    listed: bool = False
    level: int = 0
    in_table: bool = False

    @property
    def shown(self) -> bool:
        """Whether text here is part of the document that a reader sees."""
        return self.target == "body" and not (self.hidden or self.deleted)

    def within(self) -> State:
        """The state at the start of a group within this one."""
        return replace(self, begins="", private=False)

    def after(self, word: str, number: int | None) -> State:
        """The state once a control word has been followed."""
        if (moved := self._moved(word)) is not None:
            return moved
        changes: dict[str, Any] = {"private": False}
        if word in _SWITCHES:
            changes[_SWITCHES[word]] = number != 0
        elif word in _NUMBERS:
            changes[_NUMBERS[word]] = number or 0
        elif word == "ls":
            changes["listed"] = bool(number)
        elif word == "plain":
            changes |= {"font": None, "bold": False, "hidden": False}
        elif word == "pard":
            changes |= {"style": 0, "outline": BODY_TEXT, "listed": False, "level": 0}
            changes["in_table"] = False
        return replace(self, **changes)

    def _moved(self, word: str) -> State | None:
        """The state where the word opens a group of its own kind, else None."""
        if word == "shptxt" and self.target == "shape":
            return replace(self, target="body", begins="box")
        if self.target == "body" and word == "footnote":
            return replace(self, private=False, begins="note")
        if self.target == "body" and word == "shpinst":
            return replace(self, private=False, target="shape")
        if self.private or word in unseen():
            return replace(self, private=False, target="none")
        known = (self.target == "body" and word in _TARGETS) or (
            self.target == "info" and word in _PROPERTIES
        )
        return replace(self, target=word) if known else None


@cache
def unseen() -> frozenset[str]:
    """The words that open a group without text of the document."""
    return frozenset(wording("rtf")["unseen"])
