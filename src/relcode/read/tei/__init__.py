"""Read research articles in TEI, as GROBID makes them of PDFs and as editors mark them up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.encoding import opening
from relcode.errors import UnreadableError
from relcode.markup import local
from relcode.read.draft import DraftBuilder
from relcode.read.place import Place
from relcode.read.repair import article_root, unsafe
from relcode.read.tei.body import Walk
from relcode.read.tei.front import front, title, variables
from relcode.read.tei.lines import unbroken
from relcode.read.tei.outline import outlined
from relcode.read.tei.pages import paged
from relcode.read.tei.rows import Row, rejoined
from relcode.read.wording import wording
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from relcode.terms import Draft

_TITLES: dict[str, str] = wording("tei")["titles"]
_HEAD = 8_192  # bytes; enough to pass a declaration, instructions and long comments
_ROOT = re.compile(rb"<(?:[\w-]+:)?(?:TEI(?:\.2)?|teiCorpus|tei)[\s>]")
_PARTS = re.compile(rb"<(?:[\w-]+:)?(?:teiHeader|text|body|front)[\s>]|tei-c\.org/ns")
_WEB = re.compile(rb"<html[\s>]|<!DOCTYPE html", re.IGNORECASE)
_ARTICLES = ("{*}TEI", "{*}TEI.2", "{*}tei")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class TeiReader:
    """Reads articles in TEI XML."""

    name = "tei"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure by the root with one of its parts; the suffix only lifts a likely one."""
        head = opening(data, _HEAD)
        if not _ROOT.search(head) or _WEB.search(head):
            return 0.0
        if _PARTS.search(head):
            return 0.95
        return 0.6 if suffix.lower() in {".xml", ".tei"} else 0.0

    def read(self, data: bytes, name: str) -> Draft:
        """A paper with its sections; raises UnreadableError with the line where the XML breaks."""
        root, repaired = article_root(data, name)
        articles = [one for one in root.iter(*_ARTICLES) if one.find("{*}text") is not None]
        if not articles:
            what = f"an XML file, but no TEI text in it (the root is <{local(root)}>)"
            raise UnreadableError(what, where=name, fix="TEI has <TEI> with <text>")
        if next(root.iter("{*}u"), None) is not None:
            what = "a transcript of speech in TEI, of which only articles are read"
            raise UnreadableError(what, where=name, fix="export it as text or as subtitles (.vtt)")
        try:
            draft = _draft(articles, repaired)
        except RecursionError:
            raise unsafe(name) from None
        if not draft.blocks:
            what = "the article holds no text"
            raise UnreadableError(what, where=name, fix="check the file that was exported")
        return draft


READER = TeiReader()


def _draft(articles: list[etree._Element], repaired: str) -> Draft:
    builder = DraftBuilder()
    for number, article in enumerate(articles):
        for row in _rows(article, level=1 if number == 0 else 2):
            builder.add(row.text, row.layout, label=row.label)
    return builder.draft(
        kind="paper",
        title=title(articles[0]),
        language=_language(articles[0]),
        variables=variables(articles[0]) | ({"repaired": repaired} if repaired else {}),
    )


def _rows(article: etree._Element, level: int) -> list[Row]:
    """The rows of an article; a further one of a corpus has its sections below its title."""
    unbroken(article)
    paged(article)
    walk, place = Walk(), Place(level=level)
    walk.heading(title(article), Place(), fixed=True)
    titled = len(walk.rows)
    front(walk, article, place)
    for text in article.iterfind("{*}text"):
        for part in _parts(text):
            walk.fixed = local(part) in {"front", "back"}
            start = len(walk.rows)
            walk.element(part, place)
            if local(part) == "body" and _heads(walk.rows[titled:start]):
                _open(walk.rows, start, place)
    outlined(walk.rows)
    return rejoined(walk.rows)


def _parts(text: etree._Element) -> Iterator[etree._Element]:
    """The front, body and back of a text, or the text itself where it is not divided."""
    divided = text.find("{*}body") is not None or text.find("{*}group") is not None
    yield from text.iterfind("*") if divided else (text,)


def _heads(rows: Sequence[Row]) -> bool:
    return any(row.layout.form == "heading" for row in rows)


def _open(rows: list[Row], start: int, place: Place) -> None:
    """Text without a heading must not fall under the abstract before it."""
    if rows[start:] and not _heads(rows[start : start + 1]):
        layout = Block(0, 0, form="heading", level=place.level, role="author")
        rows.insert(start, Row(_TITLES["body"], layout, fixed=True))


def _language(article: etree._Element) -> str | None:
    """The language of the text; that of the header may be of the header alone."""
    for element in (article.find("{*}text"), article, article.find("{*}teiHeader")):
        if element is not None and (found := element.get(_LANGUAGE)):
            return str(found)
    return None
