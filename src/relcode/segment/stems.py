"""Find the lead-in that a bullet completes (manual, R4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.terms import Block

_CLOSED = re.compile(r"[.!?…][\W\d]*$")
_ANNOUNCES = re.compile(
    r"\b(?:following|below|as follows|listed|these (?:are|were|include)|include)\b", re.IGNORECASE
)


class Stems:
    """The lead-ins in force while the blocks of a source are walked in order."""

    def __init__(self, text: str) -> None:
        """Start before the first block."""
        self._text = text
        self._lead: Span | None = None
        self._parents: dict[int, Span] = {}

    def of(self, block: Block, spans: Sequence[Span]) -> Span | None:
        """The stem of a block whose units these are: None but for a bullet that has one.

        The stem of a nested bullet is its parent; that of an outer one is the sentence right before
        the list, if it ends open ("… including:") or announces it ("… the following.").
        """
        if block.form != "bullet":
            self._leave(block, spans)
            return None
        stem = self._parent(block.level) or self._lead
        self._parents = {
            level: span for level, span in self._parents.items() if level < block.level
        }
        if spans:
            last = spans[-1]
            ends_open = self._text[last.start : last.end].endswith(":")
            self._parents[block.level] = last if ends_open else Span(spans[0].start, last.end)
        return stem

    def _parent(self, level: int) -> Span | None:
        outer = [each for each in self._parents if each < level]
        return self._parents[max(outer)] if outer else None

    def _leave(self, block: Block, spans: Sequence[Span]) -> None:
        """Take the last sentence before a list, which a page's furniture does not part from it."""
        if block.form == "furniture":
            return
        self._parents = {}
        self._lead = next((span for span in spans[-1:] if self._leads_in(block, span)), None)

    def _leads_in(self, block: Block, span: Span) -> bool:
        sentence = self._text[span.start : span.end]
        if sentence.endswith(":"):
            return True
        if block.form != "paragraph":
            return False
        return not _CLOSED.search(sentence[-8:]) or _ANNOUNCES.search(sentence) is not None
