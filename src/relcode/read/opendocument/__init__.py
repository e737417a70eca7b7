"""Read OpenDocument texts (.odt, .ott and the flat .fodt)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.archive import is_archive, preview
from relcode.errors import UnreadableError
from relcode.foreign import kind_of
from relcode.markup import child
from relcode.read.document import lay_out, title
from relcode.read.draft import DraftBuilder
from relcode.read.normalise import one_line
from relcode.read.opendocument.body import OdfBody
from relcode.read.opendocument.package import roots
from relcode.read.opendocument.styles import OdfStyles

if TYPE_CHECKING:
    from lxml.etree import _Element

    from relcode.terms import Draft

_TEXT = b"application/vnd.oasis.opendocument.text"
_FLAT = re.compile(rb"<(?:\w+:)?document[^>]*?mimetype=[\"']" + re.escape(_TEXT))
_HEAD = 16_384  # bytes: the root of a flat document declares some forty namespaces
_SUFFIXES = frozenset({".odt", ".ott", ".fodt"})
_META = {"initial-creator": "author", "creation-date": "created", "subject": "subject"}


class OpenDocumentReader:
    """Reads OpenDocument texts: headings, lists, tables, frames, and tables of turns."""

    name = "opendocument"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure of an archive or XML that says it is an OpenDocument text, whatever the suffix."""
        if is_archive(data):
            kind = preview(data, "mimetype")
            if kind is None:
                return 0.9 if _TEXT in data[:_HEAD] else 0.3 * (suffix in _SUFFIXES)
            return 1.0 if _TEXT in (kind or preview(data, "META-INF/manifest.xml") or b"") else 0.0
        if _FLAT.search(data[:_HEAD]):
            return 1.0
        return 0.1 * (suffix in _SUFFIXES)

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the document: what it shows, tracked changes taken as accepted.

        Left out are headers, footers, comments and hidden text; footnotes come last, as
        furniture. Raises UnreadableError for damaged, encrypted or hostile files.
        """
        if not is_archive(data) and not _FLAT.search(data[:_HEAD]):
            message = f"this is not an OpenDocument text: {kind_of(data)}"
            fix = "give it its right ending, or open it in LibreOffice and save it as .odt"
            raise UnreadableError(message, where=name, fix=fix)
        parts = roots(data, name)
        body = child(parts[0], "body", "text")
        if body is None:
            message = "the document has no text in it"
            fix = "open it in LibreOffice, let it be repaired, and save it as .odt"
            raise UnreadableError(message, where=name, fix=fix)
        walk = OdfBody(body, OdfStyles(parts), name)
        items = [*walk.items(), *walk.notes()]
        builder = DraftBuilder()
        lay_out(items, builder)
        found = _properties(parts)
        named = found.pop("title", None) or title(items)
        return builder.draft(title=named, variables=found)


def _properties(parts: list[_Element]) -> dict[str, str]:
    found: dict[str, str] = {}
    for root in parts:
        for wanted, key in {"title": "title", **_META}.items():
            element = child(root, "meta", wanted)
            if element is not None and (text := one_line(element.text or "")):
                found[key] = text.partition("T")[0] if key == "created" else text
    return found


READER = OpenDocumentReader()
