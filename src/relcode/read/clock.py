"""Times of a recording as people and programs write them."""

from __future__ import annotations

import re

_CLOCK = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?:[.,](?P<f>\d{1,9})|:\d{2})?"
# a time alone, in brackets or not, or the range from one time to another
_TIME = re.compile(
    rf"[\[(<{{#*]?\s*{_CLOCK}\s*[\])>}}#*]?(?:\s*(?:-+>?|–|—|to|bis|à|a|,)\s*[\[(]?[\d:.,]+[\])]?)?"
)


def seconds(text: str) -> float | None:
    """The seconds from the start that a time such as `[0:01:02.5]` or `1:02 - 1:30` states.

    Of a range it is the first; None for anything else, times of day with am or pm included.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    whole = int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + int(match["s"])
    return whole + float(f"0.{match['f'] or 0}")
