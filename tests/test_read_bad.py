"""Hostile and broken files: each gives one helpful sentence, and soon."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from office_files import ODT, odt, paragraph, word, workbook, zipped
from relcode import archive
from relcode.errors import UnreadableError
from relcode.read import opendocument, rtf, speech, subtitles, table
from relcode.read import word as word_reader

if TYPE_CHECKING:
    from collections.abc import Callable


READERS: dict[str, Any] = {
    "docx": word_reader.READER,
    "odt": opendocument.READER,
    "rtf": rtf.READER,
    "vtt": subtitles.READER,
    "json": speech.READER,
    "xlsx": table.READER,
    "csv": table.READER,
}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
BOMB = '<!DOCTYPE b [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def whole_word() -> bytes:
    """A sound document to break."""
    return word("".join(paragraph(f"We met for the {number}th time.") for number in range(50)))


def with_main(content: str | bytes) -> bytes:
    """A Word document whose text is replaced."""
    source = zipfile.ZipFile(BytesIO(whole_word()))
    parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    return zipped(parts | {"word/document.xml": content})


def encrypted_zip() -> bytes:
    """An archive whose members say that they are encrypted."""
    data = bytearray(whole_word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 1)
    return bytes(data)


def far_apart() -> bytes:
    """A workbook of two cells with seventeen thousand million between them."""
    source = zipfile.ZipFile(BytesIO(workbook([["text"]])))
    parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    sheet = source.read("xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet})


def shrunk(member: str, kind: str) -> bytes:
    """A zip bomb: one member of 100 MB that takes 100 kB on disk."""
    return zipped({"[Content_Types].xml": kind, member: b" " * 100_000_000})


def repeated_rows() -> bytes:
    """A text whose one table says that its row comes a thousand million times."""
    return odt(
        "<table:table><table:table-row table:number-rows-repeated='999999999'>"
        "<table:table-cell table:number-columns-repeated='1000'><text:p>x</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )


WORD_KIND = "wordprocessingml.document.main+xml"
CASES: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("docx", "cut off", lambda: whole_word()[:-300], "cut off or damaged"),
    ("docx", "a picture", lambda: PNG, "it is a PNG picture"),
    ("docx", "nothing", lambda: b"", "it is empty"),
    ("docx", "an empty archive", lambda: zipped({}), "empty zip archive"),
    ("docx", "encrypted members", encrypted_zip, "without a password"),
    ("docx", "old Word", lambda: OLE2, "save as .docx"),
    ("docx", "encrypted", lambda: OLE2 + "EncryptionInfo".encode("utf-16-le"), "with a password"),
    ("docx", "a zip bomb", lambda: shrunk("word/document.xml", WORD_KIND), "a zip bomb"),
    ("docx", "an entity bomb", lambda: with_main(f"{BOMB}]><d>&i;</d>"), "document type"),
    (
        "docx",
        "an entity bomb in UTF-16",
        lambda: with_main(
            f"<?xml version='1.0' encoding='UTF-16'?>{BOMB}]><d>&i;</d>".encode("utf-16")
        ),
        "document type",
    ),
    (
        "docx",
        "an odd encoding",
        lambda: with_main(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4-<d/>'),
        "document type",
    ),
    ("docx", "deep nesting", lambda: with_main("<d>" * 5000 + "</d>" * 5000), "malformed"),
    ("docx", "broken XML", lambda: with_main("<w:document><w:body>"), "damaged"),
    ("docx", "no text", lambda: with_main("<document/>"), "no text"),
    ("docx", "many parts", lambda: zipped({f"{n}.txt": "" for n in range(10_001)}), "10,001 parts"),
    ("odt", "cut off", lambda: odt("<text:p>We met.</text:p>")[:-30], "cut off or damaged"),
    (
        "odt",
        "encrypted",
        lambda: zipped({"mimetype": ODT, "META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        "password",
    ),
    ("odt", "no content", lambda: zipped({"mimetype": ODT}), "content.xml is missing"),
    ("odt", "a picture", lambda: PNG, "it is a PNG picture"),
    ("odt", "repeated rows", repeated_rows, "repeats its cells"),
    (
        "xlsx",
        "a zip bomb",
        lambda: shrunk("xl/worksheets/sheet1.xml", "spreadsheetml"),
        "a zip bomb",
    ),
    ("xlsx", "cells far apart", far_apart, "1,048,576 rows and 16,384 columns"),
    ("xlsx", "cut off", lambda: workbook([["text"]])[:-200], "cut off or damaged"),
    (
        "xlsx",
        "encrypted",
        lambda: OLE2 + "EncryptionInfo".encode("utf-16-le"),
        "without a password",
    ),
    ("xlsx", "a picture", lambda: PNG, "it is a PNG picture"),
    ("xlsx", "numbers alone", lambda: workbook([[1, 2], [3, 4]]), "no column of text"),
    ("csv", "nothing", lambda: b" \n", "it is empty"),
    ("rtf", "cut off", lambda: rb"{\rtf1\ansi{\b We met in the gar", "cut off"),
    ("rtf", "a picture", lambda: PNG, "it is a PNG picture"),
    ("rtf", "open groups", lambda: rb"{\rtf1" + b"{" * 200_000, "cut off"),
    ("vtt", "nothing", lambda: b"", "it is empty"),
    ("vtt", "no captions", lambda: b"WEBVTT\n\nNOTE none\n", "no captions"),
    ("json", "no transcript", lambda: b'{"a": [1, 2, {"b": null}]}', "Whisper"),
    ("json", "deep nesting", lambda: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    ("json", "cut off", lambda: b'{"segments": [{"text": "We m', "not valid JSON"),
    ("json", "binary", lambda: bytes(range(256)) * 20, "not text"),
]


@pytest.mark.parametrize(
    ("reader", "make", "said"),
    [(case[0], case[2], case[3]) for case in CASES],
    ids=[f"{case[0]}: {case[1]}" for case in CASES],
)
def test_bad_file_gives_one_sentence(reader: str, make: Callable[[], bytes], said: str) -> None:
    """A broken or hostile file is refused with where it is, what is wrong and what to do."""
    data = make()
    with pytest.raises(UnreadableError) as caught:
        READERS[reader].read(data, f"round1.{reader}")
    assert caught.value.where == f"round1.{reader}"
    assert caught.value.fix
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("reader", READERS)
def test_random_bytes_are_claimed_by_name_at_most(reader: str) -> None:
    """Bytes of no format are claimed faintly even under the right suffix, and not without it."""
    assert READERS[reader].claim(PNG, ".bin") == 0
    assert READERS[reader].claim(PNG, f".{reader}") <= 0.7


def test_long_line_of_json_is_read() -> None:
    """Ten megabytes on one line are no trouble."""
    data = json.dumps(
        {"segments": [{"text": "and so on " * 10, "start": n} for n in range(80_000)]}
    )
    assert len(data) > 10_000_000
    assert speech.READER.read(data.encode(), "long.json").blocks


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1{\fonttbl" + rb"\f1" * 300_000 + b"}We met.}",
        rb"{\rtf1{\pict " + b"89504e47" * 300_000 + b"}We met.}",
        rb"{\rtf1 " + rb"{\field{\*\fldinst{ " * 50_000 + b"}" * 150_000 + b"We met.}",
        rb"{\rtf1{\pict\bin5 }}}}}}We met.}",
    ],
    ids=["fonts", "picture", "fields", "binary"],
)
def test_hostile_rtf_is_read(data: bytes) -> None:
    """RTF made to grow without end gives its text (read in quadratic time it would not finish)."""
    draft = rtf.READER.read(data, "notes.rtf")
    assert draft.text == "We met.\n"


def test_archive_limits_spare_honest_files() -> None:
    """A long document of repeated sentences shrinks a lot and is read all the same."""
    data = word("".join(paragraph("We met in the garden again.") for _ in range(20_000)))
    with archive.open_guarded(data, "long.docx") as opened:
        assert "word/document.xml" in opened.namelist()


def test_lying_size_is_found_out() -> None:
    """A member that unpacks to more than its header says is damaged, not believed."""
    data = bytearray(whole_word())
    size = zipfile.ZipFile(BytesIO(bytes(data))).getinfo("word/document.xml").file_size
    lie = data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(UnreadableError, match="damaged"):
        archive.open_guarded(bytes(lie), "lie.docx")
