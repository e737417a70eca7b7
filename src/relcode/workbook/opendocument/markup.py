"""Text and values as OpenDocument markup."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from relcode.workbook.cells import clean_cell, pieces
from relcode.workbook.look import Marked

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKUP = re.compile("[&<>\n]|  |^ | $")
BLANKS = re.compile("^ +| +$| {2,}")  # XML readers would take them for one or none
PARAGRAPH = "</text:p><text:p>"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
        "ooo": "http://openoffice.org/2004/office",  # views and filters are found by it
        "dc": "http://purl.org/dc/elements/1.1/",
        "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def part(root: str, content: str) -> str:
    """A whole XML file of the package, with its root element."""
    return f"{opened(root)}{content}{closed(root)}"


def opened(root: str) -> str:
    """The beginning of an XML file of the package."""
    declared = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{declared}\n<office:{root} {NAMESPACES} office:version="1.3">'


def closed(root: str) -> str:
    """The end of an XML file of the package."""
    return f"</office:{root}>"


def attribute(value: str) -> str:
    """Text for an attribute in double quotes."""
    return escape(value)


def filled(opening: str, value: str | float | Marked) -> str:
    """A cell with a value; `opening` is its start tag up to where its type is said."""
    if isinstance(value, str | Marked):
        text = _marked(pieces(value)) if isinstance(value, Marked) else plain(clean_cell(value))
        return f'{opening} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    number = f"{value:.15g}"
    return (
        f'{opening} office:value-type="float" office:value="{number}"><text:p>{number}</text:p>'
        "</table:table-cell>"
    )


def plain(text: str, opening: str = "", closing: str = "") -> str:
    """Clean text, a paragraph a line, with all its blanks; each line between the two tags."""
    if not MARKUP.search(text):
        return f"{opening}{text}{closing}"
    lines = escape(text, quote=False).split("\n")
    between = f"{closing}{PARAGRAPH}{opening}"
    return opening + between.join(BLANKS.sub(_blanks, line) for line in lines) + closing


def _blanks(found: re.Match[str]) -> str:
    return f'<text:s text:c="{len(found[0])}"/>'


def _marked(parts: Sequence[tuple[str, str]]) -> str:
    return "".join(
        plain(text, f'<text:span text:style-name="{style}">', "</text:span>")
        if style
        else plain(text)
        for style, text in parts
    )
