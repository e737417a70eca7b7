"""One line of text for a JATS reference, whether it was marked up as text or as fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.jats.text import flat
from relcode.read.normalise import one_line

if TYPE_CHECKING:
    from lxml import etree

_CITATIONS = {"mixed-citation", "element-citation", "nlm-citation", "citation"}
_NAMES = {"person-group", "name", "string-name", "collab", "etal"}
_PLACED = {"volume", "issue", "fpage", "lpage", "elocation-id", "page-range"}


def reference(ref: etree._Element) -> str:
    """The reference as a reader would print it; its label is left out."""
    return " ".join(filter(None, (_part(child) for child in ref if local(child))))


def person(name: etree._Element) -> str:
    """A person or group: `Surname, Given names`, or the name as it was written."""
    parts = {local(child): one_line(flat(child)) for child in name}
    if "surname" not in parts:
        return one_line(flat(name))
    given = parts.get("given-names", "")
    whole = f"{parts['surname']}, {given}" if given else parts["surname"]
    return " ".join(filter(None, (whole, parts.get("suffix", ""))))


def _part(child: etree._Element) -> str:
    name = local(child)
    if name == "label":
        return ""
    if name == "citation-alternatives":
        return next((_part(each) for each in child if local(each) in _CITATIONS), "")
    if name not in _CITATIONS:
        return one_line(flat(child))
    return _composed(child) if _fields_only(child) else one_line(_written(child))


def _written(element: etree._Element) -> str:
    """The text as written; a blank where two fields would touch."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append(_written(child) if local(child) else "")
        pieces.append(child.tail or " ")
    return "".join(pieces).rstrip()


def _fields_only(citation: etree._Element) -> bool:
    """Whether no text stands between the fields, so that they would run together."""
    between = (citation.text or "") + "".join(child.tail or "" for child in citation)
    return len(citation) > 0 and not between.strip()


def _composed(citation: etree._Element) -> str:
    pieces: list[str] = []
    names: list[str] = []
    for child in citation:
        kind = local(child)
        if kind in _NAMES:
            names += _people(child, kind)
        elif kind and kind not in _PLACED and kind != "label":
            pieces.append(one_line(flat(child)).rstrip("."))
    place = _place({local(child): one_line(flat(child)) for child in citation})
    return ". ".join(filter(None, ("; ".join(filter(None, names)), *pieces, place))) + "."


def _people(child: etree._Element, kind: str) -> list[str]:
    if kind == "etal":
        return ["et al"]
    if kind != "person-group":
        return [person(child)]
    return [one for each in child for one in _people(each, local(each))]


def _place(parts: dict[str, str]) -> str:
    """Volume(issue): pages."""
    issue = f"({parts['issue']})" if "issue" in parts else ""
    pages = "–".join(filter(None, (parts.get("fpage"), parts.get("lpage"))))
    where = pages or parts.get("page-range") or parts.get("elocation-id", "")
    return ": ".join(filter(None, (parts.get("volume", "") + issue, where)))
