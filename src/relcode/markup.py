"""Parse the XML inside documents without trusting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from relcode.errors import UnreadableError

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_DIGITS = 10


def parsed(data: bytes, name: str) -> _Element:
    """The root of the XML; no entity is resolved, nothing is fetched.

    Raises UnreadableError for XML that is not well formed or is nested deeper than 256.
    """
    try:
        return etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())
        message = f"the document is damaged: its XML breaks off or is malformed ({reason})"
        fix = "open it in its own program, let it be repaired, and save it anew"
        raise UnreadableError(message, where=name, fix=fix) from error


def parser(*, recover: bool = False) -> etree.XMLParser:
    """A parser that resolves no entity and fetches nothing; to `recover` passes over mistakes."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def part(archive: ZipFile, member: str, name: str) -> _Element | None:
    """The root of an XML member of an archive; None when there is no such member."""
    try:
        data = archive.read(member)
    except KeyError:
        return None
    return parsed(data, name)


def local(element: _Element) -> str:
    """The element's name without namespace or prefix, as those of one format differ.

    An entity that was not resolved has the name "".
    """
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, wanted: str) -> str | None:
    """The value of an attribute by its name without a namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(value)
    return None


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of names without namespaces."""
    for wanted in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == wanted), None)
    return element


def whole(text: str | None, default: int = 0) -> int:
    """The number in an attribute, or the default where it is missing or none."""
    return int(text) if text and text.isdecimal() and len(text) < _DIGITS else default
