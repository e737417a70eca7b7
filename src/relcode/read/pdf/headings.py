"""Which paragraphs are headings, and of which level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from relcode import matter
from relcode.read.wording import pattern, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.pdf.flow import Joiner, Paragraph
    from relcode.read.pdf.lines import Font

_LONGEST = 160  # characters
_MOST = 4  # lines
_LARGER = 0.9  # points
_NUMBER = re.compile(r"\s*((?:\d{1,2}\.)*\d{1,2})\.?\s+(?=[^\W\d_])")
_ROMAN = re.compile(r"\s*[IVX]{1,5}\.\s+(?=[^\W\d_])")
_LETTER = re.compile(r"\s*[A-H]\.\s+(?=[^\W\d_]{2})")
_NUMBERED: Final = (_NUMBER, _ROMAN, _LETTER)
_ENDS: Final = (".", ",", ";")
_WORD = re.compile(r"[^\W\d_]{3,}")
_RUN_IN = re.compile(r"([^.:—–]{3,60})\s*[.:—–]\s*(?=\S)")
_DEEPEST = 6
_ROMANS = 2  # headings with such numbers make a custom of it
_RULES = wording("pdf")
_NONE = re.compile(rf"^(?:{_RULES['bullets']})|{_RULES['contents']}")  # a bullet, or of a contents


class Headings:
    """The headings among paragraphs: `levels` by place, 1 at the top; `body` is the text's size."""

    def __init__(self, paragraphs: Sequence[Paragraph], body: float, joiner: Joiner) -> None:
        """Find them by type and wording."""
        self.body = body
        texts = [joiner.text(one.lines) if len(one.lines) <= _MOST else "" for one in paragraphs]
        found = {
            place: texts[place]
            for place, one in enumerate(paragraphs)
            if texts[place] and self._is_heading(one, texts[place])
        }
        self.fonts = {place: paragraphs[place].font for place in found}
        self.levels = _levels(found, self.fonts)

    def _is_heading(self, one: Paragraph, text: str) -> bool:
        """Whether it stands out by its type, or says what only a heading says."""
        if len(text) > _LONGEST or not _WORD.search(text) or _NONE.search(text):
            return False
        larger = one.font.size >= self.body + _LARGER
        known = bool(matter.note(text, "published")) or _is_known(text)
        capitals = text.isupper() and len(text) > len("ABC")
        numbered = any(pattern.match(text) for pattern in _NUMBERED)
        small = one.font.size < self.body - _LARGER
        out = larger or (one.font.bold and (not small or numbered or capitals))
        if known:
            return out or capitals or text[:1].isupper() or numbered
        if text.rstrip().endswith(_ENDS) and not numbered:
            return False
        return out or (capitals and len(one.lines) == 1)

    def run_in(self, text: str, one: Paragraph) -> tuple[str, str]:
        """A heading at the beginning of a paragraph, such as "Abstract:", and the rest."""
        found = _RUN_IN.match(text)
        if found and len(one.lines) > 1 and _is_known(found[1]):
            return found[1].strip(), text[found.end() :]
        return "", text


def _is_known(text: str) -> bool:
    """Whether it is the title of an abstract or of a usual part."""
    return pattern("pdf", "parts").fullmatch(matter.bare_title(text)) is not None


def _levels(texts: dict[int, str], fonts: dict[int, Font]) -> dict[int, int]:
    """Numbers tell the level where there are any; else larger, then bold type stands higher."""
    roman = sum(_ROMAN.match(text) is not None for text in texts.values()) >= _ROMANS
    kinds = sorted({_kind(fonts[place], texts[place]) for place in texts}, reverse=True)
    ranks = {kind: rank for rank, kind in enumerate(kinds, start=1)}
    found = {}
    for place, text in texts.items():
        deep = _numbered_level(text, roman=roman) or ranks[_kind(fonts[place], text)]
        found[place] = min(deep, _DEEPEST)
    return found


def _numbered_level(text: str, *, roman: bool) -> int:
    """The level that a number tells, 0 for none: 2.1 is of the second, in I. A. 1. the third."""
    number = _NUMBER.match(text)
    if not roman:
        return number[1].count(".") + 1 if number else 0
    if number:
        return 3
    return 1 if _ROMAN.match(text) else 2 * (_LETTER.match(text) is not None)


def _kind(font: Font, text: str) -> tuple[float, bool, bool]:
    return font.size, text.isupper(), font.bold
