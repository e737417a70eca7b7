"""Read Rich Text Format: headings, lists, tables, text boxes and notes, in any code page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.errors import UnreadableError
from relcode.foreign import kind_of
from relcode.read.document import lay_out, title
from relcode.read.draft import DraftBuilder
from relcode.read.rtf.document import RtfDocument
from relcode.read.rtf.tokens import tokens

if TYPE_CHECKING:
    from relcode.terms import Draft

_OPENING = b"{\\rtf"
_BLANKS = b"\xef\xbb\xbf \t\r\n"


class RtfReader:
    """Reads RTF as Word, LibreOffice and TextEdit write it."""

    name = "rtf"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure of a file that opens as RTF does, whatever the suffix."""
        if data[:64].lstrip(_BLANKS).startswith(_OPENING):
            return 1.0
        return 0.1 * (suffix == ".rtf")

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the document: what it shows, tracked changes taken as accepted.

        Raises UnreadableError for a file that is not RTF, or breaks off before its end.
        """
        body = data.lstrip(_BLANKS)
        if not body.startswith(_OPENING):
            message = f"this is not an RTF document: {kind_of(data)}"
            fix = "give it its right ending, or open it in its own program and save it as .docx"
            raise UnreadableError(message, where=name, fix=fix)
        document = RtfDocument()
        for token in tokens(body):
            document.take(token)
        if not document.over:
            message = "the file is cut off: its end is missing"
            fix = "copy or download it again, or open it in a word processor and save it anew"
            raise UnreadableError(message, where=name, fix=fix)
        builder = DraftBuilder()
        lay_out(document.items, builder)
        found = dict(document.properties)
        named = found.pop("title", None) or title(document.items)
        return builder.draft(title=named, variables=found)


READER = RtfReader()
