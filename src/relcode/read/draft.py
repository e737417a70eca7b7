"""Build a draft piece by piece, for formats whose text is not one string in the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.read.normalise import language_code, one_line
from relcode.terms import Block, Draft

if TYPE_CHECKING:
    from relcode.terms import SourceKind


class DraftBuilder:
    """Collects blocks in reading order and lays their text out, a blank line between any two."""

    def __init__(self) -> None:
        """Start empty."""
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, text: str, layout: Block | None = None, *, label: str = "") -> None:
        """Append a block with the attributes of `layout` (its positions are ignored).

        Blanks and line ends within the text become single spaces; a block without text is not
        added. `label` (a speaker's name, a list number) is laid out before the block, outside it.
        """
        content = one_line(text)
        if not content:
            return
        lead = one_line(label)
        lead = f"{lead} " if lead else ""
        start = self._length + len(lead)
        block = replace(layout or Block(0, 0), start=start, end=start + len(content))
        self._blocks.append(block)
        piece = f"{lead}{content}\n\n"
        self._parts.append(piece)
        self._length += len(piece)

    def draft(
        self,
        *,
        kind: SourceKind | None = None,
        title: str | None = None,
        language: str | None = None,
        variables: dict[str, str] | None = None,
    ) -> Draft:
        """The finished draft; its text ends in one line end, or is empty.

        Of a `language` such as `en-GB` the code is kept.
        """
        text = "".join(self._parts).rstrip("\n")
        return Draft(
            text=f"{text}\n" if text else "",
            blocks=tuple(self._blocks),
            kind=kind,
            title=one_line(title) if title else None,
            language=language_code(language),
            variables=variables or {},
        )
