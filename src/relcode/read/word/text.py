"""The lines of a Word paragraph: what is shown, with deletions dropped and insertions kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.markup import attribute, child, local
from relcode.read.word.styles import is_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from relcode.read.word.styles import WordStyles

# deleted text, the source of fields, settings, marks of notes and comments, the reading above
# a ruby text, embedded objects
_UNSEEN = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "fldData",
        "rPr",
        "pPr",
        "sdtPr",
        "sdtEndPr",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "rt",
        "object",
    }
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


class Piece(NamedTuple):
    """A stretch of text, the start of a new page, or a text box anchored here."""

    kind: Literal["text", "page", "box"]
    text: str = ""
    bold: bool = False
    box: _Element | None = None


def pieces(paragraph: _Element, styles: WordStyles) -> Iterator[Piece]:
    """What a paragraph shows, in order; a line break within it is a line end in the text."""
    return _shown(paragraph, paragraph, styles, bold=False)


def shown(element: _Element) -> Iterable[_Element]:
    """The children that count: of alternatives for newer and older programs only the first."""
    if local(element) == "AlternateContent":
        return [each for each in element if local(each) in ("Choice", "Fallback")][:1]
    if local(element) == "sdt":
        # a content control that still shows its prompt ("Click to enter text") is empty
        prompt = child(element, "sdtPr", "showingPlcHdr")
        return () if is_on(prompt) else element
    return element


def _shown(
    element: _Element, paragraph: _Element, styles: WordStyles, *, bold: bool
) -> Iterator[Piece]:
    for each in shown(element):
        name = local(each)
        if name in _UNSEEN:
            continue
        if name == "t":
            yield Piece("text", (each.text or "").replace("\n", " "), bold)
        elif name == "txbxContent":
            yield Piece("box", box=each)
        elif name == "lastRenderedPageBreak":
            yield Piece("page")
        elif name == "br":
            yield Piece("text", "\n" if attribute(each, "type") in (None, "textWrapping") else " ")
        elif name in _CHARACTERS:
            yield Piece("text", _CHARACTERS[name], bold)
        elif name != "r":
            yield from _shown(each, paragraph, styles, bold=bold)
        elif not is_on(child(each, "rPr", "vanish")):
            yield from _shown(each, paragraph, styles, bold=styles.bold(each, paragraph))
