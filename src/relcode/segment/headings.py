"""Tell a heading that is a full clause, which is coded, from a title, which is not (manual, R5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.segment.rules import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_NUMBER = re.compile(r"^\W*(?:(?:\d{1,3}(?:\.\d{1,3})*[.):]?|(?:[a-zA-Z]|[ivxIVX]{1,4})[.):])\s+)?")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_PAST = re.compile(r"(?<!learn)ed$")
_LONG_QUESTION = 4  # words; "What problems need solutions?" has a verb, known or not
_PLURAL = re.compile(r"[^s]s$|people$|children$|men$")
_PARTS = re.compile(r"[:;.!?–—]+(?:\s+|$)|\s-\s")


def is_clause(title: str) -> bool:
    """Whether a heading, or a part of it around a colon, has a finite verb or an imperative.

    The verb of a subordinate clause does not count ("Factors that matter", "What we learned"),
    save in a question ("What have we learned?").
    """
    bare = _NUMBER.sub("", title.replace("’", "'"), count=1)
    if not bare.isupper():
        bare = _ACRONYM.sub("X", bare)
    parts = [[word.lower() for word in _WORD.findall(part)] for part in _PARTS.split(bare)]
    if bare.rstrip().endswith("?") and any(_asks(part) for part in parts):
        return True
    return any(_is_imperative(part) or _has_main_verb(part) for part in parts)


def _in(title: Sequence[str], index: int, *lists: str) -> bool:
    """Whether there is a word at that place, and it is in one of the lists."""
    return 0 <= index < len(title) and any(title[index] in words("headings", key) for key in lists)


def _asks(title: Sequence[str]) -> bool:
    """Whether a question has a verb: "Who decides?", "How can we start?", not "Why partnering?"."""
    if not _in(title, 0, "asking", "auxiliaries"):
        return False
    if _in(title, 0, "auxiliaries") or _in(title, 1, "nominal"):
        return len(title) > 1
    if len(title) >= _LONG_QUESTION:
        return True
    return any(_in(title, index, "auxiliaries", "third") for index in range(1, len(title)))


def _is_imperative(title: Sequence[str]) -> bool:
    if len(title) > 1 and _in(title, 0, "imperative"):
        return True
    if not _in(title, 0, "nominal_imperative"):
        return False
    by_doing = title[1:2] == ["by"] and any(word.endswith("ing") for word in title[2:3])
    return by_doing or _in(title, 1, "determiners", "objects", "after_imperative")


def _has_main_verb(title: Sequence[str]) -> bool:
    waiting = 0  # subordinate clauses opened that still want their verb
    taken = -1
    for index in range(len(title)):
        if index == taken:
            continue
        if _in(title, index, "subordinators"):
            waiting += 1
        elif _in(title, index, "pronouns") and not _in(title, index + 1, "pronouns"):
            if index == 0 and title[index + 2 :]:
                return True
            waiting, taken = max(waiting - 1, 0), index + 1
        elif _is_finite(title, index):
            if not waiting:
                return True
            waiting -= 1
    return False


def _is_finite(title: Sequence[str], index: int) -> bool:
    if index == 0:
        return False
    if _in(title, index, "bare"):
        return not _in(title, index - 1, "unless_after")
    if _in(title, index, "before_to") and title[index + 1 : index + 2] == ["to"]:
        return True
    return _in(title, index, "finite", "third") or _is_finite_here(title, index)


def _is_finite_here(title: Sequence[str], index: int) -> bool:
    """Whether what stands around a word makes it a finite verb that need not be one."""
    base = _in(title, index, "imperative", "nominal_imperative", "base")
    if _in(title, index - 1, "relatives") and (base or _in(title, index, "nominal")):
        return True
    if _in(title, index, "past") or _PAST.search(title[index]):
        return _in(title, index + 1, "determiners")
    if not _in(title, index + 1, "determiners", "objects"):
        return False
    return _in(title, index, "nominal") or (base and _PLURAL.search(title[index - 1]) is not None)
