"""How much of real articles comes through: words, headings, tables, references, gold units."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree, html

from conftest import SHARED
from contracts import check_draft
from relcode.errors import UnreadableError
from relcode.read import html as html_reader
from relcode.read import jats

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Draft

WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]{3,}")
JATS = sorted((SHARED / "data" / "jats").glob("*.xml"))
BARE = sorted((SHARED / "data" / "jats" / "no_sec").glob("*.xml"))
BROKEN = sorted((SHARED / "data" / "jats" / "not_wellformed").glob("*.xml"))
PAGES = sorted((SHARED / "data" / "pcd_html").glob("*.htm"))
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
GOLD = {
    "PMC5751778": "jats/PMC5751778.xml",
    "pcd-23_0420": "pcd_html/23_0420.htm",
    "pcd-24_0183": "pcd_html/24_0183.htm",
    "pcd-23_0211": "pcd_html/23_0211.htm",
}


def text_of(element: Any) -> str:
    """All the text within, blocks set off by blanks."""
    name = element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
    if not name or name in NO_TEXT:
        return " "
    inner = "".join(text_of(child) + (child.tail or "") for child in element)
    text = (element.text or "") + inner
    return text if name in INLINE else f" {text} "


def share(wanted: Counter[str], found: Counter[str]) -> float:
    """The share of the wanted words that were found."""
    return (wanted & found).total() / wanted.total() if wanted else 1.0


def words(
    draft: Draft, pattern: re.Pattern[str], *, form: str = "", notes: str = ""
) -> Counter[str]:
    """The words of the blocks: all but navigation, or those of a form, or those of a note."""
    return Counter(
        word
        for block in draft.blocks
        if (not form or block.form == form) and (block.note == notes if notes else True)
        if notes or block.note not in {"navigation", "sidebar"}
        for word in pattern.findall(draft.text[block.start : block.end])
    )


def read_jats(path: Path) -> Draft:
    """The article, which keeps to the contract."""
    draft = jats.READER.read(path.read_bytes(), path.name)
    check_draft(draft)
    return draft


@pytest.mark.parametrize("path", JATS + BARE, ids=lambda path: path.stem)
def test_words_of_articles(path: Path) -> None:
    """Of the words of title, abstract and body at least 99 % are in the blocks of the draft."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    wanted: Counter[str] = Counter()
    for where in (".//title-group/article-title", ".//abstract", ".//body"):
        for element in root.iterfind(where):
            wanted.update(WORD.findall(text_of(element)))
    assert share(wanted, words(read_jats(path), WORD)) >= 0.99


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_articles(path: Path) -> None:
    """A file that is not well-formed gives its line, unless all it lacks is a declaration."""
    if path.stem in {"FeaturesResearch", "texture_fig"}:
        with pytest.raises(UnreadableError, match=r"line \d+"):
            read_jats(path)
    else:
        told = read_jats(path).variables["repaired"]
        assert re.search(r"prefix (mml|xlink) .*line \d+", told)


def article_of(path: Path) -> Any:
    """The part of the page that holds the article, without what is hidden or leads elsewhere."""
    page = html.fromstring(path.read_bytes().decode())
    (content,) = page.xpath('//main//div[contains(concat(" ", @class, " "), " content ")]')
    away = ("tp-on-this-page", "tp-related-pages", "title-bar", "sr-only")
    hidden = "|".join(f'.//*[contains(@class, "{name}")]' for name in away)
    for element in content.xpath(f'.//script|.//svg|.//nav|.//p[@class="float-right"]|{hidden}'):
        element.drop_tree()
    return content


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    """Of a page's article all headings and 99 % of words, cells and references come through."""
    article = article_of(path)
    draft = html_reader.READER.read(path.read_bytes(), path.name)
    check_draft(draft)
    wanted = Counter(LETTERS.findall(text_of(article)))
    found = words(draft, LETTERS)
    assert share(wanted, found) >= 0.99
    assert share(found, wanted) >= 0.95
    cells = [LETTERS.findall(text_of(cell)) for cell in article.xpath(".//td|.//th")]
    assert (
        share(Counter(word for cell in cells for word in cell), words(draft, LETTERS, form="cell"))
        >= 0.99
    )
    listed = article.xpath('.//h2[contains(., "References")]/following-sibling::ol[1]')
    cited = Counter(LETTERS.findall(" ".join(map(text_of, listed))))
    assert share(cited, words(draft, LETTERS, notes="reference")) >= 0.99
    shown = {draft.text[b.start : b.end] for b in draft.blocks if b.form == "heading"}
    titles = {" ".join(text_of(one).split()) for one in article.xpath(".//h2|.//h3")} - {""}
    assert not {title for title in titles - shown if not re.match("Table|Figure", title)}


@pytest.mark.parametrize("document", GOLD)
def test_gold_units(shared: Path, document: str) -> None:
    """At least 99 % of the units of the gold coding stand within one block that can be coded."""
    path = shared / "data" / GOLD[document]
    reader = jats.READER if path.suffix == ".xml" else html_reader.READER
    draft = reader.read(path.read_bytes(), path.name)
    lines = (
        (shared / "data" / "gold" / f"{document}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    units = [" ".join(json.loads(line)["text"].split()) for line in lines]
    texts = [draft.text[b.start : b.end] for b in draft.blocks if b.form != "furniture"]
    found = [unit for unit in units if any(unit in text for text in texts)]
    assert len(found) >= 0.99 * len(units)
