"""Read a web page that was pasted as text: the post, what is furniture around it, its comments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.read.plain import layout, pasted_comments
from relcode.read.wording import pattern, says
from relcode.terms import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.terms import Block

_TOP = 8  # blocks within which a byline stands
_LONGEST = 300  # characters of a line that is furniture
_HEAD = 60  # characters of a line that only heads what follows


def draft(text: str, found: Sequence[Block], comments: int | None) -> Draft | None:
    """The draft of a pasted page, or None where the text has too few marks of one.

    `found` are the blocks above the place where `comments` begin, or all where there are none.

    The marks are a headed list of comments, or the site's own words together with a byline, a
    biography or references. What is furniture is kept as blocks with form "furniture" and a note:
    byline, reference, biography, comment furniture or site furniture.
    """
    body = list(_marked(found, text))
    if comments is None and not _is_page(body, text):
        return None
    body = _titled(body, text)
    threads = [] if comments is None else list(pasted_comments.blocks(text, comments))
    return Draft(text=text, blocks=(*body, *threads), kind="web", title=layout.title(body, text))


def _is_page(body: Sequence[Block], text: str) -> bool:
    """Whether the site's words, more than one of them, stand with those of a post."""
    notes = {block.note for block in body}
    site = {text[one.start : one.end] for one in body if one.note == "site furniture"}
    if len(site) > 1 or any(says("pasted", "leave", line) for line in site):
        return bool(notes & {"byline", "biography", "reference"})
    return {"byline", "biography"} <= notes


def _marked(blocks: Sequence[Block], text: str) -> Iterator[Block]:
    """The blocks of the post, those that are no part of what it says marked as furniture."""
    listing = telling = False
    for place, block in enumerate(blocks):
        content = text[block.start : min(block.end, block.start + _LONGEST + 1)]
        note, opens = _note(place, content)
        if note == "reference":
            listing = opens
        elif note:
            listing = False
        elif listing and _refers(content):
            note = "reference"
        elif telling:
            note = "biography"
        telling = note == "biography" and opens
        yield replace(block, form="furniture", level=0, note=note) if note else block


def _note(place: int, content: str) -> tuple[str, bool]:
    """What kind of furniture a block is by its own words, and whether more of it follows."""
    if 0 < place < _TOP and (says("pasted", "byline", content) or says("pasted", "date", content)):
        return "byline", False
    if pattern("pasted", "biography").match(content):
        return "biography", len(content) < _HEAD and not content.endswith(".")
    if says("pasted", "references", content):
        return "reference", True
    if says("pasted", "site", content):
        return "site furniture", False
    return "", False


def _refers(content: str) -> bool:
    return pattern("pasted", "reference").search(content) is not None


def _titled(body: list[Block], text: str) -> list[Block]:
    """The post's first line as its title, where the byline stands right below it."""
    if len(body) < 2 or body[0].form != "paragraph" or body[1].note != "byline":  # noqa: PLR2004
        return body
    if "\n" in text[body[0].start : body[0].end]:
        return body
    return [replace(body[0], form="heading", level=1), *body[1:]]
