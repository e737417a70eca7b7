"""The columns, looks and words of the review workbook, as they stand in review.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relcode.rules import content
from relcode.workbook import Column, Look, clean_cell

if TYPE_CHECKING:
    from relcode.terms import RoundKind

OWN = "own:"  # begins the key of a reviewer's own column


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sheet has beside its text and code cells, of which `open_slots` are not folded.

    `whole` is one of all segments; in it are `notes`, rows `judged` before, and figures of how
    `sure` a suggestion is, where there are any; `told` are the titles of columns for reading alone.
    """

    kind: RoundKind = "review"
    whole: bool = False
    context: int = 0
    notes: bool = False
    judged: bool = False
    sure: bool = False
    own: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    open_slots: int = 0

    @property
    def suggests(self) -> bool:
        """Whether it shows what a tagger says."""
        return self.kind not in ("blind", "adjudication")

    def has(self, entry: dict[str, Any]) -> bool:
        """Whether an entry of review.yaml applies: all that it is `shown` with is there."""
        there = {
            "suggestions": self.suggests,
            "blind": self.kind == "blind",
            "adjudication": self.kind == "adjudication",
            "codebook": self.kind == "codebook",
            "whole": self.whole,
            "context": bool(self.context),
            "notes": self.notes,
            "judged": self.judged,
            "sure": self.sure,
        }
        return all(there[part] for part in entry.get("shown", "").split())


def words() -> dict[str, Any]:
    """The content of review.yaml."""
    return content(__package__, "review")


def column(entry: dict[str, Any], **more: str | bool) -> Column:
    """The column that an entry describes, with more said about it."""
    known = {key: value for key, value in entry.items() if key != "shown"}
    return Column(**{**known, **more, "look": Look(**entry.get("look", {}))})


def segment_columns(parts: Parts) -> list[Column]:
    """The columns of the sheet of segments; code slots after the open ones are folded."""
    found: list[Column] = []
    for entry in filter(parts.has, words()["columns"]):
        if "slot" in entry:
            for number in range(1, words()["slots"] + 1):
                found += [_slot(part, number, parts) for part in entry["slot"]]
        elif "told" in entry:
            told = enumerate(parts.told, start=1)
            found += [column(entry["told"], key=told_key(n), title=title) for n, title in told]
        elif "own" in entry:
            found += [column(entry["own"], key=own_key(name), title=name) for name in parts.own]
        else:
            found.append(column(entry))
    return found


def told_key(number: int) -> str:
    """The key of a column for reading alone."""
    return f"said_{number}"


def own_key(heading: str) -> str:
    """The key of a reviewer's own column with that heading."""
    return OWN + clean_cell(heading)


def _slot(entry: dict[str, Any], number: int, parts: Parts) -> Column:
    key, title = f"{entry['key']}_{number}", f"{entry['title']} {number}"
    return column(entry, key=key, title=title, folded=number > parts.open_slots)
