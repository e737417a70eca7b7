"""Where in an article a reader is, and so what the next block will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.terms import Block

if TYPE_CHECKING:
    from relcode.terms import Form, SpeakerRole


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the article the walk is, and so what the next block will be.

    `level` is that of the next heading, `depth` that of the list; `page` counts from 1.
    """

    level: int = 1
    form: Form = "paragraph"
    depth: int = 0
    note: str = ""
    speaker: str | None = None
    role: SpeakerRole = "author"
    page: int | None = None

    def layout(self) -> Block:
        """The attributes of a block of text here."""
        if self.note:
            return Block(0, 0, form="furniture", role="author", page=self.page, note=self.note)
        level = self.depth if self.form == "bullet" else 0
        return Block(
            0,
            0,
            form=self.form,
            level=level,
            speaker=self.speaker,
            role=self.role,
            page=self.page,
        )
