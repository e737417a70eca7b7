"""What stands in a sheet that came back, as it was written there, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relcode.terms import Mark, Role, Sheet, Valence

Verdict = Literal["accept", "reject", "change", ""]


class Question(NamedTuple):
    """A doubt about what a person meant, or a mistake in a sheet: where, what, what to do.

    `at` is the place (`round1.xlsx!Segments!D17`).
    """

    at: str
    what: str
    fix: str = ""


class Extent(NamedTuple):
    """What of the text a code is about: `words` of the segment, or `following` segments too."""

    words: str = ""
    following: int = 0


class Said(NamedTuple):
    """A code as a person wrote it; what was not written is None.

    `slot` counts the code cells from 1; it is 0 for a code in a list or a ticked column.
    """

    code: str
    valence: Valence | None
    role: Role | None
    extent: Extent | None
    slot: int
    at: str


class Remark(NamedTuple):
    """A comment on a cell, with the author's name as the program knew it."""

    author: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet of segments.

    `id` is "" in a row that the reviewer added. `denied` are codes whose column says no. `emptied`
    are the cells of codes that were sent, or of their valences, in which nothing stands now.
    `doubts` make the whole row a question; `remarks` are told and hold nothing back.
    """

    at: str
    id: str
    hash: str
    text: str
    said: tuple[Said, ...] = ()
    denied: tuple[str, ...] = ()
    emptied: Mapping[str, str] = field(default_factory=dict)
    mark: Mark | Literal[""] = ""
    note: str = ""
    comments: tuple[Remark, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Question, ...] = ()
    remarks: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """One row of the sheet of codings: what is to become of one suggestion.

    `to` holds what a change changes: a code, a valence, a role, an extent; None where nothing is.
    """

    at: str
    id: str
    code: str
    verdict: Verdict
    to: Said | None = None
    note: str = ""
    comments: tuple[Remark, ...] = ()
    doubts: tuple[Question, ...] = ()
    remarks: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Back:
    """A file that came back, taken apart.

    `questions` are those about the file as a whole, `remarks` are told and hold nothing back.
    """

    path: Path
    sha256: str
    sheet: Sheet
    rows: tuple[Row, ...]
    rulings: tuple[Ruling, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[Question, ...] = ()

    def told(self) -> list[Question]:
        """All remarks, on the file and on its rows."""
        of_rows = [remark for row in self.rows for remark in row.remarks]
        of_rulings = [remark for ruling in self.rulings for remark in ruling.remarks]
        return [*self.remarks, *of_rows, *of_rulings]
