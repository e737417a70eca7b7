"""How much of real articles comes through: words, headings, tables, references, gold units."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from conftest import SHARED
from contracts import check_draft
from own_text import (
    LETTERS,
    WORD,
    article_of,
    jats_words,
    page_headings,
    page_words,
    share,
    text_of,
)
from relcode.errors import UnreadableError
from relcode.read import html as html_reader
from relcode.read import jats

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Draft

JATS = sorted((SHARED / "data" / "jats").glob("*.xml"))
BARE = sorted((SHARED / "data" / "jats" / "no_sec").glob("*.xml"))
BROKEN = sorted((SHARED / "data" / "jats" / "not_wellformed").glob("*.xml"))
PAGES = sorted((SHARED / "data" / "pcd_html").glob("*.htm"))
GOLD = {
    "PMC5751778": "jats/PMC5751778.xml",
    "pcd-23_0420": "pcd_html/23_0420.htm",
    "pcd-24_0183": "pcd_html/24_0183.htm",
    "pcd-23_0211": "pcd_html/23_0211.htm",
}


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
    assert share(jats_words(path), words(read_jats(path), WORD)) >= 0.99


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_articles(path: Path) -> None:
    """A file that is not well-formed gives its line, unless all it lacks is a declaration."""
    if path.stem in {"FeaturesResearch", "texture_fig"}:
        with pytest.raises(UnreadableError, match=r"line \d+"):
            read_jats(path)
    else:
        told = read_jats(path).variables["repaired"]
        assert re.search(r"prefix (mml|xlink) .*line \d+", told)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    """Of a page's article all headings and 99 % of words, cells and references come through."""
    article = article_of(path)
    draft = html_reader.READER.read(path.read_bytes(), path.name)
    check_draft(draft)
    wanted = page_words(path)
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
    assert set(page_headings(path)) <= shown


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
