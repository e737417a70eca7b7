"""Web pages: the article and its parts, the furniture around it, pages of every make."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft
from relcode.errors import UnreadableError
from relcode.read.assemble import assembled
from relcode.read.html import READER

if TYPE_CHECKING:
    from relcode.terms import Draft

LONG = "The ferrymen and the school met every month and settled who would carry what. " * 3
BLOG = f"""<!doctype html><html lang=en-GB><head><title>Slow boats | River Notes</title>
<meta property="og:title" content="Slow boats"><meta name=author content="Ida Marsh">
<meta property="article:published_time" content="2021-02-03"></head>
<body class="single has-sidebar"><a class=skip-link href=#c>Skip to content</a>
<header class=site-header><h1>River Notes</h1><nav><ul><li><a href=/>Home</a></ul></nav></header>
<main><article class=post><header><h2>Slow boats</h2>
<div class=entry-meta>By <a rel=author href=x>Ida Marsh</a> on <time>3 Feb 2021</time></div>
</header>
<div class=entry-content><p>{LONG}</p><h3>What we learned</h3><p>We learned to:</p>
<ul><li>listen;<li>wait<ul><li>for years</ul></ul>
<blockquote><p>They came back.</p><footer>A teacher</footer></blockquote>
<figure><img alt=boat><figcaption>Our boat</figcaption></figure>
<div class=sharedaddy><h3>Share this:</h3><ul><li><a href=x>Post</a></ul></div>
<h4>References</h4><ol><li>Marsh I. Boats. 2019.</ol></div></article>
<div class=author-box>
<p>Ida Marsh is a ferry pilot who writes about the river and its people.</p></div></main>
<aside class=sidebar><h2>Recent posts</h2><p>{LONG[:78]}</p></aside>
<div id=cookie-notice><p>We use cookies to make these pages better for all who visit them.</p></div>
<script>var x = "never text";</script><p hidden>Never shown.</p><footer>River Notes</footer>
</body></html>"""


def read(page: str | bytes) -> Draft:
    """The draft, which keeps to the contract."""
    draft = READER.read(page.encode() if isinstance(page, str) else page, "page.html")
    check_draft(draft)
    return draft


def rows(page: str | bytes) -> list[tuple[str, int, str]]:
    """Form or note, level and text of each block."""
    draft = read(page)
    return [
        (block.note or block.form, block.level, draft.text[block.start : block.end])
        for block in draft.blocks
    ]


def test_all_authors_of_a_byline() -> None:
    """A journal tells programs the first author and readers all of them: all are told."""
    names = "Ida Marsh, PhD<sup>1</sup>; Bo van der Lind, MD[a]; and Ana Ruiz-Mora (<a>Where</a>)"
    page = (
        '<!doctype html><title>Slow boats</title><meta name="citation_author" content="Ida Marsh">'
        f"<main><h1>Slow boats</h1><h4>{names}</h4><p>{LONG}</p>"
        f"<p>Ida Marsh; Nobody Else: they are thanked here. {LONG}</p></main>"
    )
    assert read(page).variables["authors"] == "Ida Marsh; Bo van der Lind; Ana Ruiz-Mora"
    alone = page.replace(names, "Ida Marsh, PhD")
    assert read(alone).variables["authors"] == "Ida Marsh"


def test_blog_post() -> None:
    """Of a blog page the post is text, by its parts; all else is kept as furniture, with why."""
    assert rows(BLOG) == [
        ("navigation", 0, "Skip to content"),
        ("navigation", 0, "River Notes"),
        ("navigation", 0, "Home"),
        ("heading", 1, "Slow boats"),
        ("byline", 0, "By Ida Marsh on 3 Feb 2021"),
        ("paragraph", 0, LONG.strip()),
        ("heading", 1, "What we learned"),
        ("paragraph", 0, "We learned to:"),
        ("bullet", 1, "listen;"),
        ("bullet", 1, "wait"),
        ("bullet", 2, "for years"),
        ("paragraph", 0, "They came back."),
        ("attribution", 0, "A teacher"),
        ("caption", 0, "Our boat"),
        ("navigation", 0, "Share this:"),
        ("navigation", 0, "Post"),
        ("heading", 2, "References"),
        ("reference", 0, "Marsh I. Boats. 2019."),
        ("biography", 0, "Ida Marsh is a ferry pilot who writes about the river and its people."),
        ("sidebar", 0, "Recent posts"),
        ("sidebar", 0, LONG[:78].strip()),
        ("navigation", 0, "We use cookies to make these pages better for all who visit them."),
        ("navigation", 0, "River Notes"),
    ]


def test_what_a_page_says_of_itself() -> None:
    """Title, author, date and language come from the head, the title as the page shows it."""
    draft = read(BLOG)
    assert (draft.kind, draft.title, draft.language) == ("web", "Slow boats", "en")
    assert draft.variables == {"authors": "Ida Marsh", "date": "2021-02-03"}
    quoted = next(block for block in draft.blocks if block.role == "quoted")
    assert draft.text[quoted.start : quoted.end] == "They came back."


def test_paper_page() -> None:
    """A page that names its journal is a paper."""
    head = '<meta name="citation_journal_title" content="J Mill"><meta name=citation_doi content=1>'
    draft = read(f"<head>{head}</head><h1>Mills</h1><p>{LONG}</p>")
    assert (draft.kind, draft.variables) == ("paper", {"journal": "J Mill", "doi": "1"})


def test_old_page() -> None:
    """Tables that only lay the page out leave paragraphs, points and headings, no cells."""
    page = f"""<TABLE><TR><TD COLSPAN=2><B>The Delta Page</B></TR><TR><TD><A HREF=a>Home</A><BR>
    <A HREF=b>Staff</A><TD><TABLE><TR><TD><H2>Field notes</H2><P>{LONG}<UL><LI>first<LI>second</UL>
    {LONG}<BR><BR>{LONG}</TABLE></TABLE><FONT SIZE=1>Copyright 1998 Delta</FONT>"""
    assert [(note, level) for note, level, _ in rows(page)] == [
        ("paragraph", 0),
        ("navigation", 0),
        ("heading", 1),
        ("paragraph", 0),
        ("bullet", 1),
        ("bullet", 1),
        ("paragraph", 0),
        ("paragraph", 0),
        ("publisher", 0),
    ]


def test_xhtml() -> None:
    """Elements closed in themselves do not swallow the page, and named characters are read."""
    page = """<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"
    lang="de"><head><title/><script src="x.js"/></head><body><a name="top"/><p>Ein&nbsp;Satz
    &uuml;ber alles.<br/>Noch einer.</p></body></html>"""
    assert [text for _, _, text in rows(page)] == ["Ein Satz über alles.", "Noch einer."]


TALK = [
    ("Host", "How did you begin the crossing?"),
    ("Vera", "With one boat, and no idea of the tide."),
    ("Host", "And who paid for the boat then?"),
    ("Vera", "Nobody did. It was lent to us for a year."),
    ("Host", "Did you ever give it back to them?"),
    ("Vera", "We gave them a better one, in the end."),
]
HEADER = "<tr><th>Time<th>Speaker<th>Text</tr>"


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<p><b>{name}:</b> {text}</p>" for name, text in TALK),
        "".join(f"<p><strong>{name}</strong> {text}</p>" for name, text in TALK),
        "<p>" + "<br>".join(f"{name}: {text}" for name, text in TALK) + "</p>",
        f"<dl>{''.join(f'<dt>{name}</dt><dd>{text}</dd>' for name, text in TALK)}</dl>",
        f"<table>{HEADER}{''.join(f'<tr><td>0:01<td>{n}<td>{t}' for n, t in TALK)}</table>",
    ],
    ids=["bold and colon", "bold alone", "line breaks", "terms", "table"],
)
def test_transcripts(page: str) -> None:
    """A transcript's turns are found in every way that pages set them out."""
    source = assembled(read(f"<html><body>{page}</body></html>"), "talk.html")
    said = [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]
    assert said == TALK
    assert source.kind == "interview"


def test_table_of_data() -> None:
    """A table's cells are cells, its title furniture, and empty cells nothing."""
    page = "<table><caption>Tolls</caption><tr><th>Year<th>Fee<tr><td>1<td>2<tr><td>3<td></table>"
    assert rows(page) == [
        ("caption", 0, "Tolls"),
        *(("cell", 0, text) for text in ("Year", "Fee", "1", "2", "3")),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("trust.<sup>4,5</sup> Then<sup>a</sup>", "trust.[4,5] Then[a]"),
        ('see<sup><a href="#r1">1</a></sup> 10<sup>5</sup> m<sup>2</sup>', "see[1] 10^5 m2"),
        ("Mai<b>n</b>land\nand\n<i>isles</i>", "Mainland and isles"),
        ("She said <q>no</q> &amp; left", "She said “no” & left"),
        ("one<br>line here", "one line here"),
        ("for <span class=sr-only>screen readers</span> all", "for all"),
    ],
)
def test_running_text(markup: str, text: str) -> None:
    """Inline elements neither glue words together nor tear them apart."""
    assert rows(f"<p>{markup}</p>") == [("paragraph", 0, text)]


def test_points_typed_by_hand() -> None:
    """A bullet sign at the start of a paragraph, as word processors export it, makes a point."""
    page = "<p>We will:</p><p><span>·&nbsp;&nbsp; </span>meet</p><p>• eat • sleep</p>"
    assert [(form, level, text) for form, level, text in rows(page)] == [
        ("paragraph", 0, "We will:"),
        ("bullet", 1, "meet"),
        ("bullet", 1, "eat"),
        ("bullet", 1, "sleep"),
    ]


def test_headings_in_bold() -> None:
    """A short bold paragraph is a heading; one that comes again and again is a label."""
    page = f"<h2>Work</h2><p><b>Trust</b></p><p>{LONG}</p>" + "<p><b>Vera</b></p><p>Yes.</p>" * 3
    assert [row for row in rows(page) if row[0] == "heading"] == [
        ("heading", 1, "Work"),
        ("heading", 2, "Trust"),
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="iso-8859-1"><p>Café “naïve”</p>'.encode("cp1252"), "Café “naïve”"),
        ('<meta charset="iso-8859-1"><p>Café</p>'.encode(), "Café"),
        ('<meta http-equiv=x content="text/html; charset=koi8-r"><p>Да</p>'.encode("koi8-r"), "Да"),
        ("<p>Café</p>".encode("utf-16"), "Café"),
        ("<p>Café und Brötchen für alle, die müde sind</p>".encode("latin-1"), "Café und"),
        (b'<meta charset="no-such-thing"><p>Plain</p>', "Plain"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    """Characters are right whether the encoding is declared, declared wrongly, or not at all."""
    assert rows(data)[0][2].startswith(text)


@pytest.mark.parametrize("page", ["", "<script>x</script>", "<body><p hidden>x</p>", "<!-- x -->"])
def test_page_without_text(page: str) -> None:
    """A page without text is refused with advice."""
    with pytest.raises(UnreadableError, match=r"page\.html: the page holds no text; .*browser"):
        READER.read(page.encode(), "page.html")


@pytest.mark.parametrize(
    ("data", "suffix", "least", "most"),
    [
        (b"\xef\xbb\xbf<!-- x --><!DOCTYPE html><p>Hi", "", 0.9, 1.0),
        (BLOG.encode(), ".txt", 0.9, 1.0),
        ("<html><p>Hi".encode("utf-16"), "", 0.9, 1.0),
        (b"<p>Only a piece</p>", ".html", 0.8, 1.0),
        (b"<p>Only a piece</p>", "", 0.5, 0.7),
        (b"Use <html> and <p> with care", ".md", 0.0, 0.0),
        (b"<article><front/></article>", ".xml", 0.0, 0.7),
        (b"I: Hello\nR: <laughs>", ".txt", 0.0, 0.0),
    ],
)
def test_claim(data: bytes, suffix: str, least: float, most: float) -> None:
    """Pages are known by how they begin; text that speaks of markup is left to others."""
    assert least <= READER.claim(data, suffix) <= most


@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "word " * 4_000_000,
        "<p>" + "w" * 20_000_000,
        "<" * 5_000_000 + "p>text",
        "<div>" * 5_000 + "text",
        "<table><tr><td>text " * 1_000,
        "<meta " * 100_000 + "><p>text",
    ],
    ids=["one line", "one word", "brackets", "deep", "tables", "metas"],
)
def test_huge_and_hostile(page: str) -> None:
    """A page of 20 MB in one line, or nested without end, is read."""
    assert read(page).blocks


NAMES = [
    *("p", "div", "li", "ul", "table", "tr", "td", "th", "h1", "h4", "blockquote", "sup", "a", "b"),
    *("q", "dl", "dt", "dd", "pre", "br", "main", "article", "header", "nav", "aside", "form"),
    *("script", "style", "svg", "select", "template", "frameset", "body", "html", "plaintext"),
]
TAGS = st.sampled_from(NAMES)
PIECES = st.one_of(
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    st.sampled_from(
        ["<p class=comment>", "<div class=comment>", "<i class=author>", "&#0;", "&x;"]
    ),
    st.text(max_size=8),
)


@given(st.lists(PIECES, max_size=40))
def test_any_markup_is_read(pieces: list[str]) -> None:
    """However broken, a page is read, or refused for want of text."""
    with suppress(UnreadableError):
        read("".join(pieces).encode("utf-8", "surrogatepass"))
