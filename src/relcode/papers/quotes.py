"""The passages of a paper that say best what its codes stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.rules import content
from relcode.terms import MACHINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.segment.parts import Part
    from relcode.terms import Coding, Segment

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


class Quote(NamedTuple):
    """A coded segment word for word, and where it stands: `text[start:end]` of its source.

    `score` says how well it serves as an example beside others of its code: what people coded
    first, then what is most probable, speaks of a lesson, and can be read alone.
    """

    code: str
    segment: Segment
    coding: Coding
    text: str
    part: Part
    score: float


def quote(coding: Coding, segment: Segment, text: str, part: Part) -> Quote:
    """The quote of a coding; `text` is the source's."""
    words = " ".join(text[segment.start : segment.end].split())
    return Quote(coding.code, segment, coding, words, part, _score(coding, segment, words, part))


def best(quotes: Iterable[Quote], most: int | None = None) -> list[Quote]:
    """At most so many quotes, the best first; of the same words one."""
    wanted = content(__package__, "papers")["quotes"]["each"] if most is None else most
    found: dict[str, Quote] = {}
    for one in sorted(quotes, key=lambda one: (-one.score, one.segment.start)):
        found.setdefault(one.text, one)
    return list(found.values())[:wanted]


def _score(coding: Coding, segment: Segment, words: str, part: Part) -> float:
    rules: dict[str, Any] = content(__package__, "papers")["quotes"]
    tokens = _WORD.findall(words.casefold())
    fewest, most = rules["words"]
    return float(
        (coding.probability if coding.probability is not None else 0.5)
        + rules["people"] * (coding.status not in MACHINE)
        + rules["lesson"] * segment.lesson
        + rules["fits"] * (fewest <= len(tokens) <= most)
        + rules["question"] * words.endswith("?")
        + rules["leans"] * (tokens[:1] != [] and tokens[0] in rules["leaning"])
        + rules["parts"].get(part, 0.0)
    )
