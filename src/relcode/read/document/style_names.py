"""What the name of a paragraph style says about the paragraph."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.turn_table.names import plain
from relcode.read.wording import wording

if TYPE_CHECKING:
    from relcode.terms import Form, SpeakerRole

_LEVELLED = re.compile(r"(.*?) ?(\d{1,2})?")
_DEEPEST = 9


class Style(NamedTuple):
    """The form that a style gives a paragraph; `title` marks the title of the whole document."""

    form: Form
    level: int = 0
    note: str = ""
    role: SpeakerRole | None = None
    title: bool = False


@lru_cache(maxsize=1024)
def known(name: str) -> Style | None:
    """What a style of that name means (`heading 2`, `Contents_20_1`), or None for any other."""
    match = _LEVELLED.fullmatch(plain(name.replace("_20_", " ")))
    kind, note = _kinds().get(match[1], ("", "")) if match else ("", "")
    level = min(int((match and match[2]) or 1) or 1, _DEEPEST)
    styles = {
        "title": Style("heading", 1, title=True),
        "heading": Style("heading", level),
        "bullet": Style("bullet", level),
        "quoted": Style("paragraph", role="quoted"),
        "furniture": Style("furniture", note=note),
    }
    return styles.get(kind)


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    lists = wording("style_names")
    kinds = {
        plain(name): (kind, "")
        for kind in ("heading", "title", "bullet", "quoted")
        for name in lists[kind]
    }
    for note, names in lists["furniture"].items():
        kinds |= {plain(name): ("furniture", note) for name in names}
    return kinds
