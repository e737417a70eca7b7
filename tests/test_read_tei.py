"""Research articles in TEI: headers, sections, lines, lists, figures, references, pages."""

from __future__ import annotations

import pytest

from small_tei import article, headings, printed, read, rows

NAMES = """<author><persName><forename type="first">Lin</forename>
<forename type="middle">A</forename><surname>Ostrava</surname></persName>
<affiliation><orgName>Mill School</orgName><address><settlement>Fen</settlement></address>
</affiliation></author><author><affiliation>Nowhere</affiliation></author>
<author><orgName>The Millers' Circle</orgName></author>"""
SOURCE = f"""<biblStruct><analytic>{NAMES}<title level="a" type="main">Sharing a mill</title>
<title type="sub">three villages</title></analytic><monogr>
<title level="j" type="main">Journal of Mills</title><title level="j" type="abbrev">J Mill</title>
<imprint><biblScope unit="volume">3</biblScope><date type="published" when="2020-05">May 2020</date>
</imprint></monogr><idno type="DOI">https://doi.org/10.5555/mill.7</idno>
<idno type="PMID">900001</idno><idno type="MD5">AB12</idno></biblStruct>"""
ABSTRACT = "<abstract><div><p>We shared.</p></div></abstract>"
CITED = """<biblStruct xml:id="b0" coords="9,1,1,1,1"><analytic><title level="a">Mills.</title>
<author><persName><forename>B</forename><surname>Ash</surname></persName></author></analytic>
<monogr><title level="j">J Mill</title><imprint><biblScope unit="volume">3</biblScope>
<biblScope unit="issue">2</biblScope><biblScope unit="page" from="1" to="9"/>
<date when="2019-01">2019. 2019</date></imprint></monogr></biblStruct>"""
PRINTED = """<biblStruct><monogr><title>Mills</title></monogr>
<note type="raw_reference">Ash B (2019). Mills.</note></biblStruct>"""


def divisions(*heads: str) -> bytes:
    """An article of sections with these headings, all of one rank."""
    return article("".join(f"<div>{head}<p>Text.</p></div>" for head in heads))


def test_variables() -> None:
    """A paper brings its title, authors, year, journal and identifiers from the header."""
    draft = read(article("<p>We met.</p>", source=SOURCE))
    assert (draft.kind, draft.title) == ("paper", "Sharing a mill: three villages")
    assert draft.language == "en"
    assert draft.variables == {
        "doi": "10.5555/mill.7",
        "pmid": "900001",
        "year": "2020",
        "authors": "Ostrava, Lin A; The Millers' Circle",
        "journal": "Journal of Mills",
    }


def test_header_is_laid_out() -> None:
    """Names and keywords are furniture; the abstract is a section, and so is bare text after it."""
    keywords = "<textClass><keywords><term>mills</term><term>trust</term></keywords></textClass>"
    draft = read(article("<p>Long.</p>", source=SOURCE, profile=keywords + ABSTRACT))
    assert rows(draft) == [
        ("heading", 1, "Sharing a mill: three villages"),
        ("byline", 0, "Ostrava, Lin A; The Millers' Circle"),
        ("byline", 0, "Mill School, Fen"),
        ("byline", 0, "Nowhere"),
        ("keywords", 0, "mills; trust"),
        ("heading", 1, "Abstract"),
        ("paragraph", 0, "We shared."),
        ("heading", 1, "Main text"),
        ("paragraph", 0, "Long."),
    ]


def test_header_of_a_book() -> None:
    """An edition without fields brings the author as written and the year of its source."""
    header = (
        "<titleStmt><title>On mills</title><author>Lin Ostrava</author></titleStmt>"
        "<publicationStmt><date>2004</date></publicationStmt><sourceDesc><biblStruct><monogr>"
        "<imprint><date>printed 1871</date></imprint></monogr></biblStruct></sourceDesc>"
    )
    data = f"<TEI><teiHeader><fileDesc>{header}</fileDesc></teiHeader><text><body><p>So.</p></body>"
    draft = read(f"{data}</text></TEI>".encode())
    assert draft.title == "On mills"
    assert draft.variables == {"authors": "Lin Ostrava", "year": "1871"}


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        (['<head n="1">Aims</head>', '<head n="1.2">Why</head>', '<head n="2.">Then</head>'], 121),
        (["<head>1. Aims</head>", "<head>1.1 Why</head>", "<head>Who</head>"], 123),
        (['<head n="I.">Aim</head>', '<head n="A.">Why</head>', '<head n="II.">End</head>'], 121),
        (["<head>Background</head>", "<head>The mill</head>", "<head>The weir</head>"], 111),
        (["<head>Methods</head>", "<head>The mill</head>", "<head>Results</head>"], 121),
        (["<head>RESULTS</head>", "<head>Trust</head>", "<head>THE WEIR</head>"], 121),
        (["<head>Results</head>", "<head>Trust</head>", "<head>Funding</head>"], 121),
        (["<head>Aims<head/></head><div><head>Why</head></div>", "<head>Results</head>"], 121),
        (['<head level="1">Aims</head>', '<head level="2">Why</head>'], 12),
    ],
)
def test_levels_of_headings(heads: list[str], levels: int) -> None:
    """Nesting tells the level of a heading, else its number, else the usual titles of a paper."""
    found = headings(read(divisions(*heads)))
    assert int("".join(str(level) for level, _ in found)) == levels


def test_number_stands_before_the_heading() -> None:
    """The number of a section is laid out outside its heading."""
    draft = read(divisions('<head n="1">Aims</head>', '<head n="2">Ways</head>'))
    assert "1 Aims" in draft.text
    assert headings(draft) == [(1, "Aims"), (1, "Ways")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a part-<lb/>nership of<lb/> mills<lb/>", "a partnership of mills"),
        ("long-term aims, long-<lb/>term views", "long-term aims, long-term views"),
        ("Ash-<lb/>Bell and 3-<lb/>4", "Ash-Bell and 3- 4"),
        ('the vil<lb break="no"/>lage, the\n<pb n="2"/>town', "the village, the town"),
        (
            'trust <ref type="biblio">[4]</ref>, bread<ref type="bibr">5</ref>.',
            "trust [4], bread[5].",
        ),
        ('as Fig<ref type="figure">2</ref> shows', "as Fig2 shows"),
        ('10<hi rend="superscript">5</hi> of H<hi rend="sub">2</hi>O', "10^5 of H2O"),
        ("<s>One.</s><s>Two.</s>", "One. Two."),
        ("if <formula>a = 2</formula> then", "if a = 2 then"),
        ("a <choice><sic>mlil</sic><corr>mill</corr></choice> &amp; w<gap/>eir", "a mill & weir"),
    ],
)
def test_running_text(text: str, found: str) -> None:
    """Line ends and inline elements neither glue words together nor tear them apart."""
    assert rows(read(printed(f"<p>{text}</p>"))) == [("paragraph", 0, found)]


def test_cut_paragraphs_become_whole() -> None:
    """A sentence that a figure, formula or page cuts in two is one; others stay apart."""
    text = (
        "<head>Results</head><p>The mill was<lb/></p><figure>Fig. 1. The mill.</figure>"
        "<p>shared by</p><formula>a = b</formula><p>where a is trust.</p><p>small letters begin,"
        "</p><p>Ash says.</p><head>Next</head><p>and so on</p>"
    )
    assert rows(read(printed(text))) == [
        ("heading", 1, "Results"),
        ("paragraph", 0, "The mill was shared by a = b where a is trust."),
        ("caption", 0, "Fig. 1. The mill."),
        ("paragraph", 0, "small letters begin, Ash says."),
        ("heading", 2, "Next"),
        ("paragraph", 0, "and so on"),
    ]


def test_lists() -> None:
    """Items are bullets by depth with their numbers outside, also where no list holds them."""
    text = (
        "<p>We agreed to: <list><head>Rules</head><item>meet; <list>"
        "<label>i</label><item>weekly;</item></list>"
        "</item></list></p><item>2) eat;</item><item>•<lb/> sleep.</item>"
    )
    draft = read(printed(text))
    assert rows(draft) == [
        ("paragraph", 0, "We agreed to:"),
        ("paragraph", 0, "Rules"),
        ("bullet", 1, "meet;"),
        ("bullet", 2, "weekly;"),
        ("bullet", 1, "eat;"),
        ("bullet", 1, "sleep."),
    ]
    assert all(label in draft.text for label in ("i weekly", "2) eat", "• sleep"))


def test_figures_tables_and_notes() -> None:
    """Captions, cells and notes stand apart from the text that they interrupt."""
    body = (
        '<p>We rang<note place="foot" n="1"><p>By phone.</p></note> them.</p><figure type="table">'
        "<head>Table 1 .</head><label>1</label><figDesc>Table 1. Calls</figDesc><table><row>"
        "<cell>Town</cell><cell/></row><row><cell>Fen</cell><cell>12</cell></row></table>"
        '<note>In May.</note></figure><fw>J Mill</fw><note place="headnote">Mills</note>'
    )
    assert rows(read(article(body))) == [
        ("paragraph", 0, "We rang them."),
        ("footnote", 0, "By phone."),
        ("caption", 0, "Table 1. Calls"),
        ("cell", 0, "Town"),
        ("cell", 0, "Fen"),
        ("cell", 0, "12"),
        ("table note", 0, "In May."),
        ("page header", 0, "J Mill"),
        ("page header", 0, "Mills"),
    ]


def test_quotes() -> None:
    """A quotation is told from the authors' words, and its speaker stands outside the text."""
    body = (
        "<cit><quote>We came back.</quote><bibl>(Baker, 41)</bibl></cit><p>So <q>she</q> said.</p>"
    )
    draft = read(article(body))
    first, second = draft.blocks
    assert (first.speaker, first.role, second.role) == ("Baker, 41", "quoted", "author")
    assert [text for _, _, text in rows(draft)] == ["We came back.", "So she said."]


def test_back_matter() -> None:
    """What follows an article is furniture with its reason; an annex is text."""
    back = (
        '<div type="acknowledgement"><div><head>Thanks to</head><p>The baker.</p></div></div>'
        '<div type="annex"><div><head>Declaration of conflicting interests</head><p>None.</p></div>'
        "<div><head>Guide</head><p>Ask them.</p></div></div>"
        f'<div type="references"><listBibl>{CITED}{PRINTED}<bibl>Ash, Weirs.</bibl></listBibl>'
        "</div>"
    )
    found = rows(read(article("<div><head>Discussion</head><p>Text.</p></div>", back=back)))
    assert [(form, text) for form, _, text in found[2:] if form != "heading"] == [
        ("acknowledgement", "The baker."),
        ("interests", "None."),
        ("paragraph", "Ask them."),
        ("reference", "Ash, B. 2019. Mills. J Mill. 3(2): 1–9."),
        ("reference", "Ash B (2019). Mills."),
        ("reference", "Ash, Weirs."),
    ]
    assert {level for form, level, _ in found if form == "heading"} == {1}


def test_pages() -> None:
    """A block is on the page where it begins, by page breaks or by places in the PDF."""
    broken = read(article('<pb n="7"/><p>One <pb/>two.</p><p>Three.</p><pb n="x"/><p>Four.</p>'))
    assert [block.page for block in broken.blocks] == [7, 8, 9]
    body = (
        '<div><head>Aim</head><p><s coords="2,1,1,1,1;3,1,1,1,1">One.</s></p>'
        '<figure coords="5,1,1,1,1"><figDesc>Mill.</figDesc></figure><p>Two '
        '<ref coords="3,1,1,1,1">(4)</ref>.</p></div>'
    )
    placed = read(article(body, back=f"<listBibl>{CITED}</listBibl>"))
    assert [block.page for block in placed.blocks] == [2, 2, 5, 3, 9]
    assert [block.page for block in read(article("<p>One.</p>")).blocks] == [None]


def test_corpus() -> None:
    """Of several texts in a file the first is the paper; the others have their sections below."""
    one = article("<div><head>Aim</head><p>One.</p></div>", source=SOURCE).decode()
    draft = read(f"<teiCorpus>{one}{one}</teiCorpus>".encode())
    assert [level for level, _ in headings(draft)] == [1, 1, 1, 2]
