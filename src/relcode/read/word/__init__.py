"""Read Word documents (.docx, .docm, .dotx), whichever dialect of Office Open XML they are in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.archive import is_archive, open_guarded, preview
from relcode.errors import UnreadableError
from relcode.foreign import OLE2, encrypted, kind_of
from relcode.read.document import lay_out, title
from relcode.read.draft import DraftBuilder
from relcode.read.word.body import WordBody
from relcode.read.word.package import WordPackage

if TYPE_CHECKING:
    from relcode.terms import Draft

_MAIN = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml")
_MAIN_PART = b"word/document.xml"
_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc"})


class WordReader:
    """Reads Word documents: headings, lists, tables, text boxes, and tables of turns."""

    name = "word"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure of an archive whose main part is a Word document, whatever the suffix."""
        if is_archive(data):
            types = preview(data, "[Content_Types].xml")
            if types is None:
                return 0.9 if _MAIN_PART in data else 0.3 * (suffix in _SUFFIXES)
            return 1.0 if _MAIN.search(types.replace(b"\0", b"")) else 0.0
        if data.startswith(OLE2):
            # old workbooks are for the reader of tables
            return 0.9 if suffix in _SUFFIXES else 0.5
        return 0.1 * (suffix in _SUFFIXES)

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the document: what it shows, tracked changes taken as accepted.

        Left out are headers, footers, comments and hidden text; footnotes come last, as
        furniture. Raises UnreadableError for damaged, encrypted, hostile or old (.doc) files.
        """
        _refuse_others(data, name)
        with open_guarded(data, name) as archive:
            package = WordPackage(archive, name)
            body = WordBody(package)
            items = [*body.items(), *body.notes()]
        builder = DraftBuilder()
        lay_out(items, builder)
        return builder.draft(title=package.title or title(items), variables=package.variables)


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(OLE2) and encrypted(data):
        message = "the file is encrypted with a password"
        fix = "open it in Word, remove the password and save it as .docx"
        raise UnreadableError(message, where=name, fix=fix)
    if data.startswith(OLE2):
        message = "an old Word file (.doc) or an encrypted one"
        raise UnreadableError(message, where=name, fix="open it and save as .docx")
    if not is_archive(data):
        message = f"this is not a Word document: {kind_of(data)}"
        fix = "give it its right ending, or open it in Word and save it as .docx"
        raise UnreadableError(message, where=name, fix=fix)


READER = WordReader()
