"""Make small office files from scratch, so that tests hold exactly the markup they are about."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docx.document import Document as WordDocument
    from odfdo import Document as OdfDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:wps="urn:wps" xmlns:mc="urn:mc" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = "application/vnd.oasis.opendocument.text"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these members, compressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, *, styles: str = "", notes: str = "", kind: str = _MAIN) -> bytes:
    """A Word document with this markup as its body, its styles and its footnotes."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "footnotes")
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" '
            f'ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}'
            "</Relationships>",
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
            "word/footnotes.xml": f"<w:footnotes {_NAMESPACES}>{notes}</w:footnotes>",
        }
    )


def paragraph(*runs: str, style: str = "", settings: str = "") -> str:
    """The markup of a Word paragraph of runs, each either markup or plain text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    made = (run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{named}{settings}</w:pPr>{''.join(made)}</w:p>"


def saved(document: WordDocument) -> bytes:
    """The bytes of a document made with python-docx."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_table(rows: Sequence[Sequence[str]]) -> bytes:
    """A Word document that holds one table."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    return saved(document)


def workbook(*sheets: Iterable[Iterable[object]]) -> bytes:
    """An Excel workbook of these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opendocument(document: OdfDocument) -> bytes:
    """The bytes of a document made with odfdo."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def odt(body: str, *, styles: str = "") -> bytes:
    """An OpenDocument text with this markup as its body and its automatic styles."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": ODT, "content.xml": content})
