"""RTF: code pages, styles, lists, tables, boxes and notes; what is not shown is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft, texts
from relcode.read.normalise import one_line
from relcode.read.rtf import READER

if TYPE_CHECKING:
    from relcode.terms import Draft


def read(body: bytes) -> Draft:
    """The draft of a document with this body, checked against the contract."""
    data = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}"
    data += rb"{\f2\fcharset128 Mincho;}}" + body + b"}"
    assert READER.claim(data, "") == 1.0
    draft = READER.read(data, "interview.rtf")
    check_draft(draft)
    return draft


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"caf\'e9 and na\u239\'efve", "café and naïve"),
        (b"caf\xe9", "café"),
        (rb"\f1 \'d8\'f3\'ec", "Шум"),
        (rb"\f2 \'8e\'84\'83A\'83\'5c", "私アソ"),
        (rb"\u-10179?\u-8704? smile", "😀 smile"),
        (rb"\uc0\u8217 s \uc2\u8211--x", "’s –x"),
        (rb"a\emdash b\~c\_d\{e\}\\", r"a—b c-d{e}" + "\\"),
        (rb"one\line Two", "one"),
        (b"one\\\nTwo", "one"),
    ],
)
def test_characters(body: bytes, text: str) -> None:
    """Escaped bytes, raw bytes, Unicode with its fallback and named characters come out right."""
    assert texts(read(body))[0] == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_any_text_survives(text: str) -> None:
    """Text written as Unicode escapes is read as it was."""
    units = text.encode("utf-16-le", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    escaped = "".join(f"\\u{low + 256 * high}?" for low, high in pairs)
    assert read(escaped.encode()).text.rstrip("\n") == one_line(text)


def test_styles_and_outlines_make_headings() -> None:
    """Headings come from the style sheet or the outline level, titles and captions by name."""
    body = (
        rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2{\*\soutlvl}Title;}"
        rb"{\s3 caption;}}"
        rb"\pard\s2 The garden\par\pard\s1 Trust\par\pard\outlinelevel2 More\par"
        rb"\pard\s3 Figure 1.\par\pard We met.\par"
    )
    draft = read(body)
    assert [(one.form, one.level) for one in draft.blocks] == [
        ("heading", 1),
        ("heading", 1),
        ("heading", 3),
        ("furniture", 0),
        ("paragraph", 0),
    ]
    assert draft.title == "The garden"


def test_lists_lose_their_marks_and_keep_their_level() -> None:
    """A list item is a bullet without the mark that stands before it."""
    body = rb"\pard{\listtext\'b7\tab}\ls1\ilvl1 borrow a spade\par\pard{\pntext 1.\tab}dig\par"
    draft = read(body)
    assert [(one.form, one.level) for one in draft.blocks] == [("bullet", 2), ("bullet", 1)]
    assert texts(draft) == ["borrow a spade", "dig"]


def test_tables_are_read_by_cell() -> None:
    """A table of turns gives speakers; a bar in the text divides nothing."""
    rows = [(b"Speaker", b"Text"), (b"INT", b"This | or that?"), (b"P1", rb"Both.\par Of course.")]
    body = b"".join(
        rb"\trowd\pard\intbl " + name + rb"\cell " + said + rb"\cell\row" for name, said in rows
    )
    draft = read(rb"Before.\par" + body + rb"\pard After.\par")
    assert texts(draft) == ["Before.", "This | or that?", "Both.", "Of course.", "After."]
    assert [one.speaker for one in draft.blocks] == [None, "INT", "P1", "P1", None]


def test_what_is_not_shown_is_left_out() -> None:
    """Headers, fields' codes, comments, pictures, deleted and hidden text are not read."""
    body = (
        rb"{\header Page 1}{\*\unknown nonsense}We {\deleted once }{\v secret }"
        rb"{\field{\*\fldinst HYPERLINK "
        b'"x"'
        rb"}{\fldrslt met}}{\*\annotation why?}{\pict 00ff00ff}.\par"
    )
    assert texts(read(body)) == ["We met."]


def test_boxes_and_notes() -> None:
    """A text box follows its paragraph, unless it stands in a header; a note comes last."""
    box = rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt A quote.\par}}{\shprslt A quote.}}"
    body = (
        rb"{\header "
        + box
        + rb"}We "
        + box
        + rb"agreed{\super\chftn{\footnote See the minutes.\par}}.\par Later.\par"
    )
    draft = read(body)
    assert texts(draft) == ["We agreed.", "A quote.", "Later.", "See the minutes."]
    assert draft.blocks[-1].note == "footnote"


def test_properties_and_bold() -> None:
    """Title and author are kept; a paragraph that is bold throughout carries the note."""
    draft = read(
        rb"{\info{\title The {\b garden}}{\author R. Vale}}{\b Maria}\par\plain We met.\par"
    )
    assert draft.title == "The garden"
    assert draft.variables == {"author": "R. Vale"}
    assert [one.note for one in draft.blocks] == ["bold", ""]
