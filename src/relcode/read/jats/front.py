"""What a JATS article says of itself: title, authors, year, journal, abstracts, keywords."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.markup import local
from relcode.read.jats.refs import person
from relcode.read.jats.text import flat
from relcode.read.normalise import one_line
from relcode.read.place import Place
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from relcode.read.jats.body import Walk

_TITLES: dict[str, str] = wording("jats")["titles"]
_REPEATING = frozenset(wording("jats")["repeating"])
_WRITERS = {"author", None}  # contributors of other types edited, reviewed or translated


def title(meta: etree._Element) -> str:
    """The title with its subtitle, or ""."""
    group = meta.find("{*}title-group")
    if group is None:
        return ""
    main = _texts(group, "{*}article-title")
    return ": ".join(each.rstrip(": ") for each in (*main, *_texts(group, "{*}subtitle")))


def variables(article: etree._Element, meta: etree._Element) -> dict[str, str]:
    """The doi, pmid, pmcid, year, authors and journal, as far as they are given."""
    found = {
        kind: text
        for kind in ("doi", "pmid", "pmcid")
        for text in _texts(meta, f"{{*}}article-id[@pub-id-type='{kind}']")
    }
    years = [text for text in _texts(meta, "{*}pub-date/{*}year") if text.isdecimal()]
    journals = _texts(article, "{*}front/{*}journal-meta//{*}journal-title")
    found |= {
        "year": min(years, default=""),
        "authors": "; ".join(_authors(meta)),
        "journal": next(iter(journals), ""),
    }
    return {name: value for name, value in found.items() if value}


def byline(walk: Walk, meta: etree._Element) -> None:
    """Add translated titles, authors, affiliations, author notes and keywords, as furniture."""
    for text in _texts(meta, "{*}title-group/{*}trans-title-group"):
        walk.add(text, Place(note="translated title"))
    walk.add("; ".join(_authors(meta)), Place(note="byline"))
    for path, note in _NOTED.items():
        for text in _texts(meta, path):
            walk.add(text, Place(note=note))
    for group in meta.iterfind("{*}kwd-group"):
        walk.add("; ".join(_texts(group, "{*}kwd")), Place(note="keywords"))


_NOTED = {
    "{*}contrib-group//{*}aff": "byline",
    "{*}aff": "byline",
    "{*}author-notes/*": "byline",
    "{*}funding-group/{*}funding-statement": "funding",
}


def abstracts(walk: Walk, meta: etree._Element, place: Place) -> bool:
    """Add every abstract as a section of its own; whether there was one."""
    found = [child for child in meta if local(child) in {"abstract", "trans-abstract"}]
    main = any(_kind(abstract) not in _REPEATING for abstract in found)
    for abstract in found:
        default = _TITLES.get(_kind(abstract), _TITLES["abstract"])
        note = "teaser" if main and _kind(abstract) in _REPEATING else ""
        walk.section(abstract, replace(place, note=note), default)
    return bool(found)


def _kind(abstract: etree._Element) -> str:
    return abstract.get("abstract-type") or "abstract"


def _authors(meta: etree._Element) -> Iterator[str]:
    for contributor in meta.iterfind("{*}contrib-group/{*}contrib"):
        if contributor.get("contrib-type") in _WRITERS:
            for child in contributor.iterfind("*"):
                if local(child) in {"name", "string-name", "collab", "name-alternatives"}:
                    first = child.find("{*}name")
                    yield person(child if first is None else first)


def _texts(element: etree._Element, path: str) -> list[str]:
    return [text for one in element.iterfind(path) if (text := one_line(flat(one)))]
