"""Walk the text of a JATS article and lay it out as blocks: sections, lists, quotes, tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode import matter
from relcode.markup import local
from relcode.read.inline import could_head, points
from relcode.read.jats.refs import reference
from relcode.read.jats.text import flat, passages
from relcode.read.normalise import one_line
from relcode.read.wording import wording
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from relcode.read.draft import DraftBuilder
    from relcode.read.place import Place
    from relcode.terms import Form

_FURNITURE: dict[str, str] = wording("jats")["furniture"]
_SECTIONS = {"sec", "app", "ack", "glossary", "notes", "fn-group", "ref-list", "bio", "boxed-text"}


class Walk:
    """Adds what elements hold to a draft, in reading order."""

    def __init__(self, builder: DraftBuilder) -> None:
        """Add to this draft."""
        self._builder = builder
        self._boxes: list[etree._Element] = []
        self._label = ""
        self._special: dict[str, Callable[[etree._Element, Place], None]] = {
            **dict.fromkeys(_SECTIONS, self.section),
            "p": self._paragraph,
            "title": self._title,
            "caption": self._caption,
            "list": self._list,
            "list-item": self._labelled,
            "fn": self._labelled,
            "def-item": self._definition,
            "disp-quote": self._quote,
            "speech": self._quote,
            "verse-group": self._quote,
            "td": self._cell,
            "th": self._cell,
            "ref": self._reference,
        }

    def add(self, text: str, place: Place) -> None:
        """Add a block of text, after the label that waits for it."""
        for sign, part in points(text) if text.strip() else ():
            layout = place.layout()
            if sign and layout.form == "paragraph":
                layout = replace(layout, form="bullet", level=1)
            self._builder.add(part, layout, label=f"{self._label} {sign}")
            self._label = ""

    def heading(self, title: str, level: int, label: str = "") -> None:
        """Add a heading."""
        self._builder.add(
            title, Block(0, 0, form="heading", level=level, role="author"), label=label
        )

    def element(self, element: etree._Element, place: Place) -> None:
        """Add what a block element holds."""
        name = local(element)
        if name in {"attrib", "speaker"} and place.role == "quoted":
            return  # the quote has it as its speaker
        note = _FURNITURE.get(name, "") or place.note
        self._special.get(name, self.mixed)(element, replace(place, note=note))

    def mixed(self, element: etree._Element, place: Place) -> None:
        """Add the texts and blocks of an element that has no more meaning than its content."""
        for part in passages(element):
            if isinstance(part, str):
                self.add(part, place)
            elif local(part) == "boxed-text" and _child_text(part, "title", "caption/{*}title"):
                self._boxes.append(part)
            else:
                if local(part) == "sec":
                    self._open_boxes(place)
                self.element(part, place)

    def section(self, element: etree._Element, place: Place, default: str = "") -> None:
        """Add a titled part; one without a title belongs to the section around it."""
        title = _child_text(element, "title", "caption/{*}title") or default
        inside = place
        if title:
            self.heading(title, place.level, _child_text(element, "label"))
            note = matter.note(title, "published") or place.note
            inside = replace(place, level=place.level + 1, note=note)
        outer, self._boxes = self._boxes, []
        self.mixed(element, inside)
        self._open_boxes(inside)
        self._boxes = outer

    def _open_boxes(self, place: Place) -> None:
        """A titled box within a section would end it: boxes follow the section's own text."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.section(box, place)

    def _title(self, element: etree._Element, place: Place) -> None:
        parent = element.getparent()
        if parent is None or local(parent) not in {*_SECTIONS, "abstract", "trans-abstract"}:
            self.mixed(element, place)

    def _caption(self, element: etree._Element, place: Place) -> None:
        parent = element.getparent()
        if parent is not None and local(parent) == "boxed-text":
            for child in element.iterfind("{*}p"):
                self.element(child, place)
        elif parent is not None:
            text = f"{_child_text(parent, 'label')} {flat(element)}"
            self.add(text, replace(place, note=place.note or "caption"))

    def _paragraph(self, element: etree._Element, place: Place) -> None:
        bold = element.find("{*}bold")
        alone = place.form == "paragraph" and not place.note and not place.speaker
        if alone and bold is not None and _is_heading(flat(element), flat(bold)):
            self.heading(flat(bold), place.level)
        else:
            self.mixed(element, place)

    def _list(self, element: etree._Element, place: Place) -> None:
        form: Form = place.form if place.form == "cell" else "bullet"
        self.mixed(element, replace(place, form=form, depth=place.depth + 1))

    def _labelled(self, element: etree._Element, place: Place) -> None:
        self._label = _child_text(element, "label")
        self.mixed(element, place)
        self._label = ""

    def _definition(self, element: etree._Element, place: Place) -> None:
        """A term and its definition read as one point, unless the definition holds more."""
        depth = max(place.depth, 1)
        point = replace(place, form="bullet", depth=depth)
        term = _child_text(element, "term")
        definitions = list(element.iterfind("{*}def"))
        if not any(_holds_blocks(p) for one in definitions for p in one.iterfind("{*}*")):
            self.add(f"{term}: {' '.join(map(flat, definitions))}", point)
            return
        self.add(term, point)
        for one in definitions:
            self.mixed(one, replace(point, depth=depth + 1))

    def _quote(self, element: etree._Element, place: Place) -> None:
        name = _child_text(element, "speaker", "attrib")
        speaker = name.strip("–—-:. ") or None
        self._label = name
        self.mixed(element, replace(place, speaker=speaker, role="quoted"))
        self._label = ""

    def _cell(self, element: etree._Element, place: Place) -> None:
        self.mixed(element, replace(place, form="cell", depth=0))

    def _reference(self, element: etree._Element, place: Place) -> None:
        self._label = _child_text(element, "label")
        self.add(reference(element), place)
        self._label = ""


def _child_text(element: etree._Element, *paths: str) -> str:
    """The text of the first of these children that has any."""
    found = (element.find(f"{{*}}{path}") for path in paths)
    return next(filter(None, (one_line(flat(one)) for one in found if one is not None)), "")


def _holds_blocks(element: etree._Element) -> bool:
    return local(element) != "p" or any(not isinstance(part, str) for part in passages(element))


def _is_heading(whole: str, bold: str) -> bool:
    title = one_line(bold)
    return one_line(whole) == title and could_head(title)
