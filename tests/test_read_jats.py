"""Research articles in JATS XML: sections, lists, quotes, tables, references, damage."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft
from relcode.errors import UnreadableError
from relcode.read.jats import READER

if TYPE_CHECKING:
    from relcode.terms import Block, Draft

DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "JATS.dtd">'
META = """<article-id pub-id-type="doi">10.5555/mill.7</article-id>
<article-id pub-id-type="pmid">900001</article-id>
<title-group><article-title>Sharing a mill</article-title><subtitle>three villages</subtitle>
</title-group><contrib-group>
<contrib contrib-type="author"><name><surname>Ostrava</surname><given-names>Lin</given-names></name>
<xref ref-type="aff" rid="a">1</xref></contrib>
<contrib contrib-type="editor"><name><surname>Unseen</surname></name></contrib>
<contrib contrib-type="author"><collab>The Millers' Circle</collab></contrib></contrib-group>
<pub-date pub-type="ppub"><year>2021</year></pub-date>
<pub-date pub-type="epub"><year>2020</year></pub-date>"""
FIELDS = """<element-citation><person-group><name><surname>Ash</surname>
<given-names>B</given-names></name><etal/></person-group><year>2019</year>
<article-title>Mills.</article-title><source>J Mill</source><volume>3</volume><issue>2</issue>
<fpage>1</fpage><lpage>9</lpage></element-citation>"""
WRITTEN = """<mixed-citation><name><surname>Ash</surname> <given-names>B</given-names></name>
(<year>2019</year>). <italic>Mills</italic>.</mixed-citation>"""
FORMULA = """<inline-formula><alternatives><tex-math>$a$</tex-math><math><mi>a</mi><mo>=</mo>
<mn>2</mn></math></alternatives></inline-formula>"""
BOMB = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)


def article(body: str = "", *, meta: str = META, back: str = "", before: str = "") -> bytes:
    """A JATS article around this body."""
    journal = "<journal-meta><journal-title>Journal of Mills</journal-title></journal-meta>"
    front = f"<front>{journal}<article-meta>{meta}</article-meta></front>"
    whole = f"{before}<article>{front}<body>{body}</body><back>{back}</back></article>"
    return whole.encode()


def read(data: bytes) -> Draft:
    """The draft, which keeps to the contract."""
    draft = READER.read(data, "mill.xml")
    check_draft(draft)
    return draft


def rows(draft: Draft) -> list[tuple[str, int, str]]:
    """Form or note, level and text of each block after the title and the names."""
    return [
        (block.note or block.form, block.level, draft.text[block.start : block.end])
        for block in draft.blocks[1:]
        if block.note != "byline"
    ]


def block_of(draft: Draft, text: str) -> Block:
    """The block that holds the text."""
    place = draft.text.index(text)
    return next(block for block in draft.blocks if block.start <= place < block.end)


def test_variables() -> None:
    """A paper brings its title, authors, earliest year, journal and identifiers."""
    draft = read(article("<p>We met.</p>"))
    assert (draft.kind, draft.title) == ("paper", "Sharing a mill: three villages")
    assert draft.variables == {
        "doi": "10.5555/mill.7",
        "pmid": "900001",
        "year": "2020",
        "authors": "Ostrava, Lin; The Millers' Circle",
        "journal": "Journal of Mills",
    }


def test_sections() -> None:
    """Headings carry the depth of their section; an abstract is a section of its own."""
    meta = META + "<abstract><sec><title>Aim</title><p>To share.</p></sec></abstract>"
    body = (
        "<sec><label>1</label><title>Results</title><p>One.</p>"
        "<sec><title>Trust</title><p>Two.</p></sec></sec><sec><title>Discussion</title></sec>"
    )
    draft = read(article(body, meta=meta))
    assert rows(draft) == [
        ("heading", 1, "Abstract"),
        ("heading", 2, "Aim"),
        ("paragraph", 0, "To share."),
        ("heading", 1, "Results"),
        ("paragraph", 0, "One."),
        ("heading", 2, "Trust"),
        ("paragraph", 0, "Two."),
        ("heading", 1, "Discussion"),
    ]
    assert "1 Results" in draft.text


def test_text_without_sections_is_not_the_abstract() -> None:
    """Text that follows an abstract without a heading gets one."""
    meta = META + "<abstract><p>Short.</p></abstract>"
    found = rows(read(article("<p>Long.</p>", meta=meta)))
    assert found[-2:] == [("heading", 1, "Main text"), ("paragraph", 0, "Long.")]


def test_lists_split_the_paragraph() -> None:
    """A list in a paragraph becomes bullets after their lead-in, by depth, numbers outside."""
    body = (
        "<p>We agreed to: <list><list-item><label>1.</label><p>meet;</p>"
        "<list><list-item><p>weekly;</p></list-item></list></list-item>"
        "<list-item><label>2.</label><p>eat.</p></list-item></list> That was all.</p>"
    )
    draft = read(article(body))
    assert rows(draft) == [
        ("paragraph", 0, "We agreed to:"),
        ("bullet", 1, "meet;"),
        ("bullet", 2, "weekly;"),
        ("bullet", 1, "eat."),
        ("paragraph", 0, "That was all."),
    ]
    assert "2. eat." in draft.text


def test_quotes() -> None:
    """A quotation is told from the authors' words, and its speaker stands outside the text."""
    body = (
        "<p>She said: <disp-quote><p>We came back.</p><attrib>– Baker, 41</attrib></disp-quote></p>"
        "<speech><speaker>Host:</speaker><p>Why then?</p></speech>"
    )
    draft = read(article(body))
    quote, said = block_of(draft, "We came"), block_of(draft, "Why then")
    assert (quote.speaker, quote.role) == ("Baker, 41", "quoted")
    assert (said.speaker, draft.text[said.start : said.end]) == ("Host", "Why then?")
    assert block_of(draft, "She said").role == "author"


def test_floats_wait_for_the_sentence() -> None:
    """A table amid a sentence does not cut it: caption, cells and note follow."""
    body = (
        "<p>As <table-wrap><label>Table 1</label><caption><title>Calls</title></caption><table>"
        "<tr><th>Town</th><th/></tr><tr><td>Fen</td><td>12</td></tr></table>"
        "<table-wrap-foot><p>By phone.</p></table-wrap-foot></table-wrap> shows, we rang.</p>"
    )
    assert rows(read(article(body))) == [
        ("paragraph", 0, "As shows, we rang."),
        ("caption", 0, "Table 1 Calls"),
        ("cell", 0, "Town"),
        ("cell", 0, "Fen"),
        ("cell", 0, "12"),
        ("table note", 0, "By phone."),
    ]


def test_boxes_do_not_end_their_section() -> None:
    """A titled box comes below its section's own text, before the sections within."""
    body = (
        "<sec><title>Work</title><p>Before.</p><boxed-text><caption><title>Key lessons</title>"
        "</caption><p>Start early.</p></boxed-text><p>After.</p>"
        "<sec><title>Costs</title><p>Few.</p></sec></sec>"
    )
    texts = [text for _, _, text in rows(read(article(body)))]
    assert texts == ["Work", "Before.", "After.", "Key lessons", "Start early.", "Costs", "Few."]


def test_back_matter_is_furniture() -> None:
    """Thanks, funding, contributions and references are kept but not for coding."""
    back = (
        "<ack><p>To the baker.</p></ack><notes><sec><title>Authors’ contributions</title>"
        "<p>LO wrote.</p></sec><sec><title>Funding</title><p>None.</p></sec></notes>"
        "<fn-group><fn><label>a</label><p>By hand.</p></fn></fn-group>"
        "<app-group><app><title>Guide</title><p>Ask them.</p></app></app-group>"
    )
    notes = [note for note, _, _ in rows(read(article("<p>Text.</p>", back=back)))]
    assert notes == [
        *("paragraph", "acknowledgement", "heading", "contributions", "heading", "funding"),
        *("footnote", "heading", "paragraph"),
    ]


@pytest.mark.parametrize(
    ("citation", "text"),
    [
        (FIELDS, "Ash, B; et al. 2019. Mills. J Mill. 3(2): 1–9."),
        (WRITTEN, "Ash B (2019). Mills."),
    ],
)
def test_references(citation: str, text: str) -> None:
    """A reference reads as one line, whether marked up as text or as fields."""
    back = f"<ref-list><ref><label>1</label>{citation}</ref></ref-list>"
    draft = read(article("<p>Text.</p>", back=back))
    assert rows(draft)[-1] == ("reference", 0, text)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('trust [<xref ref-type="bibr">4</xref>–<xref>6</xref>].', "trust [4–6]."),
        ('trust.<sup><xref ref-type="bibr">4</xref></sup> Then', "trust.[4] Then"),
        ('trust<xref ref-type="bibr"><sup>4</sup></xref>', "trust[4]"),
        ("10<sup>5</sup> m<sup>2</sup> of H<sub>2</sub>O", "10^5 m2 of H2O"),
        ("a&nbsp;caf&eacute; &amp; <italic>b</italic>ar", "a café & bar"),
        ("one<break/>two<!-- gone -->three", "one twothree"),
        (f"if {FORMULA} then", "if a = 2 then"),
        ("see<fn><p>Note.</p></fn> there", "see there"),
    ],
)
def test_running_text(markup: str, text: str) -> None:
    """Inline elements neither glue words together nor tear them apart."""
    assert rows(read(article(f"<p>{markup}</p>", before=DOCTYPE)))[0] == ("paragraph", 0, text)


def test_bold_paragraph_is_a_heading() -> None:
    """A short paragraph all in bold heads what follows; one with a full stop does not."""
    found = rows(read(article("<p><bold>Theme 1</bold></p><p><bold>We won.</bold></p>")))
    assert found == [("heading", 1, "Theme 1"), ("paragraph", 0, "We won.")]


def test_sub_articles_stand_alone() -> None:
    """A translation has its own top section, and its sections lie below it."""
    sub = (
        "<sub-article><front-stub><title-group><article-title>Un moulin</article-title>"
        "</title-group></front-stub><body><sec><title>But</title><p>Oui.</p></sec></body>"
        "</sub-article></article>"
    )
    data = article("<sec><title>Aim</title><p>Yes.</p></sec>").replace(b"</article>", sub.encode())
    headings = [row for row in rows(read(data)) if row[0] == "heading"]
    assert headings == [("heading", 1, "Aim"), ("heading", 1, "Un moulin"), ("heading", 2, "But")]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (article("<p>open"), "line 10"),
        (b"", "empty"),
        (b"<rss><item>News</item></rss>", "no article"),
        (article(meta=""), "no text"),
        (article("<sec>" * 300 + "</sec>" * 300), "nested"),
        (article("<p>&a9;</p>", before=BOMB + "]>"), "repeats"),
    ],
)
def test_damage_is_told(data: bytes, what: str) -> None:
    """A file that cannot be read gives one sentence, at once, with the line where there is one."""
    start = monotonic()
    with pytest.raises(UnreadableError, match=what) as caught:
        READER.read(data, "mill.xml")
    assert "mill.xml" in str(caught.value)
    assert monotonic() - start < 5.0


def test_harmless_faults_are_repaired_and_told() -> None:
    """Undeclared characters and prefixes are read, and the draft says so."""
    draft = read(article("<p>a&ndash;b <mml:math><mml:mi>x</mml:mi></mml:math></p>"))
    assert rows(draft)[0][2] == "a–b x"
    assert "line" in draft.variables["repaired"]


def test_outside_entities_stay_shut() -> None:
    """An entity that names a file brings nothing in."""
    before = "<!DOCTYPE article [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    assert rows(read(article("<p>a &x; b</p>", before=before)))[0][2] == "a &x; b"


@pytest.mark.parametrize(
    ("data", "suffix", "least", "most"),
    [
        (article(before=DOCTYPE), "", 0.9, 1.0),
        (article(), ".txt", 0.9, 1.0),
        (article().decode().encode("utf-16"), ".xml", 0.9, 1.0),
        (b"<html><body><article><p>Post</p></article></body></html>", ".html", 0.0, 0.0),
        (b"<rss><channel/></rss>", ".xml", 0.0, 0.0),
        (b"An <article about it", ".md", 0.0, 0.0),
    ],
)
def test_claim(data: bytes, suffix: str, least: float, most: float) -> None:
    """Articles are known by content, whatever the file is called."""
    assert least <= READER.claim(data, suffix) <= most


@given(st.lists(st.text("abé <&]", min_size=1), min_size=1, max_size=5))
def test_every_word_is_kept(texts: list[str]) -> None:
    """Whatever the paragraphs hold, their words come back in order."""
    escaped = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts
    )
    body = "".join(f"<p>{text}</p>" for text in escaped)
    draft = read(article(f"<p>Start.</p>{body}"))
    assert (
        " ".join(text for _, _, text in rows(draft)).split() == " ".join(["Start.", *texts]).split()
    )
