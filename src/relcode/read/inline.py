"""Rules that XML and web pages share: raised marks, points typed by hand, headings in bold."""

from __future__ import annotations

import re

from relcode.read.normalise import one_line

# A reference number or note mark, as against an exponent, an ordinal's ending or an ion's charge
_MARK = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§¶#∥‖]+)(?:\s?[,–‐-]\s?(?:\d{1,3}|[a-z]))*")
_AFTER = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?)\]”’\"'])\Z")
_NUMBER = re.compile(r"[+−–-]?\d+\Z")
_BRACKETS = {"[", "("}
_HEADING = 15  # words; a longer paragraph in bold is emphasis
_TAIL = 8  # characters before the mark that tell what it is
_GLYPH = re.compile(r"(?:^|(?<=\s))[•▪◦‣●■□○❖➢➤✓►\uf0b7\uf0a7](?=\s|$)|^·\s")


def superscript(before: str, raised: str, *, cites: bool = False) -> str:
    """Raised text as it can stand in a line: `[4]` for a mark, `^5` for a power, else as it is.

    `before` is the text that it is attached to; `cites` says that the mark is known to refer to
    something. A mark would otherwise run into the word, and a power into the number: "trust4",
    "105".
    """
    text = one_line(raised)
    tail = before[-_TAIL:]
    if text[:1] in _BRACKETS or not text:
        return raised
    if cites or (_MARK.fullmatch(text) and _AFTER.search(tail)):
        return f"[{text}]"
    return f"^{text}" if tail[-1:].isdigit() and _NUMBER.match(text) else raised


def could_head(text: str) -> bool:
    """Whether a paragraph that is bold throughout is short and open enough to be a heading."""
    return 0 < len(text.split()) <= _HEADING and text[-1] not in ".:;,"


def points(text: str) -> list[tuple[str, str]]:
    """The text cut at the bullet signs in it: each part with its sign, the lead-in with ""."""
    cuts = [(match.start(), match.end(), match.group().strip()) for match in _GLYPH.finditer(text)]
    if not cuts:
        return [("", text)]
    ends = [start for start, _, _ in cuts[1:]] + [len(text)]
    found = [("", text[: cuts[0][0]])]
    found += [(sign, text[end:stop]) for (_, end, sign), stop in zip(cuts, ends, strict=True)]
    return [(sign, part) for sign, part in found if part.strip()]
