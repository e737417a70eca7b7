"""Papers laid out as PDF from known text, for tests and measurements of the reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

_MARGIN, _GAP = 18 * mm, 7 * mm
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
RUNNING = "Journal of Orchard Studies 12"


class Article(NamedTuple):
    """What is laid out: sections are titles with their level and paragraphs."""

    title: str
    authors: str
    abstract: str
    sections: Sequence[tuple[str, int, Sequence[str]]]


class Look(NamedTuple):
    """How it is laid out: columns, size of type, whether lines are even, paragraphs indented."""

    columns: int = 2
    size: float = 9.5
    even: bool = True
    indented: bool = True
    bold_heads: bool = True
    font: str = "Times"


LOOKS = {
    "two columns": Look(),
    "one column": Look(columns=1, size=11, indented=False),
    "two columns, ragged, sans": Look(even=False, indented=False, font="Helvetica"),
    "three columns": Look(columns=3, size=8.5),
    "two columns, larger heads": Look(bold_heads=False, size=10),
}


def write(article: Article, look: Look, path: Path) -> None:
    """Lay an article out."""
    fonts = {"Times": ("Times-Roman", "Times-Bold"), "Helvetica": ("Helvetica", "Helvetica-Bold")}
    plain, bold = fonts[look.font]
    width, high = A4
    wide = width - 2 * _MARGIN
    column = (wide - _GAP * (look.columns - 1)) / look.columns
    head = 78 * mm
    first = [Frame(_MARGIN, high - _MARGIN - head, wide, head, id="head", showBoundary=0)]
    frames = {"first": high - 2 * _MARGIN - head, "later": high - 2 * _MARGIN}
    templates = []
    for name, tall in frames.items():
        made = [
            Frame(_MARGIN + n * (column + _GAP), _MARGIN, column, tall, id=f"{name}{n}")
            for n in range(look.columns)
        ]
        every = [*first, *made] if name == "first" else made
        templates.append(PageTemplate(id=name, frames=every, onPage=_margins))
    document = BaseDocTemplate(str(path), pagesize=A4, title="untitled")
    document.addPageTemplates(templates)
    document.build(list(_story(article, look, plain, bold)))


def _margins(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(_MARGIN, A4[1] - 12 * mm, f"{RUNNING}:{document.page}, 2021")
    canvas.drawCentredString(A4[0] / 2, 9 * mm, str(document.page))


def _story(article: Article, look: Look, plain: str, bold: str) -> Iterator[object]:
    text = ParagraphStyle(
        "text", fontName=plain, fontSize=look.size, leading=look.size * 1.2,
        alignment=4 if look.even else 0, firstLineIndent=10 if look.indented else 0,
        spaceAfter=0 if look.indented else 5,
    )  # fmt: skip
    yield Paragraph(
        escape(article.title), ParagraphStyle("t", fontName=bold, fontSize=17, leading=20)
    )
    yield Spacer(1, 6)
    yield Paragraph(escape(article.authors), ParagraphStyle("a", fontName=plain, fontSize=11))
    yield Spacer(1, 6)
    heading = ParagraphStyle(
        "h", fontName=bold, fontSize=look.size + 1.5, spaceBefore=9, spaceAfter=3
    )
    yield Paragraph("Abstract", heading)
    yield Paragraph(escape(article.abstract), ParagraphStyle("ab", parent=text, firstLineIndent=0))
    yield NextPageTemplate("later")
    yield FrameBreak()
    for number, (title, level, paragraphs) in enumerate(article.sections):
        size = look.size + (1.5 if level == 1 else 0.0) + (0 if look.bold_heads else 2.0)
        face = bold if look.bold_heads else plain
        style = ParagraphStyle(
            f"h{level}",
            parent=heading,
            fontName=face,
            fontSize=size,
            leading=size * 1.2,
            keepWithNext=1,
        )
        yield Paragraph(escape(title), style)
        for place, each in enumerate(paragraphs):
            yield Paragraph(escape(each), text)
            if (number, place) == (1, 0):
                yield from _aside(plain, look)


def _aside(plain: str, look: Look) -> Iterator[object]:
    """A table with its caption."""
    small = ParagraphStyle("c", fontName=plain, fontSize=look.size - 1.5, leading=look.size)
    yield Spacer(1, 6)
    yield Paragraph("Table 1. Harvest by orchard and year.", small)
    rows = [
        ["Orchard", "2019", "2020"],
        ["North", "12", "15"],
        ["South", "7", "9"],
        ["Hill", "3", "4"],
    ]
    yield Table(rows, style=[("FONTSIZE", (0, 0), (-1, -1), look.size - 1.5)])
    yield Spacer(1, 6)


def sentences(paragraphs: Sequence[str]) -> list[str]:
    """The sentences of paragraphs, roughly."""
    return [one for each in paragraphs for one in _SENTENCE.split(each)]
