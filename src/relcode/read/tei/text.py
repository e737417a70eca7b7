"""Flatten the mixed content of TEI elements: no words glued together, none torn apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.inline import before, character, gathered, superscript
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_RULES = wording("tei")
_INLINE = frozenset(_RULES["inline"])
_DROPPED = frozenset(_RULES["dropped"])
_REPLACED = frozenset(_RULES["replaced"])
_BREAKS = frozenset(_RULES["breaks"])
_FLOAT = frozenset(_RULES["float"])
_SPLIT = frozenset(_RULES["split"])
_BLOCK = _SPLIT | _FLOAT
_APART = frozenset(_RULES["apart"])
_RUNNING = frozenset(_RULES["running"])
_MARKS = frozenset(_RULES["marks"])
_RAISED = frozenset(_RULES["raised"])


def flat(element: etree._Element) -> str:
    """All the text within but notes, blocks set off by blanks, blanks not yet collapsed."""
    return "".join(
        run if isinstance(run, str) else f" {flat(run)} "
        for run in runs(element)
        if isinstance(run, str) or local(run) != "note"
    )


def runs(element: etree._Element) -> Iterator[str | etree._Element]:
    """The pieces of text within, and in their places the elements that are blocks of their own."""
    yield element.text or ""
    for child in element:
        name = local(child)
        if not name:
            yield character(child)
        elif name in _BLOCK or _stands_apart(child, name, local(element)):
            yield child
        elif name in _BREAKS:
            yield "" if child.get("break") == "no" else " "
        elif name not in _DROPPED and not (name in _REPLACED and local(element) == "choice"):
            yield from _within(child, name)
        yield child.tail or ""


def passages(element: etree._Element) -> Iterator[str | etree._Element]:
    """The texts within, each whole, and the blocks, in the order in which they are best read."""
    return gathered(runs(element), _FLOAT)


def _stands_apart(child: etree._Element, name: str, parent: str) -> bool:
    if name not in _APART:
        return False
    return parent not in _RUNNING or any(local(each) in _SPLIT for each in child)


def _is_raised(child: etree._Element, name: str) -> bool:
    """Whether a mark is raised, or a number touches the word that it is a reference to."""
    if name == "ref":
        return child.get("type") in _MARKS and bool(before(child)[-1:].strip())
    return name == "hi" and not _RAISED.isdisjoint((child.get("rend") or "").lower().split())


def _within(child: etree._Element, name: str) -> Iterator[str | etree._Element]:
    if _is_raised(child, name):
        yield superscript(before(child), flat(child))
    else:
        gap = "" if name in _INLINE else " "
        yield gap
        yield from runs(child)
        yield gap
