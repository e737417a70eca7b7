"""Where a quote stands in a unit, word for word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.terms import Span

if TYPE_CHECKING:
    from relcode.terms import Segment

# one sign for another, so that places stay: models write the quotation marks of a keyboard
_SHAPES = str.maketrans("’‘‚‛“”„‟‐‑", "''''\"\"\"\"--")


def place(quote: str, text: str, segment: Segment) -> Span | None:
    """Where a quote stands in a segment of the source's `text`, or None where it does not.

    White space counts as one blank wherever it stands, and the shape of quotation marks as one;
    any other letter must be the same. Of several places the first that begins and ends with whole
    words is given.
    """
    words = quote.translate(_SHAPES).split()
    if not any(map(str.isalnum, quote)):
        return None
    body = r"\s+".join(map(re.escape, words))
    unit = text[segment.start : segment.end].translate(_SHAPES)
    found = re.search(rf"(?<!\w){body}(?!\w)", unit) or re.search(body, unit)
    return Span(segment.start + found.start(), segment.start + found.end()) if found else None
