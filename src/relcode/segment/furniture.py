"""Tell text that is kept but not coded: references, bylines, greetings, page furniture (R4, R5)."""

from __future__ import annotations

import re
from functools import cache

from relcode.matter import bare_title, note
from relcode.rules import any_of
from relcode.segment.headings import is_clause
from relcode.segment.rules import lines, rules, words

_CONTENT = re.compile(r"[^\W\d_][\w.'’-]*\w|[^\W\d_]")
_PAST = re.compile(r"\w{2}ed$")
_LONGEST_LINE = 400  # characters; a byline, a label or a greeting is never longer
_LONGEST_REFERENCE = 1200
_LEAD_IN_WORDS = 6  # a longer lead-in says something even where no verb is known in it


def is_back_matter(title: str) -> bool:
    """Whether the section of that title is references, funding or the like."""
    return bool(note(title)) or _patterns("page").fullmatch(bare_title(title)) is not None


def is_line(block: str) -> bool:
    """Whether a block is a byline, a reference, a label with its value, or a mark of the page."""
    if len(block) <= _LONGEST_LINE:
        if _patterns("blocks").fullmatch(block):
            return True
        if _patterns("labelled").fullmatch(block) and not is_clause(block.partition(":")[2]):
            return True
    return len(block) <= _LONGEST_REFERENCE and _is_reference(block)


def says_nothing(sentence: str) -> bool:
    """Whether a sentence is a greeting, thanks, a link pointer, a stage direction or empty."""
    if len(sentence) > _LONGEST_LINE:
        return False
    if _CONTENT.search(sentence) is None or _patterns("sentences").fullmatch(sentence):
        return True
    return sentence.endswith(":") and _is_empty_stem(sentence)


def _is_empty_stem(lead_in: str) -> bool:
    """Whether a lead-in has no content of its own: "For example:", "Key partners:"."""
    content = [word.lower() for word in _CONTENT.findall(lead_in)]
    if all(word in words("furniture", "lead_in") for word in content):
        return True
    if len(content) > _LEAD_IN_WORDS or any(_PAST.search(word) for word in content[2:]):
        return False
    return not is_clause(lead_in)


def _is_reference(block: str) -> bool:
    return _sign("author").match(block) is not None and all(
        _sign(name).search(block) for name in ("year", "place")
    )


@cache
def _patterns(key: str) -> re.Pattern[str]:
    """The patterns under a key as one, each blank standing for any white space."""
    return any_of(f"(?s:{line})".replace(" ", r"(?:\s+)") for line in lines("furniture", key))


@cache
def _sign(name: str) -> re.Pattern[str]:
    return re.compile(str(rules("furniture")["reference"][name]).strip())
