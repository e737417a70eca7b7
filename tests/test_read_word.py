"""Word documents: what is shown is read, in order, with forms, levels, pages and speakers."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_BREAK

from contracts import check_draft, texts
from office_files import W, paragraph, saved, word, word_table, zipped
from relcode.read.word import READER

if TYPE_CHECKING:
    from relcode.terms import Block, Draft


def read(data: bytes) -> Draft:
    """The draft of a document, checked against the contract."""
    assert READER.claim(data, "") == 1.0
    draft = READER.read(data, "interview.docx")
    check_draft(draft)
    return draft


def forms(draft: Draft) -> list[tuple[str, int]]:
    """The forms and levels of the blocks."""
    return [(block.form, block.level) for block in draft.blocks]


def block(draft: Draft, text: str) -> Block:
    """The block with this text."""
    return draft.blocks[texts(draft).index(text)]


def test_forms_and_levels_come_from_styles() -> None:
    """Title, headings, lists, captions and plain text keep their forms, levels and order."""
    document = docx.Document()
    document.core_properties.title = "Shared garden, interview 4"
    document.core_properties.author = "R. Vale"
    document.add_paragraph("The shared garden", style="Title")
    document.add_heading("How it began", 1)
    document.add_heading("The first year", 2)
    document.add_paragraph("We met twice.")
    document.add_paragraph("clear the ground", style="List Bullet")
    document.add_paragraph("borrow a spade", style="List Bullet 2")
    document.add_paragraph("Figure 1. The plot.", style="Caption")
    draft = read(saved(document))
    assert forms(draft) == [
        ("heading", 1),
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("bullet", 1),
        ("bullet", 2),
        ("furniture", 0),
    ]
    assert draft.blocks[-1].note == "caption"
    assert draft.title == "Shared garden, interview 4"
    assert draft.variables["author"] == "R. Vale"


def test_title_style_names_a_document_without_properties() -> None:
    """Without a title in the properties, the paragraph in the style Title gives it."""
    styles = '<w:style w:styleId="Ti"><w:name w:val="Title"/></w:style>'
    draft = read(word(paragraph("Dry rooms", style="Ti"), styles=styles))
    assert draft.title == "Dry rooms"


@pytest.mark.parametrize("name", ["Überschrift 2", "heading 2", "Titre 2", "Rubrik 2"])
def test_heading_is_known_in_many_languages(name: str) -> None:
    """A style named as a heading in another language is one, whatever its id."""
    styles = f'<w:style w:styleId="X"><w:name w:val="{name}"/></w:style>'
    assert forms(read(word(paragraph("Trust", style="X"), styles=styles))) == [("heading", 2)]


def test_heading_is_known_by_its_outline_level() -> None:
    """A style of its own, or built on a heading's, is a heading by its outline level."""
    styles = (
        '<w:style w:styleId="A"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        '</w:style><w:style w:styleId="B"><w:name w:val="Ours"/><w:basedOn w:val="A"/></w:style>'
    )
    body = paragraph("Ours", style="B") + paragraph(
        "Not", style="B", settings='<w:outlineLvl w:val="9"/>'
    )
    assert forms(read(word(body, styles=styles))) == [("heading", 2), ("paragraph", 0)]


def test_styles_in_a_circle_do_no_harm() -> None:
    """Two styles built on each other are followed only so far."""
    styles = "".join(
        f'<w:style w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in ("AB", "BA")
    )
    assert texts(read(word(paragraph("We met.", style="A"), styles=styles))) == ["We met."]


def test_numbering_makes_a_bullet_and_its_absence_none() -> None:
    """Numbering by itself makes a list item with its level; the number 0 takes it away."""
    listed = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="{}"/></w:numPr>'
    body = paragraph("deep", settings=listed.format(7)) + paragraph(
        "out", settings=listed.format(0)
    )
    assert forms(read(word(body))) == [("bullet", 3), ("paragraph", 0)]


def test_tracked_changes_count_as_accepted() -> None:
    """Inserted and moved text is read where it went; deleted text is gone."""
    body = paragraph(
        "We met ",
        "<w:ins><w:r><w:t>twice </w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>once </w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>away </w:t></w:r></w:moveFrom>",
        "in the garden.",
    )
    assert texts(read(word(body))) == ["We met twice in the garden."]


def test_text_in_boxes_controls_and_links_is_not_lost() -> None:
    """Text boxes, content controls, links and fields are read once; prompts and codes are not."""
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
        "</mc:Choice><mc:Fallback><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    ).format(*[paragraph("A quote in a box.")] * 2)
    body = (
        paragraph("Before. ", "<w:hyperlink><w:r><w:t>The link</w:t></w:r></w:hyperlink>", box)
        + f"<w:sdt><w:sdtContent>{paragraph('A control.')}</w:sdtContent></w:sdt>"
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        + f"<w:sdtContent>{paragraph('Click to enter text.')}</w:sdtContent></w:sdt>"
        + paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>", "After.")
    )
    assert texts(read(word(body))) == [
        "Before. The link",
        "A quote in a box.",
        "A control.",
        "After.",
    ]


def test_contents_are_furniture_and_hidden_text_is_left_out() -> None:
    """A table of contents is furniture; hidden text is not read."""
    body = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('Trust 3')}</w:sdtContent></w:sdt>"
        + paragraph("We met.", "<w:r><w:rPr><w:vanish/></w:rPr><w:t> Secret.</w:t></w:r>")
    )
    draft = read(word(body))
    assert texts(draft) == ["Trust 3", "We met."]
    assert [one.note for one in draft.blocks] == ["contents", ""]


def test_footnotes_come_last_as_furniture() -> None:
    """Footnotes stand after the text, not within it; their separators are no notes."""
    notes = (
        f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote>'
        f"<w:footnote>{paragraph('See the minutes.')}</w:footnote>"
    )
    body = paragraph("We agreed.", '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph(
        "Later."
    )
    draft = read(word(body, notes=notes))
    assert texts(draft) == ["We agreed.", "Later.", "See the minutes."]
    assert (draft.blocks[-1].form, draft.blocks[-1].note) == ("furniture", "footnote")


def test_soft_line_breaks_make_lines() -> None:
    """A transcript typed with soft breaks has a block a line; a wrapped sentence stays whole."""
    document = docx.Document()
    run = document.add_paragraph().add_run("INT: How did it start?")
    run.add_break()
    run.add_text("P1: With a letter that went")
    run.add_break()
    run.add_text("to the wrong house.")
    assert texts(read(saved(document))) == [
        "INT: How did it start?",
        "P1: With a letter that went to the wrong house.",
    ]


def test_bold_paragraphs_are_noted() -> None:
    """A paragraph that is bold throughout, by itself or its style, carries the note."""
    document = docx.Document()
    document.add_paragraph().add_run("Maria").bold = True
    mixed = document.add_paragraph("I was ")
    mixed.add_run("very").bold = True
    mixed.add_run(" glad.")
    assert [one.note for one in read(saved(document)).blocks] == ["bold", ""]


def test_table_of_turns_gives_speakers_and_times() -> None:
    """A table of time, speaker and text in any order is read as turns, a line a block."""
    draft = read(
        word_table(
            [
                ["Text", "Time", "Speaker"],
                ["How was it?", "00:00:01", "INT"],
                ["Good.\nVery good.", "[00:01:05.5]", "P1:"],
                ["And more.", "", ""],
            ]
        )
    )
    assert [(one.speaker, one.at) for one in draft.blocks] == [
        ("INT", 1.0),
        ("P1", 65.5),
        ("P1", 65.5),
        ("P1", None),
    ]
    assert draft.text.startswith("INT: How was it?\n\nP1: Good.\n\nVery good.")


def test_other_tables_are_cells() -> None:
    """Any other table is read row by row, a merged cell once, a lone cell as a paragraph."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Needs"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Trust"
    table.cell(1, 1).text, table.cell(2, 1).text = "time", "talk"
    document.add_paragraph("Between.")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "A frame around text."
    draft = read(saved(document))
    assert texts(draft) == ["Needs", "Trust", "time", "talk", "Between.", "A frame around text."]
    assert [one.form for one in draft.blocks] == [*["cell"] * 4, "paragraph", "paragraph"]


def test_pages_are_counted_where_word_noted_them() -> None:
    """Pages follow the breaks that Word rendered; without any the page is unknown."""
    broken = "<w:r><w:lastRenderedPageBreak/><w:t>Second.</w:t></w:r>"
    draft = read(word(paragraph("First.") + paragraph(broken) + paragraph("Also second.")))
    assert [one.page for one in draft.blocks] == [1, 2, 2]
    document = docx.Document()
    document.add_paragraph("First.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Second.")
    assert [one.page for one in read(saved(document)).blocks] == [None, None]


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_templates_and_documents_with_macros_are_read(kind: str) -> None:
    """A .docm or .dotx is read like any document; nothing in it is run."""
    assert texts(read(word(paragraph("We met."), kind=kind))) == ["We met."]


def test_strict_documents_are_read() -> None:
    """The strict dialect, whose namespaces differ, is read as well."""
    source = zipfile.ZipFile(BytesIO(word(paragraph("We met."))))
    strict = {
        name: source.read(name)
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006",
            b"http://purl.oclc.org/ooxml/officeDocument",
        )
        .replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name in source.namelist()
    }
    assert texts(read(zipped(strict))) == ["We met."]
