"""Cut a stretch of text into sentences, by its stops and what stands around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.segment.rules import words
from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A stop, what closes with it, and a citation set after it: `."`, `.)`, `.[4]`, `.1,2`
_STOP = re.compile(
    r"(?P<stop>[.!?…。！？]++)(?P<close>[\"'”’»›」』）)\]}*_]*+)"
    r"(?:\[\d[\d,;–\s-]{0,40}\]|(?<=[^\W\d][.”’\"])\d{1,3}(?:[,–-]\d{1,3}){0,9}(?=\s)|[¹²³⁰-⁹⁻]+)?"
)
_WIDE = frozenset("。！？")
# "(P3)", "(laughs)" and "[pause]" after a stop go with what they follow, "(2)" with what it counts,
# "(through interpreter)" with what it introduces
_ASIDE = re.compile(
    r"\s+(?:(?P<lead>\((?:\d{1,2}|[a-zA-Z]|[ivx]{2,4}|[a-z]+\s[^()\n]{0,80}[^()\n.!?…])\))"
    r"|\([^()\n]{1,80}[^()\n.!?…]\)|\[[^\[\]\n]{1,80}\]\.?)(?=\s+[^a-z\s]|\s*$)"
)
_GAP = re.compile(r"\s+[\"'“‘«‹(\[{*_¿¡–—•∗†‡-]*\s*")
_LETTER = re.compile(r"[^\W_]")
_GLUED = re.compile(r"[“‘(]?(?:[A-Z][a-z]+[\s,:’']|I\s)")
_UNBROKEN = re.compile(r"[a-z]{2}$|[\])]$")
_JOINS = frozenset({"and", "or", "but", "nor"})
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"[\s/—–(\[{\"“‘«-]+")
_LABEL = re.compile(r"\d|[IVXLC]{2,}\b|[B-HJ-Z]\b|[A-Z]+[-\d]")
_ITEM = re.compile(r"[(\[]?(?:[A-Z]?\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivx]{2,4})")
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")
_BARE_URL = re.compile(r"(?:https?://|www\.)\S{1,2000}+(?<![.!?,;:])(?=\s+[A-Z][a-z])")
_LISTS = ("never", "titles", "numbered", "ending", "final")
_LOOK_BACK = 40


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `text[start:end]`, in order, without the blanks around them.

    A stop ends a sentence unless it belongs to an abbreviation, an initial, a list number, or
    stands inside a word, a number or a URL. Sentences within quotation marks count as sentences.
    """
    begin = _first(text, start, end)
    relaxed = text[begin : begin + 1].islower()
    said = _said(text, begin, end)
    for match in _STOP.finditer(text, begin, end):
        if match.start() < said:
            continue
        cut = _cut(text, Span(begin, end), match, relaxed=relaxed)
        if cut is not None:
            yield from _past_urls(text, begin, cut)
            begin = _first(text, cut, end)
            said = _said(text, begin, end)
    yield from _past_urls(text, begin, end)


def _said(text: str, start: int, end: int) -> int:
    """Where the first letter or digit stands; without one there is no sentence."""
    match = _LETTER.search(text, start, end)
    return match.start() if match else end


def _first(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _past_urls(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch, cut where a URL without a stop is followed by a capitalised word."""
    while end > start and text[end - 1].isspace():
        end -= 1
    for match in _BARE_URL.finditer(text, start, end):
        yield Span(start, match.end())
        start = _first(text, match.end(), end)
    if start < end:
        yield Span(start, end)


def _cut(text: str, rest: Span, match: re.Match[str], *, relaxed: bool) -> int | None:
    """Where the sentence ends whose stop was found, or None if it goes on."""
    if text[match.start()] in _WIDE:
        return match.end()
    aside = _ASIDE.match(text, match.end(), rest.end)
    cut = aside.end() if aside and not aside["lead"] else match.end()
    gap = _GAP.match(text, aside.end() if aside else cut, rest.end)
    if gap is None:
        return cut if _glued(text, rest, match) else None
    if gap.end() == rest.end:
        return None
    return cut if _ends(text, rest.start, match, gap.end(), relaxed=relaxed) else None


def _glued(text: str, rest: Span, match: re.Match[str]) -> bool:
    """Whether the blank between two sentences is merely missing: `done.We went`."""
    at = match.start()
    if "…" in match["stop"] and _next_word(text, match.end()) == "i":
        return False
    return (
        not match["close"]
        and _UNBROKEN.search(text, max(rest.start, at - 2), at) is not None
        and _GLUED.match(text, match.end(), rest.end) is not None
        and not any(mark in _token(text, rest.start, at) for mark in ("/", "@", "www"))
    )


def _ends(text: str, begin: int, match: re.Match[str], after: int, *, relaxed: bool) -> bool:
    """Whether a stop before a blank ends the sentence, given where the next word begins."""
    stop = match["stop"]
    asked = "?" in stop or "!" in stop
    if text[after].islower():
        if match["close"] or (not asked and stop != "."):
            return False
        if not relaxed:
            return asked and _next_word(text, after) not in _JOINS
        return asked or not _listed(_token(text, begin, match.start()), *_LISTS)
    if not (text[after].isalnum() or text[after] in "$£€#@§∗†‡"):
        return False
    if asked or stop != ".":
        return asked or _next_word(text, after) != "i"
    return not _abbreviates(text, begin, match.start(), after)


def _abbreviates(text: str, begin: int, at: int, after: int) -> bool:
    """Whether the single stop at `at` marks an abbreviation, an initial or a list number."""
    if _ITEM.fullmatch(text, begin, at):
        return True
    token = _token(text, begin, at)
    if _listed(token, "never") or (token[:1].isupper() and _listed(token, "titles")):
        return True
    if _listed(token, "numbered"):
        return _LABEL.match(text, after) is not None
    initial = len(token) == 1 and token.isupper() and not _names_label(text, begin, at)
    if initial or _listed(token, "ending") or _DOTTED.fullmatch(token):
        return _next_word(text, after) not in words("abbreviations", "openers")
    return False


def _token(text: str, begin: int, at: int) -> str:
    """The word right before a position, without what opens before it."""
    return _BEFORE.split(text[max(begin, at - _LOOK_BACK) : at])[-1].lstrip("'’‘")


def _names_label(text: str, begin: int, at: int) -> bool:
    """Whether the capital before a stop names a group or the like: "Arm B.", "sites C and D."."""
    before = text[max(begin, at - _LOOK_BACK) : at - 1].lower().split()
    named = before[:-2] if before[-1:] == ["and"] else before
    last = named[-1] if named else ""
    return not words("abbreviations", "labels").isdisjoint({last, last.removesuffix("s")})


def _next_word(text: str, after: int) -> str:
    """The next word in small letters; an initial is none."""
    match = _WORD.match(text, after)
    if match is None or (match.end() - after == 1 and text[match.end() : match.end() + 1] == "."):
        return ""
    return match[0].lower()


def _listed(token: str, *lists: str) -> bool:
    return any(token.lower() in words("abbreviations", name) for name in lists)
