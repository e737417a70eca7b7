"""Read a cue: the phrase language of a codebook, parsed into words, gaps and groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NoReturn, TypeAlias

from relcode.errors import RelcodeError
from relcode.tag.fold import folded

LONGEST_GAP = 12
GAP = re.compile(r"~(\d{1,3})(?!\w)")
LETTERS = re.compile(r"[^\W_](?:[^\W_]|'(?=[^\W_]))*")


@dataclass(frozen=True, slots=True)
class Letters:
    """Literal letters, digits or apostrophes of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A `*` or a `-` inside a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives in parentheses; `before` and `after` tell of a blank that is optional too."""

    options: tuple[Sequence, ...]
    optional: bool
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words that do not matter."""

    most: int


Parts: TypeAlias = "tuple[Letters | Mark | Group, ...]"
Sequence: TypeAlias = "tuple[Parts | Gap, ...]"


def parsed(text: str) -> Sequence:
    """The words and gaps of a cue; raises RelcodeError naming the place where it is malformed."""
    return _Parser(text).cue()


class _Parser:
    """Reads one cue from left to right."""

    def __init__(self, text: str) -> None:
        self._text = folded(text)
        self._at = 0

    def cue(self) -> Sequence:
        self._blanks()
        sequence = self._sequence()
        if self._here():
            self._fail(f"'{self._here()}' outside parentheses")
        return sequence

    def _sequence(self) -> Sequence:
        items: list[Parts | Gap] = []
        while (here := self._here()) and here not in "|)":
            items.append(self._gap() if here == "~" else self._word())
            self._blanks()
        if not items:
            self._fail("a word is missing")
        if isinstance(items[0], Gap) or isinstance(items[-1], Gap):
            fix = "put a word on each side of it, or drop it"
            self._fail("a gap with nothing on one side ends", fix)
        return _attached(items)

    def _gap(self) -> Gap:
        digits = GAP.match(self._text, self._at)
        if not digits or not 0 < int(digits[1]) <= LONGEST_GAP:
            what = f"'~' needs a number from 1 to {LONGEST_GAP}"
            self._fail(what, "as in 'build* ~3 trust'")
        self._at = digits.end()
        return Gap(int(digits[1]))

    def _word(self) -> Parts:
        parts: list[Letters | Mark | Group] = []
        while (here := self._here()) and here not in " ~|)":
            if here == "(":
                parts.append(self._group())
            elif here in "*-":
                parts.append(self._mark(parts))
            else:
                parts.append(self._letters())
        return tuple(parts)

    def _letters(self) -> Letters:
        letters = LETTERS.match(self._text, self._at)
        if not letters:
            self._fail(f"'{self._here()}' has no meaning in a cue")
        self._at = letters.end()
        return Letters(letters[0])

    def _mark(self, before: list[Letters | Mark | Group]) -> Mark:
        if not before or before[-1] in {Mark("*"), Mark("-")}:
            self._fail(f"'{self._here()}' must follow a letter")
        self._at += 1
        return Mark(self._text[self._at - 1])

    def _group(self) -> Group:
        opening = self._at
        self._at += 1
        before = self._blanks()
        options = [self._sequence()]
        while self._here() == "|":
            self._at += 1
            self._blanks()
            options.append(self._sequence())
        if self._here() != ")":
            self._at = opening
            self._fail("a '(' without its ')'")
        after = self._text[self._at - 1] == " "
        self._at += 1
        optional = self._here() == "?"
        self._at += optional
        return Group(tuple(options), optional, before and optional, after and optional)

    def _here(self) -> str:
        return self._text[self._at : self._at + 1]

    def _blanks(self) -> bool:
        start = self._at
        while self._here() == " ":
            self._at += 1
        return self._at > start

    def _fail(self, what: str, fix: str = "") -> NoReturn:
        place = f"{what}, at character {self._at + 1}"
        raise RelcodeError(place, where=f"cue '{self._text}'", fix=fix)


def _attached(items: list[Parts | Gap]) -> Sequence:
    """The items, the blank beside a lone optional part taken into that part."""
    for place, item in enumerate(items):
        if isinstance(item, Gap) or len(item) > 1 or len(items) == 1:
            continue
        only = item[0]
        if isinstance(only, Group) and only.optional and not (only.before or only.after):
            last = place == len(items) - 1
            items[place] = (replace(only, before=last, after=not last),)
    return tuple(items)
