"""Fictional articles in TEI, for the tests of their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import check_draft, check_source
from relcode.read.assemble import assembled
from relcode.read.tei import READER

if TYPE_CHECKING:
    from relcode.terms import Draft


def article(body: str = "", *, source: str = "", profile: str = "", back: str = "") -> bytes:
    """A TEI article around this body."""
    header = f"<fileDesc><sourceDesc>{source}</sourceDesc></fileDesc>"
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}<profileDesc>{profile}'
        f'</profileDesc></teiHeader><text xml:lang="en-GB"><body>{body}</body>'
        f"<back>{back}</back></text></TEI>"
    ).encode()


def printed(text: str) -> bytes:
    """A text marked up line by line, without divisions, as models are trained on."""
    header = '<teiHeader><fileDesc xml:id="0"/></teiHeader>'
    return f'<tei>{header}<text xml:lang="en">{text}</text></tei>'.encode()


def read(data: bytes) -> Draft:
    """The draft, which keeps to the contract, as does the source made of it."""
    draft = READER.read(data, "mill.tei.xml")
    check_draft(draft)
    check_source(assembled(draft, "mill.tei.xml"))
    return draft


def rows(draft: Draft) -> list[tuple[str, int, str]]:
    """Form or note, level and text of each block."""
    return [
        (block.note or block.form, block.level, draft.text[block.start : block.end])
        for block in draft.blocks
    ]


def headings(draft: Draft) -> list[tuple[int, str]]:
    """Level and text of each heading."""
    return [(level, text) for form, level, text in rows(draft) if form == "heading"]
