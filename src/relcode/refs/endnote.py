"""Take EndNote's XML apart, also what Zotero and Mendeley write for it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from relcode.errors import UnreadableError
from relcode.refs.record import Record, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# an entity is made in a document type, which these exports never have
_DECLARES = re.compile(rb"<!\s{0,9}(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_KEYED = frozenset({"ref-type"})  # the kind is said by name, and in words of any language


class Reader:
    """The records of one file; where its XML is broken, what can be read of it."""

    def __init__(self, data: bytes, where: str) -> None:
        """Refuse XML that declares entities: raises UnreadableError."""
        if _DECLARES.search(data.replace(b"\0", b"")):
            message = "declares entities, which no reference export does"
            raise UnreadableError(message, where=where, fix="export the references anew")
        self._data, self._where = data, where
        self.faults: list[tuple[int, str]] = []

    def records(self) -> Iterator[Record]:
        """Each record when its end has come; what is wrong with the XML is then in `faults`."""
        walk = etree.iterparse(
            BytesIO(self._data),
            events=("end",),
            tag="record",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=True,
        )
        try:
            for _, element in walk:
                yield _record(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            self.faults.append((error.lineno or 0, f"the XML breaks off: {error.msg}"))
        told = {(each.line, each.message) for each in walk.error_log}
        self.faults += [(line, f"the XML is broken here: {what}") for line, what in sorted(told)]


def _record(element: _Element) -> Record:
    line: Any = element.sourceline  # the stubs do not know it
    record = Record(line or 0)
    for paths in names("endnote").values():
        for path in paths:
            for found in element.iterfind(path):
                said = found.get("name") if path in _KEYED else None
                record.add(path, said or "".join(map(str, found.itertext())), record.line)
    return record
