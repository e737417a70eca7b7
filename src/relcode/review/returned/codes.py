"""The small grammar of cells that hold codes: `trust (negative); power "some words" +2`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.review.back import Extent
from relcode.review.returned.vocabulary import Problem, brief
from relcode.review.returned.wording import choices, folded, meanings, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.review.returned.vocabulary import Vocabulary
    from relcode.terms import Role, Valence

QUOTES = {'"': '"“”', "“": '”“"', "”": '”"', "„": '“”"', "«": "»", "»": "«"}  # opened: closed by
_CLOSERS = frozenset("".join(QUOTES.values()))
_REACH = re.compile(r"\+\s{0,3}(\d{1,3})$")
_NEW = re.compile(r"new\s{0,3}:", re.IGNORECASE)
_PROPERTIES = re.compile(r"[,;\s]+")
_MOST_COMMAS = 6  # in the name of a code
_MOST_CODES = 60  # in one cell
_MOST_ENDINGS = 6  # behind one code


class Item(NamedTuple):
    """A code as it was written, with what was written about it; None is what was not."""

    code: str
    valence: Valence | None = None
    role: Role | None = None
    extent: Extent | None = None


class Written(NamedTuple):
    """What a cell says: codes, and what is wrong with it."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()


class Grammar:
    """Reads cells; the same text is read once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the codes that may be named."""
        self._codes = vocabulary
        self._read: dict[str, Written] = {"": Written()}

    def read(self, cell: str) -> Written:
        """The codes in a cell, or what is wrong with it; all problems at once."""
        found = self._read.get(cell)
        if found is None:
            entries = list(self._entries(plain(cell)))
            items = tuple(each for each in entries if isinstance(each, Item))
            problems = tuple(each for each in entries if isinstance(each, Problem))
            found = self._read[cell] = Written(items, problems)
        return found

    def find(self, text: str) -> str | None:
        """The code that a heading names, or None."""
        found = self._codes.find(plain(text))
        return found if isinstance(found, str) else None

    def _entries(self, cell: str) -> Iterator[Item | Problem]:
        whole = self._codes.find(cell)  # whatever stands in its name
        parts = [cell] if whole else _split(cell, ";\n\r")
        if len(_split(cell, ";\n\r,")) > _MOST_CODES:
            parts = []
            yield Problem(f"'{brief(cell)}' is no list of codes", "write codes, and nothing else")
        for part in parts:
            item = self._item(part)
            pieces = _split(part, ",") if isinstance(item, Problem) else [part]
            if len(pieces) == 1:
                yield item
            else:
                yield from self._listed(pieces)

    def _listed(self, pieces: list[str]) -> Iterator[Item | Problem]:
        """The codes of a list with commas, some of which may stand in the name of a code."""
        place = 0
        while place < len(pieces):
            for end in range(min(len(pieces), place + _MOST_COMMAS), place, -1):
                item = self._item(", ".join(pieces[place:end]))
                if isinstance(item, Item) or end == place + 1:
                    yield item
                    place = end
                    break

    def _item(self, text: str) -> Item | Problem:
        """One code with what follows it in brackets, in quotes, or after a plus."""
        item, rest = Item(""), text
        if proposed := _NEW.match(text):
            name = text[proposed.end() :].strip()
            known = self._item(name)  # once it was added to the codebook it is a code
            return known if isinstance(known, Item) else self._codes.new(name)
        problem: Problem | None = None
        endings = 0
        while (found := self._codes.find(rest)) is None:
            cut, endings = _ending(rest), endings + 1
            if cut is None or endings > _MOST_ENDINGS:
                return _open_quote(text) or _no_code(text, rest) or self._codes.unknown(rest)
            rest, more = cut
            both = joined(item, more) if isinstance(more, Item) else more
            if isinstance(both, Problem):
                problem = problem or both
            else:
                item = both
        if isinstance(found, Problem):
            return found
        return problem or item._replace(code=found)


@lru_cache(maxsize=4_096)
def properties(text: str) -> Item | Problem:
    """The valence and role in a cell or in brackets, such as `negative, barrier`."""
    item = Item("")
    if text in meanings("valences"):  # most cells
        return item._replace(valence=meanings("valences")[text])
    for word in filter(None, _PROPERTIES.split(plain(text))):
        more = _property(word)
        if more is None:
            offered = ", ".join([*choices("valences"), *choices("roles")])
            return Problem(f"'{word[:40]}' is neither a valence nor a role", f"valid: {offered}")
        both = joined(item, more)
        if isinstance(both, Problem):
            return both
        item = both
    return item


def extent(text: str) -> Extent | Problem:
    """What of the text a code is about: `"some words"`, the words without quotes, or `+2`."""
    words = plain(text)
    if reach := _REACH.fullmatch(words):
        return _reach(int(reach[1]))
    if words.isdigit():
        message = f"'{words}' may be words of the text, or a number of following segments"
        return Problem(message, f'write "{words}" in quotation marks, or "+ {words}"')
    quoted = len(words) > 1 and words[0] in QUOTES and words[-1] in QUOTES[words[0]]
    words = words[1:-1].strip() if quoted else words
    return Extent(words=words) if words else Problem("no words stand between the quotation marks")


def _split(text: str, separators: str) -> list[str]:
    """The parts of a text between separators, but for those in brackets or quotation marks."""
    parts, start, closers, depth = [], 0, "", 0
    for place, char in enumerate(text):
        if closers:
            closers = "" if char in closers else closers
        elif char in QUOTES:
            closers = QUOTES[char]
        elif char in "()":
            depth = depth + 1 if char == "(" else max(0, depth - 1)
        elif char in separators and not depth:
            parts.append(text[start:place])
            start = place + 1
    return [part for each in [*parts, text[start:]] if (part := plain(each))]


def _ending(text: str) -> tuple[str, Item | Problem] | None:
    """The text without what it ends in, and what that says; None where it ends in a name."""
    if text.endswith(")") and "(" in text:
        head, _, inside = text[:-1].rpartition("(")
        return plain(head), properties(inside)
    if reach := _REACH.search(text):
        says = _reach(int(reach[1]))
        more = Item("", extent=says) if isinstance(says, Extent) else says
        return plain(text[: reach.start()]), more
    opened = next((place for place, char in enumerate(text) if char in QUOTES), len(text))
    if text and text[-1] in _CLOSERS and opened < len(text) - 1:
        words = text[opened + 1 : -1].strip()
        empty = Problem("no words stand between the quotation marks")
        return plain(text[:opened]), Item("", extent=Extent(words)) if words else empty
    return None


def _reach(following: int) -> Extent | Problem:
    return Extent(following=following) if following else Problem("'+0' reaches no other segment")


def _property(word: str) -> Item | None:
    form = folded(word)
    if valence := meanings("valences").get(form):
        return Item("", valence=valence)
    role = meanings("roles").get(form)
    return Item("", role=role) if role else None


def joined(one: Item, other: Item) -> Item | Problem:
    """What two items say together, or the contradiction between them."""
    if one[1:] == (None, None, None):  # most cells
        return Item(one.code, *other[1:])
    values = {}
    for name in ("valence", "role", "extent"):
        first, second = getattr(one, name), getattr(other, name)
        if first is not None and second is not None and first != second:
            return Problem(f"two things are said of its {name}", "keep one of them")
        values[name] = second if first is None else first
    return one._replace(**values)


def _no_code(text: str, rest: str) -> Problem | None:
    message = f"no code stands before '{text[:40]}'"
    return None if rest else Problem(message, "write the code first")


def _open_quote(text: str) -> Problem | None:
    closers = ""
    for char in text:
        closers = ("" if char in closers else closers) if closers else QUOTES.get(char, "")
    message = "a quotation mark is not closed"
    return Problem(message, "put one behind the words too") if closers else None
