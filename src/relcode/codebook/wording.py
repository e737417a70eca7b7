"""How two wordings differ, word by word, and how alike they are."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
_MARKS = {"delete": ("[-", "-]"), "insert": ("{+", "+}")}


def worded(before: str, after: str) -> str:
    """The text with words taken out as `[-so-]` and words put in as `{+so+}`."""
    old, new = before.split(), after.split()
    parts = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(" ".join(old[i:j]))
            continue
        for words, (start, end) in zip((old[i:j], new[k:m]), _MARKS.values(), strict=True):
            if words:
                parts.append(f"{start}{' '.join(words)}{end}")
    return " ".join(parts)


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common, 0 to 1 (Dice's coefficient)."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def words(text: str) -> Counter[str]:
    """How often each word occurs, without regard to case."""
    return Counter(_WORD.findall(text.casefold()))
