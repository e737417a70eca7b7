"""Find quoted words in a text, also where white space, marks or letters were changed on the way."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

Step = Literal["exact", "spaces", "marks", "ends", "parts"]
Place = tuple[Span, ...]

STRICT: tuple[Step, ...] = ("exact", "spaces")
LOOSE: tuple[Step, ...] = ("marks", "ends", "parts")

_MOST = 1_000  # places listed; words that stand in more are told by none of them
_GAP = 2_000  # code points that an ellipsis may stand for
_KEY = 12  # characters by which a quote is known at first sight
_PART = 8  # letters that a part between ellipses needs to be told from others
_MARKS = "\"'`´′″‚„<>"  # besides the dashes and quotation marks that Unicode names so
_AT_ENDS = " \t\n*·•▪◦‣–—-" + "\"'`´“”„‚‘’«»‹›"
_ELISIONS = ("[...]", "[…]", "(...)", "(…)", "[..]", "(..)", "...", "…")
_ELISION = re.compile(r"\[ ?(?:…|\.\.+) ?\]|\( ?(?:…|\.\.+) ?\)|…|\.\.\.+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands: in one place, in several (`places`), or nowhere.

    `step` says what had to be overlooked to find it: nothing (`exact`), white `spaces`, `marks`
    (quotation marks, dashes, soft hyphens, case, ligatures), what was put at its `ends`
    (ellipses, bullets, quotation marks), or what ellipses inside leave out, so that it stands in
    `parts`. `by` names the hint that chose one of several places.
    """

    places: tuple[Place, ...] = ()
    step: Step | None = None
    by: str = ""

    @property
    def spans(self) -> Place:
        """The spans of the one place; none where there is no place, or more than one."""
        return self.places[0] if len(self.places) == 1 else ()

    @property
    def span(self) -> Span | None:
        """From the first to the last character of the one place."""
        spans = self.spans
        return Span(spans[0].start, spans[-1].end) if spans else None


class _Try(NamedTuple):
    step: Step
    form: _Form
    parts: Sequence[str]


def find(text: str, quote: str, within: Span | None = None, near: int | None = None) -> Found:
    """Where the quote stands in the text; see `Anchors.find`."""
    return Anchors(text).find(quote, within, near)


class Anchors:
    """Finds quotes in one text, in time linear to its length; what it needs is made once."""

    def __init__(self, text: str) -> None:
        """Keep the text, which is in NFC as the texts of sources are."""
        self.text = text

    def find(
        self,
        quote: str,
        within: Span | None = None,
        near: int | None = None,
        *,
        steps: Collection[Step] = (*STRICT, *LOOSE),
    ) -> Found:
        """Where the quote stands in the text, in code points; the strictest step that finds it.

        `within` limits the search; `near` is a position that chooses the nearest of several
        places; `steps` are those to be tried. Words that differ in white space alone are the same,
        since cells do not keep it.
        """
        quote = unicodedata.normalize("NFC", quote).strip()
        for attempt in self._tries(quote, steps):
            places = list(attempt.form.places(attempt.parts, within or Span(0, len(self.text))))
            if places:
                step = attempt.step
                if step == "spaces" and all(self._is_exact(place, quote) for place in places):
                    step = "exact"
                return _nearest(Found(tuple(places), step), near)
        return Found()

    def may_hold(self, quotes: Collection[str]) -> set[str]:
        """Those of many quotes that can stand in the text, told in one pass over each form of it.

        Only where all others are left out is it worth while to look for each of many quotes.
        """
        keys = {quote: set(_keys(quote)) for quote in quotes}
        wanted = {key for each in keys.values() for key in each}
        there = self._packed.among(wanted) | self._loose.among(wanted)
        return {quote for quote, each in keys.items() if not each or each & there}

    def _tries(self, quote: str, steps: Collection[Step]) -> Iterator[_Try]:
        if "spaces" in steps:
            yield _Try("spaces", self._packed, [quote])
        if "marks" in steps:
            yield _Try("marks", self._loose, [quote])
        bare = _bare(quote)
        if "ends" in steps:
            yield _Try("ends", self._loose, [bare])
        parts = _ELISION.split(bare) if "parts" in steps else []
        if len(parts) > 1 and all(len(_LOOSE.form(part)) >= _PART for part in parts):
            yield _Try("parts", self._loose, parts)

    def _is_exact(self, place: Place, quote: str) -> bool:
        return self.text[place[0].start : place[-1].end] == quote

    @cached_property
    def _packed(self) -> _Form:
        return _Form(self.text, _PACKED)

    @cached_property
    def _loose(self) -> _Form:
        return _Form(self.text, _LOOSE)


class _Table(dict[int, str | None]):
    """For `str.translate`: what each character becomes, None for one that is overlooked."""

    def form(self, text: str) -> str:
        return text.translate(self)


class _Spaces(_Table):
    def __missing__(self, code: int) -> str | None:
        self[code] = None if chr(code).isspace() else chr(code)
        return self[code]


class _Marks(_Table):
    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kind = unicodedata.category(character)
        overlooked = kind in {"Pd", "Pi", "Pf", "Cf"} or character in _MARKS or character == "−"
        plain = "" if overlooked else unicodedata.normalize("NFKC", character).casefold()
        self[code] = "".join(plain.split()) or None
        return self[code]


_PACKED, _LOOSE = _Spaces(), _Marks()


class _Form:
    """A text as it is compared, and where each character of that form stood in it."""

    def __init__(self, text: str, table: _Table) -> None:
        self._text = text
        self._table = table
        self._form = table.form(text)

    @cached_property
    def _origins(self) -> array[int]:
        lengths = (len(self._table[ord(character)] or "") for character in self._text)
        return array("I", (at for at, length in enumerate(lengths) for _ in range(length)))

    def among(self, keys: set[str]) -> set[str]:
        """Those of the keys, `_KEY` characters each, that stand somewhere in the form."""
        form = self._form
        return {key for at in range(len(form)) if (key := form[at : at + _KEY]) in keys}

    def places(self, parts: Sequence[str], within: Span) -> Iterator[Place]:
        """Each place where the parts stand one after another, no further apart than `_GAP`."""
        first, *others = (list(self._spans(part, within)) for part in parts)
        chains: list[Place] = [(span,) for span in first]
        for spans in others:
            starts = [span.start for span in spans]
            longer = (
                (*chain, spans[at]) for chain in chains for at in _following(starts, chain[-1].end)
            )
            chains = list(islice(longer, _MOST))
        yield from chains

    def _spans(self, quote: str, within: Span) -> Iterator[Span]:
        wanted = self._table.form(quote)
        at = self._form.find(wanted) if wanted else -1
        if at < 0:  # so that most texts need no origins
            return
        origins, count = self._origins, 0
        at = self._form.find(wanted, bisect_left(origins, within.start))
        while at >= 0 and count < _MOST:
            span = Span(origins[at], origins[at + len(wanted) - 1] + 1)
            if span.end > within.end:
                return
            yield self._with_marks(span, quote, within)
            count += 1
            at = self._form.find(wanted, at + 1)

    def _with_marks(self, span: Span, quote: str, within: Span) -> Span:
        """The span with as many overlooked marks at its ends as the quote has at its own."""
        start, end = span
        for character in quote:
            if self._kept(character) or start == within.start or self._kept(self._text[start - 1]):
                break
            start -= 1
        for character in reversed(quote):
            if self._kept(character) or end == within.end or self._kept(self._text[end]):
                break
            end += 1
        return Span(start, end)

    def _kept(self, character: str) -> bool:
        return character.isspace() or self._table[ord(character)] is not None


def _following(starts: Sequence[int], end: int) -> range:
    """Which of these places follow soon enough."""
    return range(bisect_left(starts, end), bisect_left(starts, end + _GAP))


def _nearest(found: Found, near: int | None) -> Found:
    if near is None or not 1 < len(found.places) < _MOST:
        return found
    first, second = sorted(found.places, key=lambda place: abs(place[0].start - near))[:2]
    if abs(first[0].start - near) == abs(second[0].start - near):
        return found
    return Found((first,), found.step, "near")


def _keys(quote: str) -> Iterator[str]:
    """How a quote begins in each form that is looked for; nothing where one is too short."""
    quote = unicodedata.normalize("NFC", quote).strip()
    first = _ELISION.split(_bare(quote))[0]
    begins = [_PACKED.form(quote), *map(_LOOSE.form, (quote, _bare(quote), first))]
    if min(map(len, begins)) >= _KEY:
        yield from (each[:_KEY] for each in begins)


def _bare(quote: str) -> str:
    """The quote without ellipses, bullets and quotation marks at its ends."""
    before = None
    while quote != before:
        before = quote
        quote = quote.strip(_AT_ENDS)
        for elision in _ELISIONS:
            quote = quote.removeprefix(elision).removesuffix(elision)
    return quote
