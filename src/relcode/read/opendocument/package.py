"""The parts of an OpenDocument file, text or spreadsheet, zipped or flat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.archive import is_archive, open_guarded
from relcode.errors import UnreadableError
from relcode.markup import parsed, part

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = ("content.xml", "styles.xml", "meta.xml")
_MANIFEST = "META-INF/manifest.xml"


def roots(data: bytes, name: str) -> list[_Element]:
    """The roots of the parts that are there; the first holds the content.

    Raises UnreadableError for files that are damaged, encrypted or hostile.
    """
    if not is_archive(data):
        return [parsed(data, name)]
    with open_guarded(data, name) as archive:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            message = "the document is encrypted with a password"
            fix = "open it in LibreOffice and save it without a password"
            raise UnreadableError(message, where=name, fix=fix)
        found = [part(archive, member, name) for member in _PARTS]
    if found[0] is None:
        message = "the document is damaged: content.xml is missing"
        raise UnreadableError(message, where=name, fix="open it in LibreOffice and save it anew")
    return [root for root in found if root is not None]
