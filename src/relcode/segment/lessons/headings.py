"""What titles say about lessons in their sections."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.matter import bare_title
from relcode.rules import any_of, content
from relcode.segment.furniture import is_back_matter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import LessonHeading

# words; a title of the whole text that is no longer is a chapter's, such as "Lessons learned"
_LONGEST_CHAPTER = 4


class Prior(NamedTuple):
    """What a section says about lessons in it: how sure it makes us, 0 to 1, and of what.

    `whole`: all of it counts; else only what has a marker or a code of its own. `barred`: nothing
    in it counts, as in methods and references.
    """

    confidence: float = 0.0
    whole: bool = False
    barred: bool = False


class Priors:
    """The priors of sections by their path, each worked out once."""

    def __init__(self, headings: Sequence[LessonHeading], title: str | None) -> None:
        """Compile the headings; `title` is the title of the whole text, if it has one."""
        self._headings = [(_compiled(each.pattern), each) for each in headings]
        self._title = title if title and len(title.split()) > _LONGEST_CHAPTER else None
        self._known: dict[tuple[str, ...], Prior] = {}

    def of(self, path: tuple[str, ...]) -> Prior:
        """The prior of the section at the end of the path; nested sections inherit it.

        The surest heading of tier A or B along the path decides, else the last one of tier C. The
        title of the whole text says nothing of its parts.
        """
        if path not in self._known:
            titles = path[1:] if path[:1] == (self._title,) else path
            self._known[path] = self._prior(titles)
        return self._known[path]

    def _prior(self, titles: tuple[str, ...]) -> Prior:
        if any(_is_barred(title) for title in titles):
            return Prior(barred=True)
        found = [
            [each for pattern, each in self._headings if pattern.search(title)] for title in titles
        ]
        whole = [each.confidence for hits in found for each in hits if each.tier != "C"]
        if whole:
            return Prior(max(whole), whole=True)
        mined = next((hits for hits in reversed(found) if hits), [])
        return Prior(max((each.confidence for each in mined), default=0.0))


def _is_barred(title: str) -> bool:
    return is_back_matter(title) or _contexts().fullmatch(bare_title(title)) is not None


@cache
def _contexts() -> re.Pattern[str]:
    listed = str(content(__package__, "lessons")["contexts"]).splitlines()
    return any_of(line for line in listed if line)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
