"""Fold text for comparison: lower case, plain apostrophes and hyphens, every character in place."""

from __future__ import annotations

ALIKE = {
    "'": "\u2018\u2019\u02bc\u00b4\uff07",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad",
    " ": "\u00a0\u202f\u2009",
}
PAIRS = tuple((variant, plain) for plain, variants in ALIKE.items() for variant in variants)


def folded(text: str) -> str:
    """The text in lower case with look-alikes made equal; as long as `text`, so places agree."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    low = low.replace("_", " ")
    if not low.isascii():
        for variant, plain in PAIRS:
            low = low.replace(variant, plain)
    return low
