"""The valence of a coding: what its words say, turned by what stands around them (R17-R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.tag.context import joined
from relcode.tag.roles import role
from relcode.tag.rules import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.codebook.model import Polarity
    from relcode.tag.context import Reading
    from relcode.tag.resolve import Hit
    from relcode.tag.triggers import Trigger
    from relcode.terms import Valence

BASE = {"desirable": 1, "undesirable": -1, "neutral": 0}
# how many words a trigger reaches: to the words after it, and to those before it
AHEAD = {"denies": 14, "without": 8, "lacks": 8, "weakens": 3, "lessens": 5, "eases": 6}
BACK = {"failed": 7, "eased": 7}
INSIDE = {"adverse": -1, "slow": -1, "over": -1, "coerced": -1, "favourable": 1}
ONLY: dict[str, list[str]] = rules("precedence")["only"]
TOPIC_REACH = 7
# "no barrier" denies the barrier; "scarcity of food hinders" does not
LACKED_REACH = 2
SAID = {
    "denies": "denied by",
    "without": "denied by",
    "lacks": "lacking by",
    "weakens": "weakened by",
    "failed": "failed by",
    "lessens": "lessened by",
    "eases": "eased by",
    "eased": "eased by",
}


class Sign(NamedTuple):
    """What one hit says: 1 for good, -1 for bad, 0 for neither; both ways at once; and why."""

    value: int
    both: bool
    reasons: tuple[str, ...]


def valence(signs: Iterable[Sign]) -> Valence:
    """The valence of a code from those of its hits: neutral yields, opposites make mixed."""
    kept = list(signs)
    values = {sign.value for sign in kept} - {0}
    if len(values) > 1 or any(sign.both for sign in kept):
        return "mixed"
    if not values:
        return "neutral"
    return "positive" if values.pop() > 0 else "negative"


def sign(reading: Reading, hit: Hit, polarity: Polarity) -> Sign:
    """What a hit says, as turned by the negations and effects that bear on it."""
    value, reasons = _inner(reading, hit, polarity)
    turned = False
    for one in _bearing(reading, hit, polarity):
        after = _turned(value, one.kind)
        if after != value:
            reasons.append(f"{SAID[one.kind]} {reading.quoted(one)}")
            value, turned = after, True
    if not turned and polarity == "neutral":
        value, reasons = _effect(reading, hit, value, reasons)
    elif not turned and (topic := _topic(reading, hit)):
        value, reasons = 0, [f"named as a topic by {reading.quoted(topic)}"]
    both = [one for one in reading.near("both", hit.start, hit.end) if one.end > hit.start]
    reasons += [f"both ways by {reading.quoted(one)}" for one in both]
    return Sign(value, bool(both), tuple(reasons))


def _inner(reading: Reading, hit: Hit, polarity: Polarity) -> tuple[int, list[str]]:
    """What the words of the hit say themselves."""
    if hit.cue.says:
        return hit.cue.says, [f"the cue is {'negative' if hit.cue.says < 0 else 'positive'}"]
    value = BASE[polarity]
    for kind, said in INSIDE.items():
        if value == said or polarity == _only(said) or hit.code not in ONLY.get(kind, (hit.code,)):
            continue
        inside = [one for one in reading.near(kind, hit.start, hit.end) if _overlap(one, hit)]
        if inside:
            word = "adverse" if said < 0 else "favourable"
            return said, [f"{word} by {reading.quoted(inside[0])}"]
    return value, [f"the code is {polarity}"]


def _only(said: int) -> Polarity:
    """The polarity whose hits cannot be made worse, or better, by a word inside them."""
    return "undesirable" if said < 0 else "desirable"


def _turned(value: int, kind: str) -> int:
    if kind in ("eases", "eased"):
        return abs(value)
    if value == 0:
        return -1 if kind in ("denies", "without", "lacks", "weakens", "failed") else 0
    if kind in ("weakens", "failed"):
        return -1 if value > 0 else value
    return -value


def _bearing(reading: Reading, hit: Hit, polarity: Polarity) -> Iterator[Trigger]:
    """The triggers that bear on a hit, those before it first; of one kind the first alone.

    Denials add up in dialect ("never heard nothing"); what undoes a denial is of another kind.
    """
    for kind in AHEAD:
        near = reading.near(kind, hit.start, hit.end)
        if one := next((one for one in near if _bears(reading, hit, one, polarity)), None):
            yield one
    for kind, reach in BACK.items():
        for one in reading.near(kind, hit.start, hit.end):
            if hit.end <= one.start and _reaches_back(reading, hit, one, reach):
                yield one
                break


def _bears(reading: Reading, hit: Hit, one: Trigger, polarity: Polarity) -> bool:
    if _overlap(one, hit) and hit.cue.says:
        return False
    if _overlap(one, hit):
        denies = one.kind in ("denies", "without", "lacks") and polarity != "undesirable"
        return denies and not _told_already(reading, hit, one)
    if reading.text.startswith(",", one.end):
        return False
    far = reading.words(one.end, hit.start) > LACKED_REACH
    if far and one.kind == "lacks" and polarity == "undesirable":
        return False
    return one.end <= hit.start and hit in _reached(reading, one)


def _told_already(reading: Reading, hit: Hit, one: Trigger) -> bool:
    """Whether a word inside the hit counts as adverse, and so not as a denial too."""
    return any(
        bad.start == one.start
        for kind, said in INSIDE.items()
        if said < 0 and hit.code in ONLY.get(kind, (hit.code,))
        for bad in reading.near(kind, hit.start, hit.end)
    )


def _reached(reading: Reading, one: Trigger) -> list[Hit]:
    """The hits that a trigger bears on: the next within its reach, and those joined to it."""
    clause, edge, reach = reading.clause(one.start), one.end, AHEAD[one.kind]
    hits: list[Hit] = []
    for hit in reading.hits_after(one.end):
        if hit.start >= edge and (
            reading.clause(hit.start) != clause
            or reading.words(edge, hit.start) > reach
            or (one.kind == "lacks" and _verb_between(reading, edge, hit.start))
            or (one.kind != "denies" and not hits and "," in reading.text[edge : hit.start])
            or (hits and not joined(reading.text[edge : hit.start]))
        ):
            break
        hits.append(hit)
        edge = max(edge, hit.end)
    return hits


def _verb_between(reading: Reading, start: int, end: int) -> bool:
    return any(start <= one.start < end for one in reading.near("verb", start, end))


def _reaches_back(reading: Reading, hit: Hit, one: Trigger, reach: int) -> bool:
    between = [other for other in reading.hits_after(hit.end) if other.end <= one.start]
    return (
        reading.clause(hit.start) == reading.clause(one.start)
        and reading.words(hit.end, one.start) <= reach
        and (not between or joined(reading.text[hit.end : between[0].start]))
    )


def _effect(reading: Reading, hit: Hit, value: int, reasons: list[str]) -> tuple[int, list[str]]:
    """For a code that is neither good nor bad, the valence follows the effect told (R18)."""
    if value:
        return value, reasons
    if (told := role(reading, hit)) in ("facilitator", "barrier"):
        return (1 if told == "facilitator" else -1), [f"said to be a {told}"]
    found = [
        one for kind in ("hinders", "hindered_by") for one in reading.near(kind, hit.start, hit.end)
    ]
    if found and not reading.near("helps", hit.start, hit.end):
        return -1, [f"hindering by {reading.quoted(found[0])}"]
    return value, reasons


def _topic(reading: Reading, hit: Hit) -> Trigger | None:
    """What makes the hit a mere topic, unless its clause also says that it matters (R19, R20)."""
    clause = reading.clause(hit.start)
    for kind in ("matters", "helps"):
        for one in reading.near(kind, hit.start, hit.end):
            if reading.clause(one.start) == clause and not _overlap(one, hit):
                return None
    for one in reading.near("topic", hit.start, hit.end):
        if (
            one.end <= hit.start
            and reading.clause(one.start) == clause
            and reading.words(one.end, hit.start) <= TOPIC_REACH
        ):
            return one
    return None


def _overlap(one: Trigger, hit: Hit) -> bool:
    return one.start < hit.end and hit.start < one.end
