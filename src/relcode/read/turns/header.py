"""Read the lines above a transcript that tell about it: date, place, who asks whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.turns.labels import base, is_name, key, names_part
from relcode.read.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.terms import Block

_PAIR = re.compile(
    r"[*_]{0,3}(?P<key>[^\W_][\w .#/'’-]{0,40}?)[*_]{0,3}\s?(?P<sign>[:=])[*_]{0,3}\s*(?P<value>.*)"
)
_LONGEST = 300
_LOOKED_AT = 60
_TITLE = 120
_SENTENCE_END = (".", "?", "!", "…", "。")


class Header(NamedTuple):
    """Which blocks tell about the transcript, by place, and what they say."""

    places: frozenset[int]
    variables: dict[str, str]


def header(blocks: Sequence[Block], text: str) -> Header:
    """The metadata before the talk: "Date: 3 May", "Interviewer: Jane Hill", "R = respondent".

    A line such as "Interviewer: Jane Hill" is metadata only where other metadata stands with it.
    """
    places: list[int] = []
    variables: dict[str, str] = {}
    sure = False
    for place, block in enumerate(blocks[:_LOOKED_AT]):
        content = text[block.start : min(block.end, block.start + _LONGEST)]
        match = _PAIR.fullmatch(content) if block.end - block.start < _LONGEST else None
        if match and (certain := _tells(match)) is not None:
            places.append(place)
            sure = sure or certain
            if match["value"].strip(" *_"):
                variables.setdefault(match["key"].strip(), match["value"].strip(" *_"))
        elif block.form != "furniture" and not _title(block, content):
            break
    return Header(frozenset(places), variables) if sure else Header(frozenset(), {})


def tells_about(line: str) -> bool:
    """Whether this line has the shape of metadata, such as "Date: 3 May"."""
    match = _PAIR.match(line[:_LONGEST])
    return match is not None and key(match["key"]) in words("labels", "metadata")


def _tells(match: re.Match[str]) -> bool | None:
    """True for metadata, False for what may be, None for what is not."""
    if key(match["key"]) in words("labels", "metadata"):
        return True
    value = match["value"].strip(" *_")
    if match["sign"] == "=":
        return True if is_name(match["key"]) and names_part(value) else None
    if names_part(match["key"]) and _names_only(value):
        return False
    return None


def _names_only(value: str) -> bool:
    """Whether a value is a name or names rather than something said."""
    if value.endswith(_SENTENCE_END) or key(value) in words("labels", "openers"):
        return False
    return is_name(value) and base(value) not in words("labels", "talk")


def _title(block: Block, content: str) -> bool:
    short = len(content) < _TITLE and not content.rstrip().endswith((*_SENTENCE_END, ":"))
    return block.form == "heading" or (short and ":" not in content)
