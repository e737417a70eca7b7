"""One line of text for a TEI reference, and the names of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.normalise import one_line
from relcode.read.tei.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_NAMED = ("persName", "name", "orgName")
_BESIDES = {"affiliation", "email", "idno", "address", "note", "roleName", "ptr", "ref"}


def person(author: etree._Element) -> str:
    """A person or group: `Family, Given`, the name as it was written, or "" where none is."""
    found = (author.find(f"{{*}}{name}") for name in _NAMED)
    name = next((one for one in found if one is not None), author)
    families = _texts(name, "surname")
    if not families:
        pieces = [name.text or ""]
        for child in name:
            pieces += ["" if local(child) in _BESIDES else f" {flat(child)} ", child.tail or ""]
        return one_line("".join(pieces)).strip(" ,;")
    given = " ".join(_texts(name, "forename"))
    whole = f"{' '.join(families)}, {given}" if given else " ".join(families)
    return " ".join([whole, *_texts(name, "genName")])


def people(holder: etree._Element, role: str = "author") -> list[str]:
    """The authors (or editors) named directly in an element, each once, in order."""
    names = (person(one) for one in holder.iterfind(f"{{*}}{role}"))
    return list(dict.fromkeys(filter(None, names)))


def reference(bibl: etree._Element) -> str:
    """The reference as a reader would print it: as it was printed where that is kept."""
    for note in bibl.iterfind("{*}note"):
        if note.get("type") == "raw_reference" and flat(note).strip():
            return one_line(flat(note))
    if bibl.find("{*}monogr") is None and bibl.find("{*}analytic") is None:
        return one_line(flat(bibl))
    return ". ".join(filter(None, (piece.rstrip(". ") for piece in _pieces(bibl)))) + "."


def _pieces(bibl: etree._Element) -> Iterator[str]:
    parts = [one for name in ("analytic", "monogr") for one in bibl.iterfind(f"{{*}}{name}")]
    authors = [name for part in parts for name in people(part)]
    yield "; ".join(authors or [name for part in parts for name in people(part, "editor")])
    yield _date(bibl)
    for part in (*parts, *bibl.iterfind("{*}series")):
        yield from _texts(part, "title")
        yield from _texts(part, "meeting")
    yield _placed(bibl)
    for path in ("imprint/{*}publisher", "imprint/{*}pubPlace"):
        yield from (text for part in parts for text in _texts(part, path))
    yield from (one_line(flat(note)) for note in bibl.iterfind("{*}note"))
    yield from (one_line(flat(one)) for one in bibl.iterfind(".//{*}idno"))
    yield from (one.get("target", "") for one in bibl.iterfind(".//{*}ptr"))


def _date(bibl: etree._Element) -> str:
    """The year of publication as its attribute has it, or else the date as it was written."""
    for one in bibl.iterfind(".//{*}imprint/{*}date"):
        if text := one.get("when", "").partition("-")[0] or one_line(flat(one)):
            return text
    return ""


def _placed(bibl: etree._Element) -> str:
    """Volume(issue): pages."""
    found: dict[str, str] = {}
    for scope in bibl.iterfind(".//{*}biblScope"):
        ends = dict.fromkeys(filter(None, (scope.get("from"), scope.get("to"))))
        text = one_line(flat(scope)) or "–".join(ends)
        found.setdefault(scope.get("unit") or scope.get("type") or "", text)
    pages = found.get("page") or found.get("pp") or ""
    issue = f"({found['issue']})" if found.get("issue") else ""
    volume = found.get("volume") or found.get("vol") or ""
    return ": ".join(filter(None, (f"{volume}{issue}", pages)))


def _texts(element: etree._Element, path: str) -> list[str]:
    return [text for one in element.iterfind(f"{{*}}{path}") if (text := one_line(flat(one)))]
