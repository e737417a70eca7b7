"""What is asked of each code over all papers: the columns of the gap map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Collection

    from relcode.segment.parts import Part
    from relcode.terms import Coding, Segment


class Question(NamedTuple):
    """A question that a coding answers; what is empty may be anything."""

    id: str
    ask: str
    role: Collection[str] = ()
    valence: Collection[str] = ()
    stance: Collection[str] = ()
    part: Collection[str] = ()
    lesson: float = 0.0

    def answered(self, coding: Coding, segment: Segment, part: Part) -> bool:
        """Whether a coding of a segment in this part of a paper answers it."""
        return (
            (not self.role or coding.role in self.role)
            and (not self.valence or coding.valence in self.valence)
            and (not self.stance or coding.stance in self.stance)
            and (not self.part or part in self.part)
            and segment.lesson >= self.lesson
        )


def questions() -> list[Question]:
    """The questions of the gap map, in its order."""
    listed: dict[str, dict[str, Any]] = content(__package__, "papers")["questions"]
    return [Question(key, **each) for key, each in listed.items()]
