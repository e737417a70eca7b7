"""Decide whether labels are speakers: they recur, alternate, head enough of the text, and talk.

A file of prose has words before colons too ("Aim: …", "Note: …"). They become speakers only where
the file as a whole shows a conversation; a single label proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.turns.labels import HEAD, base, key, named, names_part, remark
from relcode.read.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.read.turns.labels import Label, Style

# tried in this order: the surest signs first
_FAMILIES: tuple[tuple[Style, ...], ...] = (
    ("colon", "stamp"),
    ("line",),
    ("dot",),
    ("tab", "dash"),
)
_HEADED = re.compile(r"[*_]{0,3}([^\W\d_][\w '’-]{0,40}?)[*_]{0,3}\s?:\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_QUESTION = re.compile(r"[?？؟]")
_INITIALS = 2  # letters
_SHORT = 12  # blocks; in fewer no share means much
_OPENING = 400  # characters of a turn that are looked at for words of talk


class Head(NamedTuple):
    """The head of one block: the ways to read it, the text after it, and how it is laid out."""

    labels: Sequence[Label]
    text: str
    heading: bool = False


class Signs(NamedTuple):
    """What the labels of one kind show over the whole file; shares are from 0 to 1.

    `coverage` is the labels' share of the blocks from the first label on, `silence` the longest
    run of blocks without a label as a share of all, `before` the blocks above the first label.
    """

    counts: Counter[str]
    changes: float
    coverage: float
    silence: float
    before: int
    talk: float
    empty: float
    headings: float

    @property
    def total(self) -> int:
        """How many labels there are."""
        return self.counts.total()


class Least(NamedTuple):
    """What labels must show at least to be speakers; `empty` and `silence` are at most."""

    total: int
    recurring: float
    names: int
    changes: float
    coverage: float
    talk: float
    silence: float
    empty: float


# names alone must look like a conversation in every way; names on lines of their own, and those
# before a dash or a dot, which lists have too, all the more
_NAMES = Least(4, 0.6, 1, 0.4, 0.2, 0.4, 0.5, 0.5)
_STRICT = Least(4, 0.7, 2, 0.5, 0.35, 0.5, 0.4, 0.2)
# labels that name parts, such as interviewer and participant, need less
_PARTS = Least(2, 0.0, 0, 0.2, 0.08, 0.2, 0.5, 0.5)
_PARTS_STRICT = Least(3, 0.5, 1, 0.3, 0.2, 0.3, 0.4, 0.2)
_ALONE = Least(3, 1.0, 1, 0.0, 0.2, 0.2, 0.5, 0.5)
_NARRATIVE = Least(2, 0.0, 0, 0.2, 0.02, 0.2, 1.0, 0.5)
_EARLY = 5  # blocks, at most, before the talk of a narrative interview begins
_FEW = 3  # labels; where there are so few, a single heading word speaks against them


def speakers(heads: Sequence[Head]) -> dict[int, Label]:
    """The label of each block that begins a turn, by its place in `heads`; empty for prose."""
    for family in _FAMILIES:
        found = {
            place: label
            for place, head in enumerate(heads)
            if (label := next((one for one in head.labels if one.style in family), None))
        }
        found = _one_spelling(_possible(found, heads))
        if family == ("line",):
            found = _without_short_talk(found)
        if found and _converse(family, found, heads):
            return _without_strays(found)
    return {}


def _possible(found: Mapping[int, Label], heads: Sequence[Head]) -> dict[int, Label]:
    """The labels that could name somebody: no keys of metadata, no words that open talk."""
    counts = Counter(key(label.name) for label in found.values())
    vocabulary = _small_words(heads) if any(count == 1 for count in counts.values()) else set()
    return {
        place: label
        for place, label in found.items()
        if names_part(label.name)
        or base(label.name) in words("roles", "system")
        or not _unlikely(key(label.name), counts[key(label.name)], vocabulary)
    }


def _unlikely(name: str, count: int, vocabulary: set[str]) -> bool:
    if name in words("labels", "metadata"):
        return True
    if name in words("labels", "openers"):
        return count < _FEW  # a person called May speaks more than once
    return count == 1 and name in vocabulary


def _small_words(heads: Sequence[Head]) -> set[str]:
    """The words written small somewhere: a name never is."""
    return {word for head in heads for word in _WORD.findall(head.text) if word.islower()}


def _one_spelling(found: Mapping[int, Label]) -> dict[int, Label]:
    """The labels with one name for each speaker: "Interviewer (I)" and "I" are the same.

    The spelling kept is the commonest; questions and answers lose their numbers.
    """
    keys = {key(label.name) for label in found.values()}
    numbered = {base(name) for name in keys} >= {"q", "a"}
    identities = {
        label.name: _identity(label.name, keys, numbered=numbered) for label in found.values()
    }
    spellings = Counter(label.name for label in found.values())
    best: dict[str, str] = {}
    for name, identity in identities.items():
        rival = best.get(identity)
        exact = (key(name) == identity, spellings[name])
        if rival is None or exact > (key(rival) == identity, spellings[rival]):
            best[identity] = name
    if numbered:
        best.update({letter: letter.upper() for letter in ("q", "a") if letter in best})
    return {
        place: label._replace(name=_bare(best[identities[label.name]]))
        for place, label in found.items()
    }


def _identity(name: str, keys: set[str], *, numbered: bool) -> str:
    if numbered and base(name) in {"q", "a"}:
        return base(name)
    for short in (remark(name), key(named(name))):
        if short in keys:
            return short
    return key(name)


def _bare(name: str) -> str:
    """The name out of square brackets, save where these say that it was removed."""
    inner = name[1:-1].strip()
    whole = name.startswith("[") and name.endswith("]") and "[" not in inner
    return inner if whole and not _removed(inner) else name


def _removed(inner: str) -> bool:
    return any(word in words("roles", "removed") for word in key(inner).split())


def _converse(family: tuple[Style, ...], found: Mapping[int, Label], heads: Sequence[Head]) -> bool:
    signs = _signs(found, heads)
    strict = "colon" not in family
    if signs.headings > (0.5 if signs.total > _FEW else 0.0):
        return False
    parts = {base(name) for name in signs.counts} & _parts(strict=strict)
    if not parts:
        return _shows(signs, _STRICT if strict else _NAMES) and len(signs.counts) > 1
    if len(signs.counts) == 1:
        return _shows(signs, _ALONE)
    two = len(parts) > 1 or signs.total > len(signs.counts)
    if two and _shows(signs, _PARTS_STRICT if strict else _PARTS):
        return True
    begins = signs.before <= _EARLY and not strict
    return begins and len(parts) > 1 and _shows(signs, _NARRATIVE)


def _parts(*, strict: bool) -> frozenset[str]:
    """The labels that name a part; in a table "Male" and "All" are no voices."""
    sure = words("roles", "interviewer") | words("roles", "participant")
    return sure if strict else sure | words("roles", "neutral")


def _shows(signs: Signs, least: Least) -> bool:
    recurring = [count for count in signs.counts.values() if count > 1]
    return (
        signs.total >= least.total
        and sum(recurring) >= least.recurring * signs.total
        and len(recurring) >= least.names
        and signs.changes >= least.changes
        and signs.coverage >= least.coverage
        and signs.talk >= least.talk
        and signs.silence <= least.silence
        and signs.empty <= least.empty
    )


def _without_short_talk(found: Mapping[int, Label]) -> dict[int, Label]:
    """The names on lines of their own, less what is short talk right below such a name."""
    counts = Counter(label.name for label in found.values())
    return {
        place: label
        for place, label in found.items()
        if counts[label.name] > 1 or place - 1 not in found or counts[found[place - 1].name] == 1
    }


def _signs(found: Mapping[int, Label], heads: Sequence[Head]) -> Signs:
    names = [key(label.name) for label in found.values()]
    places = [-1, *found, len(heads)]
    changed = sum(1 for before, after in pairwise(names) if before != after)
    gaps = [after - before - 1 for before, after in pairwise(places)]
    since = [head for head in heads[min(found) :] if not head.heading and not _is_time(head)]
    bodies = [_body(place, label, heads, found) for place, label in found.items()]
    return Signs(
        counts=Counter(names),
        changes=changed / max(1, len(names) - 1),
        coverage=len(names) / max(1, len(since)),
        silence=max(gaps) / len(heads) if len(heads) > _SHORT else 0.0,
        before=min(found),
        talk=sum(map(_talks, bodies)) / len(names),
        empty=sum(1 for body in bodies if not body) / len(names),
        headings=_headed(heads) / len(names),
    )


def _body(place: int, label: Label, heads: Sequence[Head], found: Mapping[int, Label]) -> str:
    """What is said after a label: the rest of its block, or the block below it."""
    rest = heads[place].text[label.length :].strip()
    below = place + 1
    while not rest and below < len(heads) and below not in found:
        rest = heads[below].text if not _is_time(heads[below]) else ""
        below += 1
    return rest[:_OPENING]


def _is_time(head: Head) -> bool:
    """Whether a block is a time on a line of its own."""
    label = head.labels[0] if head.labels else None
    return label is not None and label.style == "time" and label.length == len(head.text)


def _talks(body: str) -> bool:
    spoken = words("labels", "talk")
    return bool(_QUESTION.search(body)) or any(
        word.casefold().replace("’", "'") in spoken for word in _WORD.findall(body)
    )


def _headed(heads: Sequence[Head]) -> int:
    """How many blocks begin with a word that heads paragraphs of prose."""
    found = (_HEADED.match(head.text[:HEAD]) for head in heads)
    return sum(1 for match in found if match and key(match[1]) in words("labels", "headings"))


def _without_strays(found: Mapping[int, Label]) -> dict[int, Label]:
    """The labels less those that stand once and do not look like the others.

    "Trust: that came later" in the middle of an interview between I and R names no third speaker.
    """
    counts = Counter(label.name for label in found.values())
    regular = {name for name, count in counts.items() if count > 1 or names_part(name)}
    return {
        place: label
        for place, label in found.items()
        if label.name in regular or _fits(label.name, regular)
    }


def _fits(name: str, regular: set[str]) -> bool:
    if base(name) in words("roles", "people") or base(name) in words("roles", "system"):
        return True
    if not regular:
        return True
    initials = all(len(other) <= _INITIALS for other in regular)
    if len(regular) > 1 and not initials and all(other.isupper() for other in regular):
        return name.isupper()
    only_parts = all(names_part(other) for other in regular)
    return not only_parts or len(name.split()) > 1 or any(char.isdigit() for char in name)
