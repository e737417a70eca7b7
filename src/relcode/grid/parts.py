"""The parts of an Excel workbook, found by their relations."""

from __future__ import annotations

import posixpath
from typing import IO, TYPE_CHECKING, NamedTuple

from relcode.errors import UnreadableError
from relcode.markup import attribute, child, part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from lxml.etree import _Element

BOOK = "xl/workbook.xml"
_MOST = 16 * 2**20  # bytes of a part that is parsed as a whole: lists of sheets and relations


class Relation(NamedTuple):
    """What a part refers to: the id it uses, the last word of the kind, and the member."""

    id: str
    kind: str
    member: str


class Parts:
    """The members of a workbook's archive."""

    def __init__(self, archive: ZipFile, where: str) -> None:
        """Take an open archive; `where` names the file in errors."""
        self._archive, self.where = archive, where
        self._members = {member.casefold(): member for member in archive.namelist()}

    def sheets(self) -> dict[str, str]:
        """The member of each sheet by the sheet's name, in order."""
        members = {relation.id: relation.member for relation in self.relations(BOOK)}
        listed = child(self.root(BOOK), "sheets")
        return {
            attribute(sheet, "name") or "": members.get(attribute(sheet, "id") or "", "")
            for sheet in (listed if listed is not None else ())
        }

    def relations(self, source: str) -> list[Relation]:
        """What a part refers to within the workbook."""
        folder, _, file = source.rpartition("/")
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [
            Relation(
                attribute(relation, "Id") or "",
                (attribute(relation, "Type") or "").rpartition("/")[2],
                self._named(posixpath.join("/", folder, attribute(relation, "Target") or "")),
            )
            for relation in (root if root is not None else ())
            if attribute(relation, "TargetMode") != "External"
        ]

    def root(self, member: str) -> _Element | None:
        """The root of a small part, None where it is missing."""
        member = self._named(member)
        if not member:
            return None
        if self._archive.getinfo(member).file_size > _MOST:
            message = f"{member} in the file is larger than {_MOST:,} bytes"
            fix = "open it in its own program and save it anew as .xlsx"
            raise UnreadableError(message, where=self.where, fix=fix)
        return part(self._archive, member, self.where)

    def open(self, members: list[str]) -> Iterator[IO[bytes]]:
        """The contents of those members that are there, one after the other."""
        for member in members:
            if member:
                with self._archive.open(member) as content:
                    yield content

    def _named(self, path: str) -> str:
        """The member as the archive spells it, "" where it is missing."""
        return self._members.get(posixpath.normpath(path).lstrip("/").casefold(), "")
