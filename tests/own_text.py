"""What the papers of the reference material hold, counted without relcode, by lxml alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from pathlib import Path

WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]{3,}")
# not sup: raised marks are set off in brackets, see inline.py
INLINE = {
    *("a", "b", "i", "em", "strong", "sub", "span", "u", "font", "small", "bold", "italic", "sc"),
    *("underline", "xref", "ext-link", "uri", "email", "named-content", "styled-content"),
    *("inline-formula", "monospace"),
}
NO_TEXT = {
    *("tex-math", "alt-text", "object-id", "graphic", "long-desc", "math", "disp-formula"),
    *("permissions", "label"),
}
JATS_PARTS = (".//title-group/article-title", ".//abstract", ".//body")
TEI_PARTS = (".//{*}titleStmt/{*}title", ".//{*}profileDesc/{*}abstract")
TEI_BLOCKS = {"p", "head", "cell", "figDesc", "item", "formula", "note", "label"}


def text_of(element: Any) -> str:
    """All the text within, blocks set off by blanks."""
    name = element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
    if not name or name in NO_TEXT:
        return " "
    inner = "".join(text_of(child) + (child.tail or "") for child in element)
    text = (element.text or "") + inner
    return text if name in INLINE else f" {text} "


def article_of(path: Path) -> Any:
    """The part of the page that holds the article, without what is hidden or leads elsewhere."""
    page = html.fromstring(path.read_bytes().decode())
    (content,) = page.xpath('//main//div[contains(concat(" ", @class, " "), " content ")]')
    away = ("tp-on-this-page", "tp-related-pages", "title-bar", "sr-only")
    hidden = "|".join(f'.//*[contains(@class, "{name}")]' for name in away)
    for element in content.xpath(f'.//script|.//svg|.//nav|.//p[@class="float-right"]|{hidden}'):
        element.drop_tree()
    return content


def root_of(path: Path) -> Any:
    """The root of an XML file, as far as it can be read."""
    return etree.fromstring(path.read_bytes(), etree.XMLParser(recover=True, no_network=True))


def jats_words(path: Path) -> Counter[str]:
    """The words of title, abstract and body."""
    root = root_of(path)
    parts = (element for where in JATS_PARTS for element in root.iterfind(where))
    return Counter(word for element in parts for word in WORD.findall(text_of(element)))


def tei_text(element: Any) -> str:
    """All the text within, blocks set off by blanks; line breaks hold no text."""
    name = element.tag.rpartition("}")[2]
    inner = "".join(tei_text(child) + (child.tail or "") for child in element)
    text = (element.text or "") + inner
    return f" {text} " if name in TEI_BLOCKS else text


def tei_words(path: Path) -> Counter[str]:
    """The words of title, abstract and body, those that a line cut made whole."""
    root = root_of(path)
    body = "{*}text/{*}body" if root.find("{*}text/{*}body") is not None else "{*}text"
    parts = (element for where in (*TEI_PARTS, body) for element in root.iterfind(where))
    return Counter(word for element in parts for word in whole_words(tei_text(element)))


def whole_words(text: str) -> list[str]:
    """The words of a text, those that a line cut made whole."""
    return WORD.findall(text.replace("-", ""))


def page_words(path: Path) -> Counter[str]:
    """The longer words of the article on a web page."""
    return Counter(LETTERS.findall(text_of(article_of(path))))


def tei_headings(path: Path) -> list[str]:
    """The headings of the text, those of figures and back matter aside."""
    heads = root_of(path).xpath(
        "//*[local-name()='head' and ancestor::*[local-name()='text']"
        " and not(ancestor::*[local-name()='figure' or local-name()='back'])]"
    )
    return [tei_text(head) for head in heads]


def jats_headings(path: Path) -> list[str]:
    """The titles of the sections of the body."""
    return [text_of(title) for title in root_of(path).xpath("//body//sec/title")]


def page_headings(path: Path) -> list[str]:
    """The headings of the article on a web page, those of tables and figures aside."""
    titles = [" ".join(text_of(one).split()) for one in article_of(path).xpath(".//h2|.//h3")]
    return [title for title in titles if title and not re.match("Table|Figure", title)]


def share(wanted: Counter[str], found: Counter[str]) -> float:
    """The share of the wanted words that were found."""
    return (wanted & found).total() / wanted.total() if wanted else 1.0
