"""PDF articles are read as people read them, and what cannot be read is named."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pdf_papers import LOOKS, RUNNING, Article, sentences, write
from relcode import pipeline
from relcode.errors import ScannedError, UnreadableError
from relcode.read.pdf.engine import ENGINES, VARIABLE
from relcode.read.sources import source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.terms import Source

WORDS = (
    "The growers of the upper valley met the nurses of the clinic every second Tuesday. Nobody had"
    " asked them before which trees they wanted beside the gate, and at first they said little. In"
    " the second year a teacher who knew both sides began to carry notes from one to the other."
)
MORE = (
    "We learned that a calendar on the wall does more than a letter. When the frost came early the"
    " clinic gave up its meeting room so that the seedlings could stand there. The mayor called it"
    " a waste; the growers called it the first time that somebody had listened."
)
ORCHARD = Article(
    title="What an orchard beside a clinic taught us about asking first",
    authors="Inés Aranda, Tomasz van der Berg, Ama Okello",
    abstract=f"Orchards beside clinics are rare. {WORDS}",
    sections=[
        ("1 Introduction", 1, [WORDS, MORE]),
        ("2 Methods", 1, [MORE]),
        ("2.1 Where we worked", 2, [WORDS * 3, MORE * 2]),
        ("3 Lessons learned", 1, [MORE * 3, WORDS * 2, MORE]),
        ("References", 1, ["Somebody A. Trees and trust. Journal of Shade. 2019;3:1-9."]),
    ],
)


def texts(read: Source, *forms: str) -> list[str]:
    """The texts of the blocks of these forms."""
    return [read.text[b.start : b.end] for b in read.blocks if b.form in forms]


@pytest.fixture(autouse=True, params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each engine in turn reads the PDFs of the test."""
    monkeypatch.setenv(VARIABLE, request.param)


@pytest.mark.parametrize("look", LOOKS)
def test_every_sentence_comes_back_in_order(look: str, tmp_path: Path) -> None:
    """In each layout all sentences stand whole in a paragraph, in the order of the article."""
    write(ORCHARD, LOOKS[look], tmp_path / "a.pdf")
    read = source(tmp_path / "a.pdf")
    running = " ".join(texts(read, "paragraph", "bullet"))
    for one in sentences([WORDS, MORE, ORCHARD.abstract]):
        assert one in running
    wanted = [part for _, _, parts in ORCHARD.sections[:-1] for part in parts]
    assert [one for one in texts(read, "paragraph") if one in wanted] == wanted


@pytest.mark.parametrize("look", LOOKS)
def test_headings_have_their_levels(look: str, tmp_path: Path) -> None:
    """Headings are told by their type, their levels by their numbers; sections follow from them."""
    write(ORCHARD, LOOKS[look], tmp_path / "a.pdf")
    read = source(tmp_path / "a.pdf")
    found = {read.text[b.start : b.end]: b.level for b in read.blocks if b.form == "heading"}
    assert [*found] == [ORCHARD.title, "Abstract", *(name for name, _, _ in ORCHARD.sections)]
    assert (found["2 Methods"], found["2.1 Where we worked"]) == (1, 2)
    assert ("2 Methods", "2.1 Where we worked") in {one.path[-2:] for one in read.sections}


def test_a_paper_says_who_wrote_it(tmp_path: Path) -> None:
    """Title, authors and kind come from the first page."""
    write(ORCHARD, LOOKS["two columns"], tmp_path / "a.pdf")
    read = source(tmp_path / "a.pdf")
    assert read.kind == "paper"
    assert read.variables["title"] == ORCHARD.title
    assert read.variables["authors"] == "Aranda, Inés; van der Berg, Tomasz; Okello, Ama"


def test_year_and_doi_stand_beside_the_text(tmp_path: Path) -> None:
    """They are those of the margins, not of a work that the text cites."""
    lines = ["Journal of Shade 2021;4:7. https://doi.org/10.1234/shade.7", *[""] * 9]
    lines += ["As others have shown (2002; 12:4, doi 10.9999/other), trees help the clinic."]
    lines_to_pdf(tmp_path / "a.pdf", [lines], top=800)
    said = source(tmp_path / "a.pdf").variables
    assert (said["year"], said["doi"]) == ("2021", "10.1234/shade.7")


def test_what_stands_aside_is_furniture(tmp_path: Path) -> None:
    """Running heads, page numbers, captions, tables and references are no running text."""
    *parts, references = ORCHARD.sections
    longer = ORCHARD._replace(sections=[*parts * 4, references])
    write(longer, LOOKS["two columns"], tmp_path / "a.pdf")
    read = source(tmp_path / "a.pdf")
    aside = [(b.note, read.text[b.start : b.end]) for b in read.blocks if b.form == "furniture"]
    assert aside[0] == ("running head", f"{RUNNING}:1, 2021")
    assert ("caption", "Table 1. Harvest by orchard and year.") in aside
    assert ("table", "South 7 9") in aside
    assert aside[-1][0] == "reference"
    assert aside[-1][1].startswith("Somebody A.")
    assert RUNNING not in " ".join(texts(read, "paragraph", "heading", "bullet"))


def test_blocks_know_their_page(tmp_path: Path) -> None:
    """A paragraph has the page on which it begins."""
    lines_to_pdf(
        tmp_path / "a.pdf", [["One sentence on the first page."], ["Another on the next."]]
    )
    read = source(tmp_path / "a.pdf")
    assert {b.page for b in read.blocks} == {1, 2}


def lines_to_pdf(
    path: Path,
    pages: Sequence[Sequence[str]],
    top: int = 720,
    encrypt: StandardEncryption | None = None,
) -> None:
    """Lines one below the other, a list a page."""
    canvas = Canvas(str(path), pagesize=A4, encrypt=encrypt)
    for lines in pages:
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(72, top - 14 * number, line)
        canvas.showPage()
    canvas.save()


def test_parted_words_are_joined_as_elsewhere(tmp_path: Path) -> None:
    """A word parted at a line's end is joined; one with a hyphen of its own keeps it."""
    lines = [
        "The council and the growers held one more meeting about communi-",
        "cation in the valley, and everybody thought that it was well-",
        "meant, as the co-design of the long-term plan had been a co-",
        "design with nurses from the start, for years and not for days.",
    ]
    lines_to_pdf(tmp_path / "a.pdf", [lines])
    (text,) = texts(source(tmp_path / "a.pdf"), "paragraph")
    assert "about communication in" in text
    assert "it was well-meant, as" in text
    assert "a co-design with nurses" in text


def test_a_sentence_goes_on_over_a_page(tmp_path: Path) -> None:
    """A paragraph that a page breaks off goes on on the next, below its running head."""
    pages = [
        [
            "Report of the valley 1",
            *["The growers and the nurses met again in the long hall and"] * 2,
        ],
        ["Report of the valley 2", "spoke about the trees that they had planted together there."],
    ]
    lines_to_pdf(tmp_path / "a.pdf", pages, top=800)
    read = source(tmp_path / "a.pdf")
    assert texts(read, "paragraph")[-1].endswith(
        "hall and spoke about the trees that they had planted together there."
    )


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    """A password to open it is named; one that only forbids changes is none."""
    lines = [["The growers met the nurses in the hall, and it rained."]]
    lines_to_pdf(tmp_path / "open.pdf", lines, encrypt=StandardEncryption("", "owner"))
    assert source(tmp_path / "open.pdf").text.startswith("The growers")
    lines_to_pdf(tmp_path / "locked.pdf", lines, encrypt=StandardEncryption("user", "owner"))
    with pytest.raises(UnreadableError, match="is locked with a password"):
        source(tmp_path / "locked.pdf")


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8, 0.97])
def test_a_truncated_file_is_named_or_read(share: float, tmp_path: Path) -> None:
    """However much is cut off, the file is read as far as its pages are there, or named."""
    write(ORCHARD, LOOKS["two columns"], tmp_path / "a.pdf")
    whole = (tmp_path / "a.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: int(len(whole) * share)])
    try:
        assert source(tmp_path / "cut.pdf").text
    except UnreadableError as error:
        told = str(error)
    else:
        told = "cut.pdf; read"
    assert "cut.pdf" in told
    assert ";" in told


def scan(path: Path, pages: int = 2) -> None:
    """Pages that are pictures."""
    from PIL import Image  # noqa: PLC0415 - comes with reportlab

    picture = path.with_suffix(".png")
    Image.new("L", (600, 800), 210).save(picture)
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(str(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()


def test_a_scan_is_named(tmp_path: Path) -> None:
    """Pictures of pages are a scan, with what to do about it."""
    scan(tmp_path / "scan.pdf")
    with pytest.raises(ScannedError, match=r"2 of 2 pages are pictures.*--ocr"):
        source(tmp_path / "scan.pdf")


def test_a_scan_is_recognised_on_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --ocr the installed program is asked; without it the file is named again."""
    scan(tmp_path / "scan.pdf")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(UnreadableError, match="ocrmypdf is not installed"):
        source(tmp_path / "scan.pdf", ocr=True)
    lines_to_pdf(
        tmp_path / "text.pdf", [["The growers met the nurses in the hall, and it rained."]]
    )
    program = tmp_path / "bin" / "ocrmypdf"
    program.parent.mkdir()
    script = f"#!/bin/sh\n[ $1 = --skip-text ] && /bin/cp {tmp_path}/text.pdf $4\n"
    program.write_text(script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    with pipeline.init(tmp_path / "s.relcode") as study:
        outcome = pipeline.read(study, [str(tmp_path / "scan.pdf")])
        assert "pictures" in outcome.skipped[str(tmp_path / "scan.pdf")]
        assert pipeline.read(study, [str(tmp_path / "scan.pdf")], ocr=True).read == ["scan.pdf"]
        assert pipeline.read(study, [str(tmp_path / "scan.pdf")]).unchanged == ["scan.pdf"]
    program.write_text("#!/bin/sh\necho no language >&2\nexit 3\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="could not read the scan: no language"):
        source(tmp_path / "scan.pdf", ocr=True)


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    """Of a text with one scanned page the page is named among its variables."""
    scan(tmp_path / "one.pdf", 1)
    canvas = Canvas(str(tmp_path / "mixed.pdf"), pagesize=A4)
    for number in range(3):
        if number == 1:
            canvas.drawImage(str(tmp_path / "one.png"), 0, 0, *A4)
        else:
            canvas.drawString(72, 700, f"In year {number} the growers met the nurses in the hall.")
        canvas.showPage()
    canvas.save()
    assert source(tmp_path / "mixed.pdf").variables["pages without text"] == "2"


def test_five_hundred_pages(tmp_path: Path) -> None:
    """A long report is read to its end, its running heads told from its text."""
    pages = [
        ["The valley, a report", f"In week {n} the growers of field {n} met the nurses.", str(n)]
        for n in range(1, 501)
    ]
    lines_to_pdf(tmp_path / "long.pdf", pages)
    read = source(tmp_path / "long.pdf")
    assert read.blocks[-1].page == 500
    assert len(texts(read, "paragraph")) >= 499


def test_a_real_manual(shared: Path) -> None:
    """A real manual made by a word processor has its title, sections and pages."""
    read = source(shared / "data" / "talkmoves" / "Coding Manual.pdf")
    assert read.variables["title"].casefold().endswith("talk moves coding manual")
    assert "1.3 Accountability to the Learning Community" in texts(read, "heading")
    assert max(block.page or 0 for block in read.blocks) > 10


def test_no_pdf_is_named(tmp_path: Path) -> None:
    """Bytes that only begin like a PDF are broken, and other bytes are no PDF."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(400))
    with pytest.raises(UnreadableError, match="PDF"):
        source(tmp_path / "a.pdf")
