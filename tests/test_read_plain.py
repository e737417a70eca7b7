"""Plain text keeps its characters, and its lay-out tells paragraphs, bullets and headings."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft
from relcode.encoding import decoded
from relcode.errors import UnreadableError
from relcode.read import plain
from relcode.read.normalise import normalised

TEXTS = {
    "en": "It wasn’t easy – Zoë’s café cost £400… “fine”, she said, and we all paid a part of it.",
    "fr": "Nous avons travaillé là-bas. « Ça changeait déjà », dit-elle ; l’été fut très long.",
    "de": "Wir haben später darüber gesprochen. Das Gefühl war größer, hieß es für viele übrigens.",
    "pl": "Mówiliśmy długo o zaufaniu. Żadna ze stron nie chciała ustąpić, później się zmieniło.",
    "cs": "Mluvili jsme dlouho o důvěře mezi skupinami. Nikdo nechtěl ustoupit, později přišel.",
    "hu": "Sokáig beszéltünk a bizalomról. Később megváltozott, őszintén, hűséggel és erővel.",
    "tr": "Güven hakkında uzun süre konuştuk. Kimse geri çekilmek istemedi, sonra değişti, ışık.",
    "ru": "Мы долго говорили о доверии между группами. Потом всё изменилось, и люди пришли.",
    "el": "Μιλήσαμε πολλή ώρα για την εμπιστοσύνη ανάμεσα στις ομάδες. Μετά όλα άλλαξαν.",
    "he": "דיברנו הרבה על אמון בין הקבוצות. אחר כך הכל השתנה והאנשים התחילו לבוא.",
    "ja": "私たちは信頼について長い間話しました。その後、すべてが変わりました。",
    "zh": "我们谈了很久关于信任的问题。后来一切都变了，人们开始来了。",
    "ko": "우리는 신뢰에 대해 오랫동안 이야기했다. 그 후 모든 것이 변했다.",
}
ENCODINGS = {
    "en": "cp1252 mac_roman",
    "fr": "cp1252 mac_roman cp850 latin-1",
    "de": "cp1252 mac_roman cp850 latin-1",
    "pl": "cp1250 iso8859_2",
    "cs": "cp1250",
    "hu": "cp1250 iso8859_2",
    "tr": "cp1254",
    "ru": "cp1251 koi8_r cp866",
    "el": "cp1253",
    "he": "cp1255",
    "ja": "shift_jis euc_jp",
    "zh": "gb18030 big5",
    "ko": "euc_kr",
}
UNICODE = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32"


def blocks(text: str) -> list[tuple[str, int, str]]:
    """Form, level and text of each block."""
    draft = plain.draft(normalised(text))
    check_draft(draft)
    return [(one.form, one.level, draft.text[one.start : one.end]) for one in draft.blocks]


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize("language", TEXTS)
def test_encodings(language: str, times: int) -> None:
    """Text is read whole whatever common encoding it was saved in, short or long."""
    for encoding in f"{UNICODE} {ENCODINGS[language]}".split():
        data = f"{TEXTS[language]}\r\n".encode(encoding, "ignore") * times
        if encoding in {"utf-8-sig", "utf-16", "utf-32"}:
            data = (f"{TEXTS[language]}\r\n" * times).encode(encoding)
        plainly = encoding.removesuffix("-sig")
        assert decoded(data, "shed.txt") == data.decode(plainly).removeprefix("\ufeff"), encoding


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 8],
)
def test_binary(data: bytes) -> None:
    """Bytes that are no text are refused with the file's name and a way out."""
    with pytest.raises(UnreadableError, match=r"shed\.txt: is not text.*UTF-8"):
        plain.READER.read(data, "shed.txt")
    assert plain.READER.claim(data, ".dat") == 0


def test_a_picture_called_text() -> None:
    """A file of a known kind under the wrong name is told for what it is."""
    with pytest.raises(UnreadableError, match=r"shed\.txt: is a PNG picture; .*text file"):
        plain.READER.read(b"\x89PNG\r\n\x1a\n" + b"\x00\x10" * 99, "shed.txt")


CAFE = "Zoë: Café Münchhausen, naïve as ever, says “déjà vu”.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (CAFE.encode() + "Zoë: caf".encode() + b"\xc3", f"{CAFE}Zoë: caf\ufffd"),
        (CAFE.encode() + b"Max: it\x92s a caf\xe9.", f"{CAFE}Max: it’s a café."),
        (CAFE.encode("cp1252"), CAFE),
    ],
    ids=["cut off within a letter", "two encodings", "all in another"],
)
def test_a_few_odd_bytes(data: bytes, text: str) -> None:
    """UTF-8 stays UTF-8 when it is cut off or has a line of another encoding pasted in."""
    assert decoded(data, "shed.txt") == text


def test_damaged_utf_16() -> None:
    """A mark without the text that it promises is told as damage."""
    with pytest.raises(UnreadableError, match="UTF-16"):
        plain.READER.read("shed".encode("utf-16") + b"\x00", "shed.txt")


@given(st.text(max_size=300), st.sampled_from(UNICODE.split()))
def test_any_characters(text: str, encoding: str) -> None:
    """Any text comes back as it was, in any Unicode encoding with a mark, normalised once."""
    data = text.encode(encoding, "surrogatepass")
    if encoding not in {"utf-8-sig", "utf-16", "utf-32"} or b"\x00" in data[:4] == b"":
        return
    try:
        draft = plain.READER.read(data, "any.txt")
    except UnreadableError:
        return
    check_draft(draft)
    assert normalised(draft.text) == draft.text == normalised(text)


PARAGRAPHS = [
    (
        "The press stood in the lower shed, and each autumn the same nine families carried their "
        "apples to it. Nobody knew who had paid for it in the first place."
    ),
    (
        "In the wet year it broke. We mended it together, and from then on there was a book in "
        "which every crate was written down, and anybody could read it."
    ),
]


@pytest.mark.parametrize("width", [50, 72, 100])
def test_wrapped_paragraphs(width: int) -> None:
    """A paragraph broken to the width of a page is one block."""
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [" ".join(words.split()) for _, _, words in blocks(text)] == PARAGRAPHS


def test_a_line_a_paragraph() -> None:
    """Long lines without blank lines between them are paragraphs, each a block."""
    assert [words for _, _, words in blocks("\n".join(PARAGRAPHS * 3))] == PARAGRAPHS * 3


def test_bullets() -> None:
    """Bullets of every sort are blocks without their marks, nested by their indents."""
    text = (
        "We agreed on this, after long talk:\n\n• one book\n  – for apples\n  – for pears\n"
        "• one key\n\n* no locks\n1. write it down\n2. read it out,\n   twice\n   a) loudly\n"
        "   b) slowly\n(iii) and again\n"
    )
    assert blocks(text)[1:] == [
        ("bullet", 1, "one book"),
        ("bullet", 2, "for apples"),
        ("bullet", 2, "for pears"),
        ("bullet", 1, "one key"),
        ("bullet", 1, "no locks"),
        ("bullet", 1, "write it down"),
        ("bullet", 1, "read it out,\n   twice"),
        ("bullet", 2, "loudly"),
        ("bullet", 2, "slowly"),
        ("bullet", 1, "and again"),
    ]


def test_headings() -> None:
    """A title, capitals, underlines, outline numbers and lines that stand alone are headings."""
    body = PARAGRAPHS[0]
    text = (
        f"The press of the nine families\n\n{body}\n\nHOW IT BROKE\n\n{body}\n\n"
        f"The book\n--------\n{body}\n\n1. Before\n\n{body}\n\n"
        f"1.1 The wet year\n\n{body}\n\nLessons learned\n\n{body}\n"
    )
    assert [(level, words) for form, level, words in blocks(text) if form == "heading"] == [
        (1, "The press of the nine families"),
        (2, "HOW IT BROKE"),
        (3, "The book"),
        (2, "Before"),
        (3, "The wet year"),
        (3, "Lessons learned"),
    ]


def test_no_headings() -> None:
    """Short sentences, shouted talk and list items head nothing."""
    body = PARAGRAPHS[0]
    text = f"{body}\n\nNobody knew.\n\n{body}\n\n1. apples\n2. pears\n3. plums\n\n{body}\n"
    assert "heading" not in {form for form, _, _ in blocks(text)}
    shouted = "WE CAME LATE\n\nAND LEFT EARLY\n\nBUT WE SAW IT ALL\n"
    assert [form for form, _, _ in blocks(shouted)][1:] == ["paragraph"] * 2


def test_numbers_in_sentences() -> None:
    """A number at which a line was broken begins no list."""
    text = (
        "They told us how they had counted the crates by the wall, of which there\n"
        "were in the end, as far as we could see from the wall, no more than\n"
        "14. Nobody had counted them before that day, and we were\n"
        "the first who had ever asked them how many there were in their shed.\n"
    )
    assert len(blocks(text)) == 1


def test_page_numbers() -> None:
    """Page numbers are furniture."""
    text = f"{PARAGRAPHS[0]}\n\nPage 3 of 12\n\n{PARAGRAPHS[1]}\n\n- 4 -\n"
    assert [form for form, _, _ in blocks(text)] == ["paragraph", "furniture"] * 2


def test_numbered_lines() -> None:
    """Line numbers in the margin are no part of the text."""
    text = "".join(f"{n:3} Then we turned the press again.\n" for n in range(8, 20))
    assert {words for _, _, words in blocks(text)} == {"Then we turned the press again."}


def test_linear_time() -> None:
    """Ten times the text takes about ten times as long, on one line or on many."""
    for unit in ("word ", "Then it rained, and: we left\n", "• (a: b - [c] 1:23\n", "A\n\n"):
        plain.draft(unit * 1000)
        started = time.perf_counter()
        plain.draft(unit * 20_000)
        assert time.perf_counter() - started < 5, unit
