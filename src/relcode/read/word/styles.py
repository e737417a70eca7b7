"""What a Word document's styles say about its paragraphs and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import attribute, child, local, whole
from relcode.read.document.style_names import Style, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_CHAIN = 20  # styles that build on one another; more is a circle
_BODY_TEXT = 9  # the outline level that means "no heading": ISO 29500-1, 17.3.1.20
_LONGEST_HEADING = 250  # characters; a longer one is a paragraph dressed as a heading
_OFF = frozenset({"0", "false", "off", "none"})


class WordStyles:
    """The styles by their ids, which are local to the document; their names are Word's own."""

    def __init__(self, root: _Element | None) -> None:
        """Index the styles of the part, which may be missing."""
        self._styles = {
            attribute(each, "styleId") or "": each
            for each in (root if root is not None else ())
            if local(each) == "style"
        }

    def form(self, paragraph: _Element, text: str) -> Style:
        """The form of a paragraph: furniture, heading, bullet or plain, in this order."""
        settings = child(paragraph, "pPr")
        own = value(settings, "pStyle") or ""
        chain = list(self._chain(own))
        # a style that is used but defined nowhere goes by its id
        names = [_name(each) for each in chain] or [own]
        named = next((style for each in names if (style := known(each))), None)
        if named and (named.form == "furniture" or named.title):
            return named
        heading = self._heading(settings, chain, named)
        if heading and len(text) <= _LONGEST_HEADING:
            return heading
        if level := _list_level(settings, chain):
            return Style("bullet", max(level, named.level if named else 0))
        return named if named and named.form != "heading" else Style("paragraph")

    def bold(self, run: _Element, paragraph: _Element) -> bool:
        """Whether a run shows as bold, by itself, its style or its paragraph's style."""
        own = child(run, "rPr")
        for settings in (own, *self._run_settings(own, "rStyle")):
            if (mark := child(settings, "b")) is not None:
                return is_on(mark)
        inherited = self._run_settings(child(paragraph, "pPr"), "pStyle")
        marks = (mark for each in inherited if (mark := child(each, "b")) is not None)
        return is_on(next(marks, None))

    def _run_settings(self, settings: _Element | None, kind: str) -> Iterator[_Element]:
        for style in self._chain(value(settings, kind)):
            if (found := child(style, "rPr")) is not None:
                yield found

    def _chain(self, style: str | None) -> Iterator[_Element]:
        """The style and those it builds on."""
        for _ in range(_CHAIN):
            element = self._styles.get(style or "")
            if element is None:
                return
            yield element
            style = value(element, "basedOn")

    def _heading(
        self, settings: _Element | None, chain: list[_Element], named: Style | None
    ) -> Style | None:
        for source in (settings, *(child(each, "pPr") for each in chain)):
            if (outline := value(source, "outlineLvl")) is not None:
                level = whole(outline, _BODY_TEXT)
                return Style("heading", level + 1) if level < _BODY_TEXT else None
        return named if named and named.form == "heading" else None


def value(settings: _Element | None, wanted: str) -> str | None:
    """The `val` of a setting, None where it is not set."""
    element = child(settings, wanted)
    return attribute(element, "val") if element is not None else None


def is_on(mark: _Element | None) -> bool:
    """Whether a switch such as bold is on: present, and not with a value that means off."""
    return mark is not None and (attribute(mark, "val") or "1") not in _OFF


def _name(style: _Element) -> str:
    return value(style, "name") or ""


def _list_level(settings: _Element | None, chain: list[_Element]) -> int:
    """The level in a list from 1, or 0; numbering with the id 0 takes a paragraph out of one."""
    for source in (settings, *(child(each, "pPr") for each in chain)):
        numbering = child(source, "numPr")
        if (number := value(numbering, "numId")) is not None:
            level = value(child(settings, "numPr"), "ilvl") or value(numbering, "ilvl")
            return 0 if number == "0" else whole(level) + 1
    return 0
