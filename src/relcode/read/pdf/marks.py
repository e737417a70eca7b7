"""Raised signs that only refer to notes and works cited."""

from __future__ import annotations

import re
from typing import Final

SMALL: Final = 0.8  # of the line's size: letters below stand above the line, or are small capitals
RAISED: Final = 0.15  # of its height
_ENDS = ".,;:!?)”\"’' "
_MARK = re.compile(r"[\d,;–\-*∗†‡§¶a-h)]{1,12}")


def refers(raised: str, before: str) -> bool:
    """Whether what was raised refers to something; `before` is the sign that it stands after."""
    return bool(_MARK.fullmatch(raised.strip())) and (before.isalpha() or before in _ENDS)
