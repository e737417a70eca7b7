"""What a TEI header says of an article: title, authors, year, journal, abstract, keywords."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.normalise import one_line
from relcode.read.place import Place
from relcode.read.tei.refs import people
from relcode.read.tei.text import flat
from relcode.read.wording import wording

if TYPE_CHECKING:
    from lxml import etree

    from relcode.read.tei.body import Walk

_TITLES: dict[str, str] = wording("tei")["titles"]
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_IDS = {"doi": {"doi"}, "pmid": {"pmid"}, "pmcid": {"pmcid", "pmc"}}
_FILE = "{*}teiHeader/{*}fileDesc/"
_SOURCE = _FILE + "{*}sourceDesc//"
_PROFILE = "{*}teiHeader/{*}profileDesc/"
_SUB = "sub"


def title(article: etree._Element) -> str:
    """The title with its subtitle, or ""."""
    for path in (_FILE + "{*}titleStmt", _SOURCE + "{*}analytic", _SOURCE + "{*}monogr"):
        for holder in article.iterfind(path):
            found = [(one.get("type"), one_line(flat(one))) for one in holder.iterfind("{*}title")]
            main = [text for kind, text in found if text and kind in {"main", None}]
            if main:
                below = [text for kind, text in found if text and kind == _SUB]
                return ": ".join(text.rstrip(": ") for text in (main[0], *below))
    printed = article.find(".//{*}front//{*}docTitle")
    return one_line(flat(printed)) if printed is not None else ""


def variables(article: etree._Element) -> dict[str, str]:
    """The doi, pmid, pmcid, year, authors and journal, as far as they are given."""
    journals = [
        one_line(flat(one))
        for one in article.iterfind(_SOURCE + "{*}monogr/{*}title")
        if one.get("level") == "j"
    ]
    found = {
        **_ids(article),
        "year": _year(article),
        "authors": "; ".join(_authors(article)),
        "journal": next(filter(None, journals), ""),
    }
    return {name: value for name, value in found.items() if value}


def front(walk: Walk, article: etree._Element, place: Place) -> None:
    """Add the names, keywords and abstracts of the header."""
    walk.add("; ".join(_authors(article)), Place(note="byline"))
    for one in article.iterfind(_SOURCE + "{*}author/{*}affiliation"):
        walk.add(_affiliation(one), Place(note="byline"))
    for keywords in article.iterfind(_PROFILE + "{*}textClass/{*}keywords"):
        walk.add(_keywords(keywords), Place(note="keywords"))
    for abstract in article.iterfind(_PROFILE + "{*}abstract"):
        if flat(abstract).strip():
            walk.titled(abstract, place, _TITLES["abstract"])


def _ids(article: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in article.iterfind(_FILE + "/{*}idno"):
        kind = (one.get("type") or "").casefold()
        for name, kinds in _IDS.items():
            parent = one.getparent()
            if kind in kinds and parent is not None and local(parent) != "author":
                found.setdefault(name, _RESOLVER.sub("", one_line(flat(one))))
    return found


def _year(article: etree._Element) -> str:
    """The earliest year of print, or else of the file's own publication."""
    for path in (_SOURCE + "{*}imprint/{*}date", _FILE + "{*}publicationStmt/{*}date"):
        dates = (f"{one.get('when', '')} {flat(one)}" for one in article.iterfind(path))
        years: list[str] = [year for text in dates for year in _YEAR.findall(text)[:1]]
        if years:
            return min(years)
    return ""


def _authors(article: etree._Element) -> list[str]:
    for path in (_SOURCE + "{*}analytic", _SOURCE + "{*}monogr", _FILE + "{*}titleStmt"):
        for holder in article.iterfind(path):
            if names := people(holder):
                return names
    return []


def _keywords(element: etree._Element) -> str:
    terms = [one_line(flat(one)) for one in element.iter("{*}term", "{*}item")]
    return "; ".join(dict.fromkeys(filter(None, terms))) or flat(element)


def _affiliation(element: etree._Element) -> str:
    """The affiliation as it was printed, or its parts with commas between."""
    printed = element.find("{*}note[@type='raw_affiliation']")
    if printed is not None:
        return str(flat(printed))
    pieces = [one_line(str(text)) for text in element.itertext()]
    return ", ".join(filter(None, pieces))
