"""OpenDocument texts: what is shown is read, in order, with forms, levels, pages and speakers."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from odfdo import Document, Header, List, ListItem, Paragraph, Table

from contracts import check_draft, texts
from office_files import odt, opendocument, zipped
from relcode.read.opendocument import READER

if TYPE_CHECKING:
    from relcode.terms import Draft


def read(data: bytes) -> Draft:
    """The draft of a document, checked against the contract."""
    assert READER.claim(data, "") == 1.0
    draft = READER.read(data, "interview.odt")
    check_draft(draft)
    return draft


def test_forms_and_levels() -> None:
    """Headings, nested lists and paragraphs keep their forms, levels and order."""
    document = Document("text")
    document.body.clear()
    document.body.append(Header(2, "What was said"))
    document.body.append(Paragraph("We met  twice."))
    inner = ListItem("clear the ground")
    inner.append(List(["borrow a spade"]))
    outer = List()
    outer.append(inner)
    document.body.append(outer)
    document.meta.title = "The garden"
    draft = read(opendocument(document))
    assert [(one.form, one.level) for one in draft.blocks] == [
        ("heading", 2),
        ("paragraph", 0),
        ("bullet", 1),
        ("bullet", 2),
    ]
    assert texts(draft)[1] == "We met twice."
    assert draft.title == "The garden"


def test_table_of_turns() -> None:
    """A table with speakers and texts is read as turns."""
    document = Document("text")
    document.body.clear()
    table = Table("talk", width=2, height=3)
    table.set_values([["Speaker", "Text"], ["INT", "How was it?"], ["P1", "Good."]])
    document.body.append(table)
    draft = read(opendocument(document))
    assert [(one.speaker, text) for one, text in zip(draft.blocks, texts(draft), strict=True)] == [
        ("INT", "How was it?"),
        ("P1", "Good."),
    ]


def test_merged_and_repeated_cells() -> None:
    """A merged cell stands once; cells that are said to repeat are repeated."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'>"
        "<text:p>Needs</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
        f"<table:table-row table:number-rows-repeated='2'>{cell.format('time')}"
        f"{cell.format('talk')}</table:table-row></table:table>"
    )
    assert texts(read(odt(body))) == ["Needs", "time", "talk", "time", "talk"]


def test_deleted_and_hidden_text_comments_and_indexes() -> None:
    """Deletions, comments and hidden text are left out; a table of contents is furniture."""
    styles = (
        "<style:style style:name='T1' style:family='text'>"
        "<style:text-properties text:display='none'/></style:style>"
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Trust 3</text:p></text:index-body>"
        "</text:table-of-content>"
        "<text:p>We met<office:annotation><text:p>when?</text:p></office:annotation>"
        "<text:s text:c='2'/>in<text:span text:style-name='T1'> secret</text:span> May.</text:p>"
    )
    draft = read(odt(body, styles=styles))
    assert texts(draft) == ["Trust 3", "We met in May."]
    assert draft.blocks[0].note == "contents"


def test_notes_and_frames() -> None:
    """A frame follows its paragraph; a footnote comes last, as furniture."""
    body = (
        "<text:p>We agreed<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See the minutes.</text:p></text:note-body></text:note>."
        "<draw:frame><draw:text-box><text:p>A quote.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p>Later.</text:p>"
    )
    draft = read(odt(body))
    assert texts(draft) == ["We agreed.", "A quote.", "Later.", "See the minutes."]
    assert draft.blocks[-1].note == "footnote"


def test_line_breaks_bold_and_line_ends_in_the_markup() -> None:
    """A line break makes a line; a line end in the markup is a blank; bold text is noted."""
    styles = (
        "<style:style style:name='P1' style:family='paragraph'>"
        "<style:text-properties fo:font-weight='bold'/></style:style>"
    )
    body = (
        "<text:p text:style-name='P1'>Maria</text:p>"
        "<text:p>We\n  met.<text:line-break/>INT:<text:tab/>When?</text:p>"
    )
    draft = read(odt(body, styles=styles))
    assert texts(draft) == ["Maria", "We met.", "INT: When?"]
    assert [one.note for one in draft.blocks] == ["bold", "", ""]


def test_pages_are_counted_where_they_were_noted() -> None:
    """Soft page breaks and breaks before a paragraph turn the page; without the former none do."""
    styles = (
        "<style:style style:name='P1' style:family='paragraph'>"
        "<style:paragraph-properties fo:break-before='page'/></style:style>"
    )
    body = (
        "<text:p>One.</text:p>{}<text:p>Two.</text:p><text:p text:style-name='P1'>Three.</text:p>"
    )
    noted = read(odt(body.format("<text:soft-page-break/>"), styles=styles))
    assert [one.page for one in noted.blocks] == [1, 2, 3]
    assert {one.page for one in read(odt(body.format(""), styles=styles)).blocks} == {None}


def test_styles_tell_titles_quotes_and_captions() -> None:
    """An automatic style means what the style it builds on means."""
    styles = "".join(
        f"<style:style style:name='P{number}' style:family='paragraph' "
        f"style:parent-style-name='{name}'/>"
        for number, name in enumerate(["Title", "Quotations", "Illustration"])
    )
    body = "".join(
        f"<text:p text:style-name='P{number}'>{text}</text:p>"
        for number, text in enumerate(["The garden", "We were glad.", "Figure 1. The plot."])
    )
    draft = read(odt(body, styles=styles))
    assert [(one.form, one.role, one.note) for one in draft.blocks] == [
        ("heading", None, ""),
        ("paragraph", "quoted", ""),
        ("furniture", None, "caption"),
    ]
    assert draft.title == "The garden"


def test_old_manifest_is_no_threat() -> None:
    """The document type in the manifest that old OpenOffice wrote does not bar a file."""
    source = zipfile.ZipFile(BytesIO(odt("<text:p>We met.</text:p>")))
    parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    parts["META-INF/manifest.xml"] = '<!DOCTYPE m PUBLIC "-//Manifest 1.0//EN" "Manifest.dtd"><m/>'
    assert texts(read(zipped(parts))) == ["We met."]


def test_spreadsheets_and_drawings_are_not_claimed() -> None:
    """Another kind of OpenDocument file is not taken for a text, whatever its suffix."""
    for kind in ("spreadsheet", "graphics"):
        data = zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}"})
        assert READER.claim(data, ".odt") == 0
