"""Undo the line ends of print: words that they hyphenated become whole again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.read.inline import before

if TYPE_CHECKING:
    from lxml import etree

_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,40}-[^\W\d_]{2,40}")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad]\s*\Z")
_GOES_ON = re.compile(r"[^\W\d_]+")
_LONGEST = 40  # characters of the half of a word that a line ends or begins with


def unbroken(root: etree._Element) -> None:
    """Mark the breaks within words, and take away the hyphens that stand for nothing else.

    The hyphen of a compound ("long-term") stays where the compound is found whole elsewhere.
    """
    breaks = list(root.iter("{*}lb", "{*}pb", "{*}cb"))
    if not breaks:
        return
    compounds = {
        each.casefold() for text in root.itertext() for each in _COMPOUND.findall(str(text))
    }
    for one in breaks:
        _join(one, compounds)


def _join(one: etree._Element, compounds: set[str]) -> None:
    text, tail = before(one), one.tail or ""
    first = _HYPHENATED.search(text[-_LONGEST:])
    second = _GOES_ON.match(tail[:_LONGEST])
    if not first or not second:
        return
    one.set("break", "no")
    whole = f"{first[1]}-{second[0]}".casefold()
    kept = whole in compounds or not second[0][0].islower()
    _set_before(one, text.rstrip()[:-1] + ("-" if kept else ""))


def _set_before(one: etree._Element, text: str) -> None:
    sibling, parent = one.getprevious(), one.getparent()
    if sibling is not None:
        sibling.tail = text
    elif parent is not None:
        parent.text = text
