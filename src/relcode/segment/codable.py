"""Decide what is coded and what is only kept as text (manual, R1, R4, R5 and R24)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from relcode.segment.furniture import is_back_matter, is_line, says_nothing
from relcode.segment.headings import is_clause
from relcode.segment.units import is_short
from relcode.terms import Span

if TYPE_CHECKING:
    from relcode.segment.places import Place
    from relcode.terms import Block, Unit

_NOT_CODED = frozenset({"interviewer", "system"})
_WORD = re.compile(r"[^\W\d_]{3}")


def is_matter(text: str, block: Block, place: Place) -> bool:
    """Whether a block as a whole is furniture, by its form, its section or its wording."""
    if block.form == "furniture" or _under_back_matter(place.path):
        return True
    return block.form != "heading" and is_line(text[block.start : block.end].strip())


def is_codable(content: str, unit: Unit, place: Place) -> bool:
    """Whether a unit with this content is coded, in a block that is not furniture."""
    if place.role in _NOT_CODED or (place.talk and is_short(content, [Span(0, len(content))])):
        return False
    if unit == "heading":
        return is_clause(content)
    if unit == "cell":
        return _WORD.search(content) is not None
    return not says_nothing(content)


@cache
def _under_back_matter(path: tuple[str, ...]) -> bool:
    return any(is_back_matter(title) for title in path)
