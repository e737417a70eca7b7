"""Read research articles in JATS XML, as archives such as PubMed Central hand them out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.encoding import opening
from relcode.errors import UnreadableError
from relcode.markup import local
from relcode.read.draft import DraftBuilder
from relcode.read.jats import front
from relcode.read.jats.body import Walk
from relcode.read.jats.text import flat
from relcode.read.place import Place
from relcode.read.repair import article_root, unsafe
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from relcode.terms import Draft

_TITLES: dict[str, str] = wording("jats")["titles"]
_HEAD = 8_192  # bytes; enough to pass a declaration, instructions and long comments
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[\w-]+\s+PUBLIC\s+[\"']-//NLM//DTD", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w-]+:)?(?:article|pmc-articleset)[\s>]")
_PARTS = re.compile(rb"<(?:[\w-]+:)?(?:front|body|sub-article|article-meta|journal-meta)[\s>]")
_NESTED = {"sub-article", "response"}


class JatsReader:
    """Reads journal articles in JATS (or the older NLM) XML."""

    name = "jats"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure by document type, or by an article's parts; the suffix only lifts a likely one."""
        head = opening(data, _HEAD)
        if _DOCTYPE.search(head):
            return 0.99
        if not _ROOT.search(head) or re.search(rb"<html[\s>]|<!DOCTYPE html", head, re.IGNORECASE):
            return 0.0
        if _PARTS.search(head):
            return 0.95
        return 0.6 if suffix.lower() in {".xml", ".nxml", ".jats"} else 0.0

    def read(self, data: bytes, name: str) -> Draft:
        """A paper with its sections; raises UnreadableError with the line where the XML breaks."""
        root, repaired = article_root(data, name)
        articles = [each for each in root.iter("{*}article") if _is_outer(each)]
        if not articles:
            what = f"an XML file, but no article in it (the root is <{local(root)}>)"
            raise UnreadableError(what, where=name, fix="JATS XML has <article> with <body>")
        try:
            draft = _draft(articles, repaired)
        except RecursionError:
            raise unsafe(name) from None
        if not draft.blocks:
            message = "the article holds no text"
            raise UnreadableError(message, where=name, fix="check the file that was exported")
        return draft


READER = JatsReader()


def _draft(articles: Sequence[etree._Element], repaired: str) -> Draft:
    builder = DraftBuilder()
    walk = Walk(builder)
    for number, article in enumerate(articles):
        _article(walk, article, Place(level=1 if number == 0 else 2))
    meta = _meta(articles[0])
    found = front.variables(articles[0], meta) if meta is not None else {}
    return builder.draft(
        kind="paper",
        title=front.title(meta) if meta is not None else None,
        language=articles[0].get("{http://www.w3.org/XML/1998/namespace}lang"),
        variables=found | ({"repaired": repaired} if repaired else {}),
    )


def _is_outer(article: etree._Element) -> bool:
    return not any(local(parent) == "article" for parent in article.iterancestors())


def _meta(article: etree._Element) -> etree._Element | None:
    found = article.find("{*}front/{*}article-meta")
    if found is None:
        found = article.find("{*}front-stub")
    return article.find("{*}front") if found is None else found


def _article(walk: Walk, article: etree._Element, place: Place) -> None:
    """Add an article; its title is a heading beside the sections, so that no path repeats it.

    A nested or further article has its sections below its title.
    """
    meta = _meta(article)
    title = front.title(meta) if meta is not None else ""
    walk.heading(title or _TITLES.get(local(article), ""), 1)
    abstract = False
    if meta is not None:
        front.byline(walk, meta)
        abstract = front.abstracts(walk, meta, place)
    for child in article.iterfind("*"):
        _part(walk, child, place, after_abstract=abstract)


def _part(walk: Walk, part: etree._Element, place: Place, *, after_abstract: bool) -> None:
    name = local(part)
    if name in _NESTED:
        _article(walk, part, replace(place, level=2))
    elif name == "front":
        for notes in part.iterfind("{*}notes"):
            walk.section(notes, place)
    elif name in {"body", "back", "floats-group"}:
        bare = name == "body" and after_abstract and _opens_with_text(part)
        if bare or name == "floats-group":
            walk.heading(_TITLES[name], place.level)
        walk.section(part, place)


def _opens_with_text(body: etree._Element) -> bool:
    """Whether text comes before any section: it must not fall under the abstract."""
    first = next(body.iterfind("*"), None)
    return first is not None and local(first) != "sec" and bool(flat(first).strip())
