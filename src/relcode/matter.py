"""Tell by its title a section that is kept but not coded, such as references or funding."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from relcode.rules import any_of, content

if TYPE_CHECKING:
    from collections.abc import Iterator

Where = Literal["anywhere", "published", "page"]

_NUMBER = re.compile(r"\W*(?:(?:\d{1,2}(?:\.\d{1,2})*[.):]?|(?:[a-h]|[ivx]{1,5})[.):])\s+)?")
_LONGEST = 100  # characters; a longer title is a sentence, and no pattern means one


def note(title: str, where: Where = "anywhere") -> str:
    """Why the section of that title is furniture (`reference`, `funding` …), or "" if it is not.

    `where` the title stands: in a `published` article or on a web `page`, more of them tell than
    in a text of any kind.
    """
    bare = bare_title(title)
    if not bare or len(bare) > _LONGEST:
        return ""
    return next((why for why, pattern in _patterns(where) if pattern.fullmatch(bare)), "")


def bare_title(title: str) -> str:
    """The title in small letters, without its number and closing marks."""
    return _NUMBER.sub("", title.casefold(), count=1).rstrip(" .:!*")


@cache
def _patterns(where: Where) -> list[tuple[str, re.Pattern[str]]]:
    return list(_of(where))


def _of(where: Where) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that hold there, those that hold in any text first."""
    kinds = content(__package__, "matter")
    for kind in kinds:
        yield from ((why, any_of(each)) for why, each in kinds[kind].items())
        if kind == where:
            return
