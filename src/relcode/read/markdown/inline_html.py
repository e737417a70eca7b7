"""Find the text between the tags of HTML that stands in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.terms import Form

_TAG = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
# the elements of HTML that stand within a line
_INLINE = re.compile(
    r"a|abbr|b|bd[io]|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|su[bp]|u|var|wbr"
)
_SILENT = frozenset({"script", "style", "template", "svg", "title"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WITHIN = frozenset({"p", "div", "br", "details", "summary"})


def html_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """A block for each stretch of text between block tags; scripts and styles have none."""
    layout = _Layout()
    first = start
    for match in _TAG.finditer(text, start, end):
        tag = (match["tag"] or "").lower()
        if _INLINE.fullmatch(tag):
            continue
        yield from _block(text, first, match.start(), layout)
        layout.pass_tag(tag, closing=bool(match["close"]))
        first = match.end()
    yield from _block(text, first, end, layout)


@dataclass(slots=True)
class _Layout:
    """What a stretch of text is, by the tags that were passed."""

    form: Form = "paragraph"
    level: int = 0
    lists: int = 0
    silent: bool = False

    def pass_tag(self, tag: str, *, closing: bool) -> None:
        """Take note of a tag; what stands in a cell or a list item stays its text."""
        if tag in _SILENT:
            self.silent = not closing
        elif tag in ("ul", "ol"):
            self.lists = max(0, self.lists + (-1 if closing else 1))
        if tag in _WITHIN or not tag or (tag in _HEADINGS and self.form == "cell"):
            return
        self.form, self.level = "paragraph", 0
        if closing:
            return
        if tag in ("td", "th"):
            self.form = "cell"
        elif tag == "li":
            self.form, self.level = "bullet", max(1, self.lists)
        elif tag in _HEADINGS:
            self.form, self.level = "heading", _HEADINGS[tag]


def _block(text: str, start: int, end: int, layout: _Layout) -> Iterator[Block]:
    """The text of a stretch without blanks and inline tags at its ends."""
    content = "" if layout.silent else text[start:end]
    while True:
        lead = len(content) - len(content.lstrip())
        start, content = start + lead, content.strip()
        if (tag := _TAG.match(content)) and _outside(tag, content):
            start, content = start + tag.end(), content[tag.end() :]
        elif content.endswith(">") and (tag := _last_tag(content)):
            content = content[: tag.start()]
        else:
            break
    if any(char.isalnum() for char in re.sub(r"&#?\w+;", "", content)):
        yield Block(start, start + len(content), form=layout.form, level=layout.level)


def _outside(tag: re.Match[str], content: str) -> bool:
    """Whether a tag at the head goes: it closes at the very end, or it holds more than a name."""
    closing = f"</{tag['tag']}>"
    return closing not in content or content.endswith(closing) or " " in tag[0]


def _last_tag(content: str) -> re.Match[str] | None:
    opened = content.rfind("<")
    return _TAG.fullmatch(content, opened) if opened >= 0 else None
