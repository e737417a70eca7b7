"""How much of real articles in TEI comes through, and what becomes of damaged ones."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED
from own_text import root_of, share, tei_headings, tei_text, tei_words, whole_words
from relcode.errors import UnreadableError
from relcode.read.tei import READER
from small_tei import article, headings, printed, read, rows

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Draft

FILES = sorted((SHARED / "data" / "tei").glob("*.xml"))
SERVED = "WagnerLukyanenkoParEtAl2022.tei.xml"
BOMB = "<!DOCTYPE TEI [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)


def real(path: Path) -> Draft:
    """The draft of a file, which keeps to the contract."""
    return read(path.read_bytes())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:20])
def test_words_of_articles(path: Path) -> None:
    """Of the words of title, abstract and body at least 99 % are in the blocks of the draft."""
    found = Counter(word for _, _, text in rows(real(path)) for word in whole_words(text))
    assert share(tei_words(path), found) >= 0.99


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:20])
def test_headings_of_articles(path: Path) -> None:
    """Every heading of a body is a heading of the draft, in order; those of figures are not."""
    wanted = ["".join(whole_words(text)) for text in tei_headings(path)]
    found = ["".join(whole_words(text)) for _, text in headings(real(path))]
    assert [text for text in found if text in wanted] == wanted


def test_article_as_served(shared: Path) -> None:
    """What the service made of a PDF has its header, sections, references and back matter."""
    path = shared / "data" / "tei" / SERVED
    draft, root = real(path), root_of(path)
    assert draft.title == root.findtext(".//{*}titleStmt/{*}title")
    assert draft.variables["doi"] == root.findtext(".//{*}idno[@type='DOI']")
    assert len(draft.variables["authors"].split("; ")) == 4
    notes = Counter(form for form, _, _ in rows(draft))
    assert notes["reference"] == len(root.findall(".//{*}listBibl/{*}biblStruct"))
    assert notes["cell"] == sum(bool(tei_text(cell).strip()) for cell in root.iter("{*}cell"))
    assert notes["funding"] == notes["interests"] == 1
    assert "Abstract" in [title for _, title in headings(draft)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:20])
def test_truncated_articles(path: Path) -> None:
    """A file that breaks off is named as broken, with its line, also where a name is bad too."""
    data = path.read_bytes()
    with pytest.raises(UnreadableError, match=r"broken: (?!xml:id).*line \d+"):
        READER.read(data[: len(data) * 2 // 3], path.name)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (article("<p>open"), "line 1"),
        (printed("<p>One.</p>")[:-20], "tag"),
        (b"<TEI><teiHeader/></TEI>", "no TEI text"),
        (article(), "no text"),
        (article("<u who='#a'>Hello.</u>"), "transcript of speech"),
        (article("<div>" * 300 + "</div>" * 300), "nested"),
        (f"{BOMB}]>".encode() + article("<p>&a9;</p>"), "repeats"),
    ],
)
def test_damage_is_told(data: bytes, what: str) -> None:
    """A file that cannot be read gives one sentence, at once, with the line where there is one."""
    start = monotonic()
    with pytest.raises(UnreadableError, match=what) as caught:
        READER.read(data, "mill.tei.xml")
    assert "mill.tei.xml" in str(caught.value)
    assert monotonic() - start < 5.0


def test_outside_entities_stay_shut() -> None:
    """An entity that names a file brings nothing in."""
    before = b"<!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    assert rows(read(before + article("<p>a &x; b</p>"))) == [("paragraph", 0, "a &x; b")]


def test_names_of_elements_are_passed_over() -> None:
    """An element's name that is no name, or is given twice, does no harm, and the draft says so."""
    body = '<p xml:id="a">One.</p><p xml:id="a">Two.</p>'
    assert "line 1" in read(article(body)).variables["repaired"]
    assert "NCName" in read(printed("<p>One.</p>")).variables["repaired"]


def test_long_texts_take_no_longer() -> None:
    """One line of a million letters, or with a hundred thousand breaks, is read at once."""
    start = monotonic()
    read(printed("<p>" + "a" * 1_000_000 + "</p>"))
    read(printed("<p>" + "word-<lb/>wise " * 100_000 + "</p>"))
    read(article("<pb/><p>one</p>" * 20_000))
    read(article(f"<div>{'<p>one.</p>' * 20_000}{'<head>Two</head>' * 20_000}</div>"))
    assert monotonic() - start < 20.0


@pytest.mark.parametrize(
    ("data", "suffix", "least", "most"),
    [
        (article(), ".txt", 0.9, 1.0),
        (printed(""), ".xml", 0.9, 1.0),
        (article().decode().encode("utf-16"), ".xml", 0.9, 1.0),
        (b"<html><body><tei>Post</tei><text></body></html>", ".html", 0.0, 0.0),
        (b"<article><body><p>In TEI</p></body></article>", ".xml", 0.0, 0.0),
        (b"A <TEI as", ".md", 0.0, 0.0),
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
    draft = read(article("<p>Start.</p>" + "".join(f"<p>{text}</p>" for text in escaped)))
    assert " ".join(text for _, _, text in rows(draft)).split() == [
        *("Start.", *" ".join(texts).split())
    ]
