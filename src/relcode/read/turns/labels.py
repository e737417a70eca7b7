"""Read the label that a turn begins with: a name, a time, or both."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from relcode.read.wording import words

Style = Literal["colon", "stamp", "dash", "tab", "dot", "line", "time"]

HEAD = 160  # a label lies within so many characters; no more of a huge line is looked at
_NAME_LINE = 80  # characters of a line that holds nothing but a name and a time
_LONGEST = 6  # words in a name, bracketed remarks not counted

_TIME = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3}|:\d{2})?"
_STAMP = (
    r"(?:[\[({<]\s*(?:[\d./-]{6,10},?\s+)?T(?:\s?[AaPp][Mm])?(?:\s*(?:-->|-|–)\s*T)?\s*[\])}>]"
    r"|\#\d\d:\d\d:\d\d-\d\#|(?:[\d./-]{6,10},?\s+)?T(?:\s?[AaPp][Mm]\b)?(?:\s*-->\s*T)?)"
).replace("T", _TIME)
_NAME = (
    r"(?:\[[^\[\]\n:]{1,40}\]"
    r"|[^\W_](?:[\w.'’&/\#, -]{0,38}[\w.])?)(?:\s?[(\[][^()\[\]\n:]{1,30}[)\]])?"
)
_MARK = r"[*_]{0,3}"
_LEAD = rf"(?:>+\s*)?(?:\d{{1,4}}\t\s*)?{_MARK}"
_BEFORE = rf"(?:(?P<before>{_STAMP})\s*(?:[-–]\s*)?)?{_MARK}"


def _pattern(rest: str) -> re.Pattern[str]:
    return re.compile(_LEAD + _BEFORE + rf"(?P<name>{_NAME})" + rest)


_AFTER = rf"{_MARK}\s*(?<!\w)(?P<after>{_STAMP})"
_STYLES: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("colon", _pattern(rf"{_MARK}\s?(?:{_AFTER}\s?)?(?::{_MARK}(?=\s|$|[“\"'‘(\[…A-ZÀ-Þ])|：)\s*")),
    ("stamp", _pattern(rf"{_AFTER}{_MARK}\s*(?:[-–:]\s*)?(?=\s|$|\w)")),
    ("tab", _pattern(rf"{_MARK}\s*\t\s*")),
    ("dash", _pattern(rf"{_MARK}\s+[-–—]\s+")),
    ("dot", re.compile(rf"{_LEAD}(?P<name>[AFIMPQR]\d{{0,2}})\.\s+(?P<before>)(?P<after>)")),
)
# most lines have no such mark, and need not be looked at closely
_TELLING = re.compile(r"[:：\t]|\s[-–—]\s|^\W{0,6}[AFIMPQR]\d{0,2}\.\s")
_WHOLE = _pattern(rf"{_MARK}(?:\s*\((?P<after>{_STAMP})\))?{_MARK}\s*$")
_SENTENCE = re.compile(r"\w{3}\.\s*$")
# a time after the colon: in brackets, or long enough to be no time of day that is talked of
_WITHIN = re.compile(rf"(?:[\[(]{_TIME}[\])]|\d{{1,2}}:\d\d:\d\d(?:[.,]\d+)?)(?=\s|$)\s*")
_STAMPED = re.compile(rf"(?P<before>{_STAMP})\s*(?:[-–:]\s+)?")
_CLOSING_STAMP = re.compile(rf"\s*(?:\#\d\d:\d\d:\d\d-\d\#|\[{_TIME}\])\s*$")
_CLOCK = re.compile(_TIME)
# a date or "pm" shows that the time is not counted from the start of a recording
_TIME_OF_DAY = re.compile(r"[\d./-]{6,10}[ ,]|[ap]m\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_NUMBER = re.compile(r"[\s#_.-]*(?:\d{1,4}[a-z]?|(?<=\s)[a-z])$")
_ARTICLE = re.compile(r"(?:[ld]['’]|(?:the|la|le|el|il|lo|der|die|das|de|het|en|den) )(?=\w)")
_COUNTED = re.compile(r"([^\W\d]+)\.?\s*#?\d")


class Label(NamedTuple):
    """A label as it stands at the head of a block; the talk begins `length` characters on.

    `at` is in seconds; `name` is empty where only a time stands.
    """

    name: str
    at: float | None
    length: int
    style: Style


def labels(block: str) -> list[Label]:
    """Every way to read the head of this block as a label, the most telling first."""
    found = _telling(block[:HEAD])
    ended = _SENTENCE.search(block[-_NAME_LINE:]) if len(block) <= _NAME_LINE else True
    if not ended and (label := _read("line", _WHOLE, block)):
        found = [*found, label]
    return found or _time(block[:HEAD])


def label_of(line: str) -> Label | None:
    """The label that a line begins with; a name alone, which any phrase could be, is none."""
    return _label_of(line[:HEAD])


@lru_cache(maxsize=1024)
def _label_of(head: str) -> Label | None:
    found = _telling(head) or _time(head)
    return found[0] if found else None


def _telling(head: str) -> list[Label]:
    if not _TELLING.search(head):
        return []
    return [label for style, pattern in _STYLES if (label := _read(style, pattern, head))]


def _time(head: str) -> list[Label]:
    match = _STAMPED.match(head)
    return [Label("", _seconds(match["before"]), match.end(), "time")] if match else []


def closing_stamp(block: str) -> int:
    """How many characters a time mark takes at the end of this block."""
    match = _CLOSING_STAMP.search(block[-40:])
    return len(match[0]) if match else 0


def key(name: str) -> str:
    """The name in the form by which two spellings of one label are compared."""
    return " ".join(name.casefold().replace(".", " ").split())


def base(name: str) -> str:
    """The key without brackets, article, number: "The interviewer 2 (f)" gives "interviewer"."""
    plain = _ARTICLE.sub("", key(_BRACKETED.sub("", name) or name.strip("[]()")))
    return _NUMBER.sub("", plain) or plain


def remark(name: str) -> str:
    """The key of what stands in brackets after a name, or an empty text."""
    match = _BRACKETED.search(name)
    return key(match[0].strip(" ()[]")) if match and match.start() else ""


def named(name: str) -> str:
    """The name without what stands in brackets after it."""
    return _BRACKETED.sub("", name) or name


def is_meant(label: str, name: str) -> bool:
    """Whether a user who writes that name means the speaker of that label."""
    return key(name) in (key(label), key(named(label)))


def _read(style: Style, pattern: re.Pattern[str], head: str) -> Label | None:
    match = pattern.match(head)
    if not match:
        return None
    name = match["name"].strip(" *_")
    if not is_name(name):
        return None
    groups = match.groupdict()
    stamp = groups.get("before") or groups.get("after")
    end = match.end()
    if not stamp and (within := _WITHIN.match(head, end)):
        stamp, end = within[0], within.end()
    return Label(name, _seconds(stamp) if stamp else None, end, style)


def _seconds(stamp: str) -> float | None:
    clock = _CLOCK.search(stamp.replace(",", "."))
    if not clock or _TIME_OF_DAY.search(stamp):
        return None
    parts = [float(part) for part in clock[0].split(":")]
    if "#" in stamp:  # f4: #hours:minutes:seconds-tenths#
        parts[-1] += float(stamp.rstrip("#")[-1]) / 10
    total = 0.0
    for part in parts[:3]:  # a fourth would count the frames of a film
        total = total * 60 + part
    return round(total, 3)


@lru_cache(maxsize=4096)
def is_name(name: str) -> bool:
    """Whether the words have the shape of a person's name, an identifier or a part."""
    if name.startswith("["):
        return any(char.isalpha() for char in name)
    plain = named(name)
    parts = plain.replace(",", " ").split()
    if not 0 < len(parts) <= _LONGEST or not any(char.isalpha() for char in plain):
        return False
    if plain.casefold() in words("labels", "headings") or _counts_things(plain):
        return False
    return names_part(name) or all(_capital(part) for part in parts)


def names_part(name: str) -> bool:
    """Whether the label names a part, such as interviewer, participant or answer."""
    known = _parts_known()
    plain = base(name)
    if plain in known or remark(name) in words("roles", "interviewer"):
        return True
    *before, last = plain.split() or [""]
    return last in known and all(word in words("roles", "adjectives") for word in before)


@cache
def _parts_known() -> frozenset[str]:
    kinds = ("interviewer", "participant", "neutral")
    return frozenset[str]().union(*(words("roles", kind) for kind in kinds))


def _counts_things(plain: str) -> bool:
    match = _COUNTED.match(plain.casefold())
    return match is not None and match[1] in words("labels", "counted")


def _capital(word: str) -> bool:
    first = word.strip("'’#")[:1]
    return not first.islower() or word.casefold() in words("labels", "particles")
