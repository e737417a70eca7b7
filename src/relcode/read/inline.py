"""Rules that XML and web pages share: raised marks, points typed by hand, headings in bold."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.normalise import one_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from lxml import etree

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


def gathered(
    runs: Iterable[str | etree._Element], floats: Container[str]
) -> Iterator[str | etree._Element]:
    """The texts of the runs, each whole, and the blocks, in the order in which they are best read.

    A float (figure, table, box, footnote) in the middle of a text follows it.
    """
    text: list[str] = []
    waiting: list[etree._Element] = []
    for run in runs:
        if isinstance(run, str):
            text.append(run)
        elif local(run) in floats and any(map(str.strip, text)):
            waiting.append(run)
            text.append(" ")
        else:
            yield "".join(text)
            yield from waiting
            yield run
            text, waiting = [], []
    yield "".join(text)
    yield from waiting


def before(child: etree._Element) -> str:
    """The text that stands directly before an element."""
    sibling, parent = child.getprevious(), child.getparent()
    if sibling is not None:
        return sibling.tail or ""
    return (parent.text or "") if parent is not None else ""


def character(entity: etree._Element) -> str:
    """What a named entity stands for (those of articles are those of HTML), or the name itself."""
    name = entity.text or ""
    return html5.get(name.removeprefix("&"), name)
