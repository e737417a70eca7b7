"""The reason for a coding in words that a person can check against the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcode.terms import Evidence, Why

PLACES = {
    "text": "",
    "stem": " in the lead-in",
    "previous": " in the sentence before",
    "question": " in the question",
}


SHORT = 40  # letters of a cue
_PLACE = re.compile(r" \(\d+-\d+\)")
_PLAIN = re.compile(r"the code is (?:desirable|undesirable|neutral)(?:; )?")


def readable(why: Why, text: str, *, short: bool = False) -> str:
    """The quotes with their cues, what set the valence, and the rule that decided, on one line.

    `text` is that of the source; quotes are cut from it, so none can be invented. The `short` form
    leaves out weak evidence beside strong, cues that are too long to read at a glance, positions,
    and a valence that is only the code's own.
    """
    strong = [evidence for evidence in why.evidence if evidence.strength == "strong"]
    shown = strong if short and strong else why.evidence
    quotes = dict.fromkeys(_quoted(evidence, text, short=short) for evidence in shown)
    valence = _PLAIN.sub("", _PLACE.sub("", why.valence)).strip("; ") if short else why.valence
    return "; ".join(part for part in (", ".join(quotes), valence, why.note) if part)


def _quoted(evidence: Evidence, text: str, *, short: bool) -> str:
    quote = " ".join(text[evidence.start : evidence.end].split())
    told = quote.casefold() == evidence.cue.casefold() or (short and len(evidence.cue) > SHORT)
    cue = "" if told else f" ({evidence.cue})"
    weak = "weak: " if evidence.strength == "weak" else ""
    return f"{weak}“{quote}”{PLACES[evidence.via]}{cue}"
