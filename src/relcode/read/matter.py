"""Tell by its title a section that is kept but not coded, such as references or funding."""

from __future__ import annotations

import re
from functools import cache

from relcode.read.wording import wording

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,5}[.):]|[a-h][.)])\s+(?=\S)")
_LONGEST = 100  # characters; a longer title is a sentence, and no pattern means one


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(note, re.compile("|".join(each))) for note, each in wording("matter").items()]


def note(title: str, *, page: bool = False) -> str:
    """Why the section of that title is furniture (`reference`, `funding` …), or "" if it is not.

    Only on a web `page` can it be `navigation`.
    """
    bare = title.strip().casefold().rstrip(".:!* ")
    if not bare or len(bare) > _LONGEST:
        return ""
    bare = _NUMBER.sub("", bare)
    found = next((note for note, pattern in _patterns() if pattern.fullmatch(bare)), "")
    return found if page or found != "navigation" else ""
