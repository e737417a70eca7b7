"""Tell which part of a paper a section is, such as its methods or its discussion."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from relcode.matter import bare_title
from relcode.rules import any_of, content

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

Part = Literal["abstract", "background", "methods", "results", "discussion", "conclusion", "other"]
PARTS: tuple[Part, ...] = get_args(Part)


def part_of(path: Sequence[str]) -> Part:
    """The part that the section at the end of a path of titles belongs to, `other` if none tells.

    A part of an abstract is abstract; else the last title that tells decides.
    """
    found = [part for part in map(_titled, path) if part]
    if "abstract" in found[:1]:
        return "abstract"
    return found[-1] if found else "other"


@cache
def _titled(title: str) -> Part | None:
    bare = bare_title(title)
    return next((part for part, pattern in _patterns() if pattern.fullmatch(bare)), None)


@cache
def _patterns() -> list[tuple[Part, re.Pattern[str]]]:
    listed = content(__package__, "parts")
    return [(part, any_of(listed[part])) for part in PARTS if part in listed]
