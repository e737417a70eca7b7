"""Flatten the mixed content of JATS elements: no words glued together, none torn apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.inline import before, character, gathered, superscript
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_RULES = wording("jats")
_INLINE = frozenset(_RULES["inline"])
_DROPPED = frozenset(_RULES["dropped"])
_FORMULA = frozenset(_RULES["formula"])
_FLOAT = frozenset(_RULES["float"])
_BLOCK = frozenset(_RULES["split"]) | _FLOAT
_SPACED = frozenset({"mo", "mspace", "mtext", "mtd"})  # MathML writes no blanks of its own
_VARIABLE = 2  # letters; a longer name in a formula is a word


def flat(element: etree._Element) -> str:
    """All the text within but footnotes, blocks set off by blanks, blanks not yet collapsed."""
    return "".join(
        run if isinstance(run, str) else f" {flat(run)} "
        for run in runs(element)
        if not _noted(run)
    )


def runs(element: etree._Element) -> Iterator[str | etree._Element]:
    """The pieces of text within, and in their places the elements that are blocks of their own."""
    yield element.text or ""
    for child in element:
        name = local(child)
        if not name:
            yield character(child)
        elif name in _BLOCK or (name in _FORMULA and local(element) != "p"):
            yield child
        elif name == "math":
            yield _math(child)
        elif name not in _DROPPED:
            yield from _within(child, name)
        yield child.tail or ""


def _noted(run: str | etree._Element) -> bool:
    return not isinstance(run, str) and local(run) == "fn"


def passages(element: etree._Element) -> Iterator[str | etree._Element]:
    """The texts within, each whole, and the blocks, in the order in which they are best read."""
    return gathered(runs(element), _FLOAT)


def _within(child: etree._Element, name: str) -> Iterator[str | etree._Element]:
    if _raised_citation(child, name):
        yield superscript("", flat(child), cites=True)
    elif name == "sup":
        yield superscript(before(child), flat(child))
    else:
        gap = "" if name in _INLINE else " "
        yield gap
        yield from runs(child)
        yield gap


def _raised_citation(child: etree._Element, name: str) -> bool:
    """A superscript reference number would run into the word before it: it gets brackets."""
    if name == "sup":
        parent = child.getparent()
        inner = parent is not None and parent.get("ref-type") == "bibr"
        return not inner and any(x.get("ref-type") == "bibr" for x in child.iter("{*}xref"))
    return name == "xref" and child.get("ref-type") == "bibr" and child.find("{*}sup") is not None


def _math(element: etree._Element) -> str:
    pieces = []
    for node in element.iter():
        name, text = local(node), (node.text or "").strip()
        if name and not name.startswith("annotation"):
            gap = " " if name in _SPACED or (name == "mi" and len(text) > _VARIABLE) else ""
            pieces.append(f"{gap}{text}{gap}")
    return "".join(pieces)
