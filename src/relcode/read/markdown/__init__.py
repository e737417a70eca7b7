"""Read Markdown: its text stays as written, and blocks point at what a reader of the page sees.

Marks around a whole block (`**…**`, a link) lie outside it; marks within a sentence, and the
targets of links within it, stay in the block, since a block is one stretch of the source.
"""

from __future__ import annotations

import re
from datetime import date

from relcode.encoding import decoded, is_text
from relcode.read.normalise import normalised, one_line
from relcode.terms import Block, Draft

_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}
_SURE = 0.9
_FRONT = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"\s*[\w-][\w -]*:(?:\s|$)")


class MarkdownReader:
    """Reads Markdown: headings, bullets, tables, and HTML within it."""

    name = "markdown"

    def claim(self, data: bytes, suffix: str) -> float:
        """High by the suffix alone: every text is Markdown too."""
        return _SURE if suffix.lower() in _SUFFIXES and is_text(data) else 0.0

    def read(self, data: bytes, name: str) -> Draft:
        """The whole file as text, its blocks as offsets; raises UnreadableError for binary files.

        Front matter, code and pictures are furniture or no block at all; front matter's plain
        entries become variables.
        """
        return draft(normalised(decoded(data, name)))


READER = MarkdownReader()


def draft(text: str) -> Draft:
    """The draft of normalised Markdown."""
    from relcode.read.markdown.blocks import blocks  # noqa: PLC0415 - the parser takes 50 ms

    front, variables = _front_matter(text)
    found = (*front, *blocks(text, front[0].end if front else 0))
    heading = next((block for block in found if block.form == "heading"), None)
    title = text[heading.start : heading.end] if heading and heading.level == 1 else None
    return Draft(text=text, blocks=found, title=title, variables=variables)


def _front_matter(text: str) -> tuple[tuple[Block, ...], dict[str, str]]:
    match = _FRONT.match(text)
    if not match or not _KEY.match(match["yaml"] or ""):
        return (), {}
    block = Block(0, len(match[0].rstrip()), form="furniture", note="front matter")
    return (block,), _variables(match["yaml"])


def _variables(content: str) -> dict[str, str]:
    """The plain entries of front matter; none where it is not YAML."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - few files have front matter
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        loaded = YAML(typ="safe", pure=True).load(content)
    except (YAMLError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    plain = (str, int, float, date)
    return {
        str(key): one_line(str(value)) for key, value in loaded.items() if isinstance(value, plain)
    }
