"""Read plain text: paragraphs, bullets and headings by how the lines are laid out."""

from __future__ import annotations

import re

from relcode.encoding import decoded, is_text
from relcode.read.normalise import normalised
from relcode.terms import Draft

_SUFFIXES = {".txt", ".text", ".asc", ".log", ".transcript"}
_SURE = 0.9
_NAMED = 0.3  # what begins like a stricter format, in a file that is called plain text
_TEXTUAL = 0.2
_BROKEN = 0.05
_STRICTER = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<|\{|\[\s*[\{\[\"]|WEBVTT|File type\s*="
    rb"|%PDF|[^\n]{0,200}-->|\d+\s+\S+ -->)"
)


class PlainReader:
    """Reads any text in any common encoding, pasted web pages included."""

    name = "plain"

    def claim(self, data: bytes, suffix: str) -> float:
        """High for a `.txt` file, low for other text, none for markup and JSON."""
        named = suffix.lower() in _SUFFIXES
        if not is_text(data):
            return _BROKEN if named else 0.0
        if _STRICTER.match(data):
            return _NAMED if named else 0.0
        return _SURE if named else _TEXTUAL

    def read(self, data: bytes, name: str) -> Draft:
        """The whole file as text, blocks as offsets; raises UnreadableError for binary files."""
        text = normalised(decoded(data, name))
        return draft(text)


READER = PlainReader()


def draft(text: str) -> Draft:
    """The draft of a normalised text, as a pasted web page where it has the marks of one."""
    # no other reader needs these
    from relcode.read.plain import layout, pasted, pasted_comments  # noqa: PLC0415

    comments = pasted_comments.begin(text)
    found = layout.blocks(text, 0, comments)
    if page := pasted.draft(text, found, comments):
        return page
    return Draft(text=text, blocks=tuple(found), title=layout.title(found, text))
