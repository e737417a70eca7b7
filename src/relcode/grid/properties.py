"""What relcode noted in the properties of a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

from relcode.archive import is_archive, open_guarded, unpacking
from relcode.grid.kinds import Kind
from relcode.grid.stream import elements
from relcode.markup import attribute

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_PREFIX = "relcode."
_EXCEL, _CALC = "docProps/custom.xml", "meta.xml"


def properties(data: bytes, kind: Kind, where: str) -> dict[str, str]:
    """The properties that begin with "relcode.", without that; {} for delimited text."""
    if kind is Kind.TEXT:
        return {}
    if is_archive(data):
        member = _EXCEL if kind is Kind.EXCEL else _CALC
        with unpacking(where), open_guarded(data, where, streamed=True, only=member) as archive:
            return _of_archive(archive, member, where)
    return _own(BytesIO(data), where) if kind is Kind.CALC else {}


def _of_archive(archive: ZipFile, member: str, where: str) -> dict[str, str]:
    if member not in archive.namelist():
        return {}
    with archive.open(member) as content:
        return _own(content, where)


def _own(content: IO[bytes], where: str) -> dict[str, str]:
    found = elements(content, ("property", "user-defined"), where)
    named = ((attribute(each, "name") or "", _text(each)) for each in found)
    return {name.removeprefix(_PREFIX): text for name, text in named if name.startswith(_PREFIX)}


def _text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
