"""Parse an article in XML, passing over the few faults that leave its tree as it was meant."""

from __future__ import annotations

from lxml import etree

from relcode.errors import UnreadableError
from relcode.markup import parser

# A prefix without a namespace, a named character, and a name for an element that is none or two
_HARMLESS = {
    *("NS_ERR_UNDEFINED_NAMESPACE", "ERR_UNDECLARED_ENTITY", "WAR_UNDECLARED_ENTITY"),
    *("DTD_XMLID_VALUE", "DTD_ID_REDEFINED"),
}
_TOO_MUCH = "ERR_RESOURCE_LIMIT"


def article_root(data: bytes, name: str) -> tuple[etree._Element, str]:
    """The root, and what was passed over to get it; nothing is fetched and nothing expanded.

    Raises UnreadableError with the line where the XML breaks.
    """
    strict = parser()
    try:
        return etree.fromstring(data, strict), ""
    except etree.XMLSyntaxError:
        kinds, problem = _kinds(strict), _problem(strict)
    if kinds <= _HARMLESS:
        tolerant = parser(recover=True)
        root: etree._Element | None = etree.fromstring(data, tolerant)
        if root is not None and _kinds(tolerant) <= _HARMLESS:
            return root, problem
        kinds, problem = _kinds(tolerant), _problem(tolerant)
    if _TOO_MUCH in kinds:
        raise unsafe(name)
    what = f"the XML is broken: {problem}"
    raise UnreadableError(what, where=name, fix="repair that line or export the file again")


def unsafe(name: str) -> UnreadableError:
    """The error for an article that would take too much to read."""
    what = "the XML is nested deeper, or longer in one piece, or repeats itself more, than is safe"
    return UnreadableError(what, where=name, fix="take the file from its publisher again")


def _kinds(used: etree.XMLParser) -> set[str]:
    return {entry.type_name for entry in used.error_log}


def _problem(used: etree.XMLParser) -> str:
    """The first fault that does harm, or else the first, with its line."""
    faults = list(used.error_log)
    first = next((one for one in faults if one.type_name not in _HARMLESS), None)
    one = first or next(iter(faults), None)
    if one is None:
        return "not XML, line 1"
    return f"{(one.message or 'not XML').strip()}, line {max(one.line, 1)}"
