"""Match the names that a table has for codes to those of the codebook, guessing nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import nearest
from relcode.review.imported.wording import folded, plain, valences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.codebook import Codebook
    from relcode.terms import Valence

_LONGEST = 400  # characters; what is longer is no name of a code
_ADVISED = 100  # names that the nearest code is looked for; it takes its time
_BULLETS = "●○•◦▪◊◆ \t"
_DIVIDER = re.compile(r"\s*(?:>+|\\|/|:+|»|→)\s*|(?<=\w)\.(?=\w)")
_LISTS = re.compile(r"[,;|\n]")
_BRACKETED = re.compile(r"(.*\S)\s*[(\[{]\s*([^()\[\]{}]{1,24})\s*[)\]}]")
_SIGNED = re.compile(r"(.*[^\s+±–−-])\s*([+±–−-]{1,3})")


class Applied(NamedTuple):
    """A code of the codebook as a table applies it; the valence is None where none is said."""

    code: str
    valence: Valence | None = None


class _Meaning(NamedTuple):
    applied: tuple[Applied, ...]
    by_last_part: bool = False


class Unknown(NamedTuple):
    """A name that is no code's: why, or the nearest ones, and in how many rows it stands."""

    name: str
    advice: str
    rows: int


class Names:
    """What the codebook, and the user's own list, say that names mean.

    `theirs` maps names in the table to what they stand for, () for those to be left out.
    """

    def __init__(
        self, book: Codebook, theirs: Mapping[str, Sequence[Applied]] | None = None
    ) -> None:
        """Know every code by id, name and earlier ids."""
        self._book = book
        self._codes: defaultdict[str, set[str]] = defaultdict(set)
        self._lineage: dict[str, set[str]] = {}
        for code in book.codes:
            for name in (code.id, code.name):
                self._codes[plain(name)].add(code.id)
        for code in book.codes:
            for name in code.formerly:
                self._codes.setdefault(plain(name), set()).add(code.id)
        self._theirs = {folded(name): tuple(stands) for name, stands in (theirs or {}).items()}
        self._seen: dict[str, _Meaning | None] = {}
        self._whole: set[str] = set()
        self._unknown: Counter[str] = Counter()
        self._why: dict[str, str] = {}
        self.by_last_part: Counter[tuple[str, str]] = Counter()

    def learn(self, name: str) -> None:
        """Take it that this is one name, though it is not known and may hold commas."""
        self._whole.add(plain(name))

    def is_name(self, name: str) -> bool:
        """Whether this is known to be one name."""
        return plain(name) in self._whole or self.is_code(name)

    def is_code(self, name: str) -> bool:
        """Whether this means a code of the codebook, or is in the user's list."""
        return self._meaning(name) is not None

    def applied(self, name: str) -> Sequence[Applied] | None:
        """What the name stands for, () if it is to be left out; None, and noted, if unknown."""
        found, shown = self._meaning(name), " ".join(name.split())[:_LONGEST]
        if found is None:
            self._unknown[shown] += 1
            return None
        if found.by_last_part:
            self.by_last_part[shown, found.applied[0].code] += 1
        return found.applied

    def unknown(self) -> list[Unknown]:
        """Every unknown name once with advice, the most frequent first."""
        rows = sorted(self._unknown.items(), key=lambda item: (-item[1], item[0]))
        return [
            Unknown(name, self._advice(name) if number < _ADVISED else "", count)
            for number, (name, count) in enumerate(rows)
        ]

    def _meaning(self, name: str) -> _Meaning | None:
        if name not in self._seen:
            bare = name.strip().lstrip(_BULLETS)
            self._seen[name] = self._looked_up(bare) if 0 < len(bare) <= _LONGEST else None
        return self._seen[name]

    def _looked_up(self, name: str) -> _Meaning | None:
        signs = [each for each in _valued(name) if not plain(each[1])]
        words = [each for each in _valued(name) if plain(each[1])]
        if (stands := self._theirs.get(folded(name))) is not None:
            return _Meaning(stands)
        # "trust (-)" has the same letters as "trust"
        return self._valued(signs) or self._code(name) or self._valued(words)

    def _valued(self, ways: Sequence[tuple[str, str]]) -> _Meaning | None:
        """A code with a valence behind it."""
        for base, word in ways:
            valence = valences().get(folded(word))
            stands = self._theirs.get(folded(base))
            found = _Meaning(stands) if stands else self._code(base)
            if valence and found and len(found.applied) == 1:
                applied = found.applied[0]._replace(valence=valence)
                return found._replace(applied=(applied,))
        return None

    def _code(self, name: str) -> _Meaning | None:
        """The one code that a name or path means."""
        if found := self._one(name):
            return _Meaning((Applied(found),))
        for division in _DIVIDER.finditer(name):
            if found := self._one(name[division.end() :]):
                above = _DIVIDER.split(name[: division.start()])
                strange = [part for part in above if plain(part) not in self._above(found)]
                # other codes, or a list of several paths
                if any(self._codes.get(plain(part)) or _LISTS.search(part) for part in strange):
                    return None
                return _Meaning((Applied(found),), any(map(plain, strange)))
        return None

    def _one(self, name: str) -> str | None:
        found = self._codes.get(plain(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def _above(self, code: str) -> set[str]:
        """The names of all that a code stands under, and its own."""
        if code not in self._lineage:
            line = (self._book.code(code), *self._book.ancestors(code))
            words = [word for each in line for word in (each.id, each.name)]
            if family := self._book.family(code):
                words += [family.id, family.name]
            self._lineage[code] = set(map(plain, words))
        return self._lineage[code]

    def _advice(self, name: str) -> str:
        several = sorted(self._codes.get(plain(name), ()))
        if several:
            return f"could be {' or '.join(several)}"
        last = _DIVIDER.split(name)[-1].strip() or name
        ids = [code.id for code in self._book.codes]
        by_name = {code.name.casefold(): code.id for code in self._book.codes}
        advice = nearest(last.casefold(), [*ids, *by_name])
        return advice if advice.startswith("did") else ""


def _valued(name: str) -> Iterator[tuple[str, str]]:
    """The ways to take a name as a code and a valence."""
    for match in (_BRACKETED.fullmatch(name), _SIGNED.fullmatch(name)):
        if match:
            yield match[1], match[2]
    divisions = list(_DIVIDER.finditer(name))
    if divisions:
        yield name[: divisions[-1].start()], name[divisions[-1].end() :]
