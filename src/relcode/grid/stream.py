"""Walk through large XML without keeping it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from relcode.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_TRUSTING_NOTHING: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def elements(content: IO[bytes], names: tuple[str, ...], where: str) -> Iterator[_Element]:
    """Each element of those names, whole, whatever its namespace; it is gone after its turn."""
    for _, element in events(content, names, ("end",), where):
        yield element
        release(element)


def events(
    content: IO[bytes], names: tuple[str, ...], kinds: tuple[str, ...], where: str
) -> Iterator[tuple[str, _Element]]:
    """The starts and ends of elements of those names; no entity is resolved, nothing fetched.

    Raises UnreadableError for XML that is not well formed.
    """
    wanted: Any = tuple(f"{{*}}{name}" for name in names)
    walk = etree.iterparse(content, events=kinds, tag=wanted, **_TRUSTING_NOTHING)
    try:
        yield from walk
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())
        message = f"the file is damaged: its XML breaks off or is malformed ({reason})"
        fix = "open it in its own program, let it be repaired, and save it anew"
        raise UnreadableError(message, where=where, fix=fix) from error


def release(element: _Element) -> None:
    """Forget an element's content and what stands before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
