"""The parts of a Word document's archive, found by their relations, and its styles."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from relcode.errors import UnreadableError
from relcode.markup import attribute, child, local, part
from relcode.read.normalise import one_line
from relcode.read.word.styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from lxml.etree import _Element

_PROPERTIES = {"creator": "author", "created": "created", "subject": "subject"}
_NOTES = ("footnotes", "endnotes")


class WordPackage:
    """The body, styles, notes and properties of one document."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        """Parse the parts; raises UnreadableError when there is no text in the archive."""
        self._archive, self._name = archive, name
        top = self._related("")
        main = top.get("officeDocument", "word/document.xml")
        root = part(archive, main, name)
        body = child(root, "body")
        if body is None:
            message = "the document is damaged: it has no text"
            fix = "open it in Word, let it be repaired, and save it anew"
            raise UnreadableError(message, where=name, fix=fix)
        self.body = body
        related = self._related(main)
        self.styles = WordStyles(self._part(related.get("styles")))
        self._notes = [self._part(related.get(kind)) for kind in _NOTES]
        self._core = self._part(top.get("core-properties"))

    def notes(self) -> Iterator[_Element]:
        """The footnotes, then the endnotes, without the lines that separate them from the text."""
        for root in self._notes:
            for note in root if root is not None else ():
                if attribute(note, "type") in (None, "normal"):
                    yield note

    @property
    def title(self) -> str | None:
        """The title in the properties, which may be missing."""
        return self._property("title")

    @property
    def variables(self) -> dict[str, str]:
        """The author, the day of creation and the subject, as far as the properties tell."""
        found = {key: self._property(wanted) for wanted, key in _PROPERTIES.items()}
        if day := found["created"]:
            found["created"] = day.partition("T")[0]
        return {key: value for key, value in found.items() if value}

    def _property(self, wanted: str) -> str | None:
        element = child(self._core, wanted)
        return one_line(element.text or "") or None if element is not None else None

    def _part(self, member: str | None) -> _Element | None:
        return part(self._archive, member, self._name) if member else None

    def _related(self, source: str) -> dict[str, str]:
        """The members that a part refers to, by the last word of the relation's type."""
        folder, _, file = source.rpartition("/")
        root = self._part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            target = attribute(relation, "Target") or ""
            if attribute(relation, "TargetMode") != "External" and local(relation):
                found[kind] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found
