"""Walk the text of a TEI article and lay it out as rows: sections, lists, tables, references."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.markup import local, whole
from relcode.read.inline import could_head, points
from relcode.read.normalise import one_line
from relcode.read.tei.pages import page_of
from relcode.read.tei.refs import reference
from relcode.read.tei.rows import Row
from relcode.read.tei.text import flat, passages
from relcode.read.wording import wording
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from relcode.read.place import Place
    from relcode.terms import Form

_RULES = wording("tei")
_FURNITURE: dict[str, str] = _RULES["furniture"]
_DIVISIONS: dict[str, str] = _RULES["divisions"]
_NOTES: dict[str, str] = _RULES["notes"]
_TITLES: dict[str, str] = _RULES["titles"]
_SECTIONS = frozenset(_RULES["sections"])
_NUMBER = re.compile(r"(\(?(?:\d{1,2}|[ivx]{1,5}|[a-z])[.)])\s+(?=\S)")
_QUOTES = ("quote", "q", "said", "cit", "sp")


class Walk:
    """Collects what elements hold as rows, in reading order."""

    def __init__(self) -> None:
        """Start empty; `fixed` says that the levels of headings that follow are known."""
        self.rows: list[Row] = []
        self.fixed = False
        self._label = ""
        self._taken: set[etree._Element] = set()  # headings laid out before what they head
        self._special: dict[str, Callable[[etree._Element, Place], None]] = {
            **dict.fromkeys(_SECTIONS, self._division),
            **dict.fromkeys(_QUOTES, self._quote),
            **dict.fromkeys(("biblStruct", "biblFull", "bibl"), self._reference),
            "list": self._list,
            "head": self._head,
            "p": self._paragraph,
            "item": self._item,
            "label": self._wait,
            "figure": self._figure,
            "table": self._figure,
            "cell": self._cell,
            "note": self._note,
            "formula": self._formula,
        }

    def add(self, text: str, place: Place) -> None:
        """Add a block of text, after the label that waits for it."""
        for sign, part in points(text) if text.strip() else ():
            layout, content, label = place.layout(), one_line(part), f"{self._label} {sign}".strip()
            if sign and layout.form == "paragraph":
                layout = replace(layout, form="bullet", level=1)
            if layout.form == "bullet" and not label and (number := _NUMBER.match(content)):
                label, content = number[1], content[number.end() :]
            self.rows.append(Row(content, layout, label))
            self._label = ""

    def heading(self, title: str, place: Place, number: str = "", *, fixed: bool = False) -> None:
        """Add a heading; `fixed` says that its level is known."""
        if text := one_line(title):
            layout = Block(0, 0, form="heading", level=place.level, role="author", page=place.page)
            self.rows.append(Row(text, layout, number, number, fixed or self.fixed))

    def element(self, element: etree._Element, place: Place) -> None:
        """Add what a block element holds."""
        name = local(element)
        if name in {"speaker", "bibl"} and place.role == "quoted":
            return  # the quote has it as its speaker
        note = _FURNITURE.get(name, "") or place.note
        here = replace(place, note=note, page=page_of(element) or place.page)
        self._special.get(name, self.mixed)(element, here)

    def mixed(self, element: etree._Element, place: Place) -> None:
        """Add the texts and blocks of an element that has no more meaning than its content."""
        for part in passages(element):
            if isinstance(part, str):
                self.add(part, place)
            else:
                self.element(part, place)

    def titled(self, element: etree._Element, place: Place, title: str) -> None:
        """Add a part under this title, which is known to have that level, as do those within."""
        before, self.fixed = self.fixed, True
        self.heading(title, place)
        start = len(self.rows)
        self.mixed(element, replace(place, level=place.level + 1))
        self.fixed = before
        if start < len(self.rows) and _same(self.rows[start], title):
            del self.rows[start]

    def _division(self, element: etree._Element, place: Place) -> None:
        kind = (element.get("type") or "").casefold()
        inside = replace(place, note=_DIVISIONS.get(kind, "") or place.note)
        head = element.find("{*}head")
        if head is None and kind in _TITLES:
            self.titled(element, inside, _TITLES[kind])
            return
        if head is not None:
            self._taken.add(head)
            self._titling(head, inside)
            inside = replace(inside, level=place.level + 1)
        self.mixed(element, inside)

    def _head(self, element: etree._Element, place: Place) -> None:
        if element not in self._taken:
            self._titling(element, place)

    def _titling(self, head: etree._Element, place: Place) -> None:
        level = whole(head.get("level"), place.level)
        place = replace(place, level=level, page=page_of(head) or place.page)
        self.heading(flat(head), place, head.get("n") or "")

    def _paragraph(self, element: etree._Element, place: Place) -> None:
        bold = element.find("{*}hi")
        alone = place.form == "paragraph" and not place.note and not place.speaker
        if alone and bold is not None and "bold" in (bold.get("rend") or ""):
            title = one_line(flat(bold))
            if one_line(flat(element)) == title and could_head(title):
                self.heading(title, place)
                return
        self.mixed(element, place)

    def _list(self, element: etree._Element, place: Place) -> None:
        form: Form = place.form if place.form == "cell" else "bullet"
        head = element.find("{*}head")
        if head is not None:
            self._taken.add(head)
            self.add(flat(head), place)
        self.mixed(element, replace(place, form=form, depth=place.depth + 1))
        self._label = ""

    def _item(self, element: etree._Element, place: Place) -> None:
        self._label = self._label or element.get("n") or ""
        form: Form = "bullet" if place.form == "paragraph" else place.form
        self.mixed(element, replace(place, form=form, depth=max(place.depth, 1)))
        self._label = ""

    def _wait(self, element: etree._Element, place: Place) -> None:
        """A label belongs to what follows it in a list; elsewhere it is a text of its own."""
        parent = element.getparent()
        if parent is not None and local(parent) == "list":
            self._label = one_line(flat(element))
        else:
            self.add(flat(element), place)

    def _figure(self, element: etree._Element, place: Place) -> None:
        """Its caption, then what it holds; text that was not divided into cells is a caption."""
        aside = replace(place, note=place.note or "caption")
        titles = [one_line(flat(one)) for one in _captions(element)]
        longest = max(titles, key=len, default="")
        apart = [one for one in titles if one is longest or _bare(one) not in _bare(longest)]
        self.add(" ".join(apart), aside)
        for part in passages(element):
            if isinstance(part, str):
                self.add(part, aside)
            elif local(part) == "row":
                self.mixed(part, place)
            elif local(part) not in {"head", "label", "figDesc"}:
                self.element(part, place if local(part) in {"table", "figure"} else aside)

    def _cell(self, element: etree._Element, place: Place) -> None:
        self.mixed(element, replace(place, form="cell", depth=0))

    def _note(self, element: etree._Element, place: Place) -> None:
        kinds = [element.get(name) or "" for name in ("type", "place")]
        within = "table note" if place.note == "caption" else "footnote"
        known = next((_NOTES[kind] for kind in kinds if kind in _NOTES), within)
        self._label = element.get("n") or ""
        self.mixed(element, replace(place, note=known, form="paragraph"))
        self._label = ""

    def _formula(self, element: etree._Element, place: Place) -> None:
        count = len(self.rows)
        self.add(flat(element), place)
        for row in self.rows[count:]:
            row.formula = row.layout.form == "paragraph"

    def _quote(self, element: etree._Element, place: Place) -> None:
        named = next(iter(element.iterfind("{*}speaker")), element.find("{*}bibl"))
        name = one_line(flat(named)) if named is not None else ""
        self._label = name or self._label
        speaker = name.strip("–—-:.() ") or place.speaker
        self.mixed(element, replace(place, speaker=speaker, role="quoted"))
        self._label = ""

    def _reference(self, element: etree._Element, place: Place) -> None:
        self.add(reference(element), replace(place, note="reference", form="paragraph"))


def _captions(element: etree._Element) -> list[etree._Element]:
    found = [element.find(f"{{*}}{name}") for name in ("head", "figDesc")]
    return [one for one in found if one is not None]


def _bare(title: str) -> str:
    return "".join(filter(str.isalnum, title))


def _same(row: Row, title: str) -> bool:
    return row.layout.form == "heading" and row.text.casefold().strip(" .:") == title.casefold()
