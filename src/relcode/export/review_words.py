"""The columns, looks and words of the review workbook, as they stand in review.yaml."""

from __future__ import annotations

from typing import Any

from relcode.rules import content
from relcode.workbook import Column, Look


def words() -> dict[str, Any]:
    """The content of review.yaml."""
    return content(__package__, "review")


def column(entry: dict[str, Any], **more: str | bool) -> Column:
    """The column that an entry describes, with more said about it."""
    return Column(**{**entry, **more, "look": Look(**entry.get("look", {}))})


def segment_columns(open_slots: int) -> list[Column]:
    """The columns of the sheet of segments; code slots after the open ones are folded."""
    found = []
    for entry in words()["columns"]:
        if "slot" in entry:
            for number in range(1, words()["slots"] + 1):
                found += [_slot(part, number, open_slots) for part in entry["slot"]]
        else:
            found.append(column(entry))
    return found


def _slot(entry: dict[str, Any], number: int, open_slots: int) -> Column:
    key, title = f"{entry['key']}_{number}", f"{entry['title']} {number}"
    return column(entry, key=key, title=title, folded=number > open_slots)
