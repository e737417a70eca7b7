"""Tell on which page each element begins, from page breaks or from places in a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import local, whole

if TYPE_CHECKING:
    from lxml import etree

_PAGE = "relcode-page"
_ASIDE = {"figure", "table", "note", "biblStruct", "graphic", "listBibl", "teiHeader"}


def paged(root: etree._Element) -> None:
    """Note on each element the page that it begins on, if the file tells of pages at all."""
    if next(root.iter("{*}pb"), None) is not None or root.find(".//*[@coords]") is not None:
        _placed(root)
        _carried(root)


def page_of(element: etree._Element) -> int | None:
    """The page that an element begins on, None where the file does not tell."""
    return whole(element.get(_PAGE)) or None


def _placed(root: etree._Element) -> None:
    """An element begins where the first thing within it is placed."""
    for element in root.iter("*"):
        number = whole((element.get("coords") or "").partition(",")[0].strip())
        within: etree._Element | None = element
        while number and within is not None and _PAGE not in within.attrib:
            within.set(_PAGE, str(number))
            parent = within.getparent()
            # the page of a figure or reference is not that of the section that it stands in
            within = None if local(within) in _ASIDE else parent


def _carried(root: etree._Element) -> None:
    """What is not placed itself is on the page that the text has reached."""
    page, aside = 0, None
    for element in root.iter("*"):
        if aside is not None and not _is_within(element, aside):
            aside = None
        if local(element) == "pb":
            page = whole(element.get("n")) or page + 1
        elif aside is None and local(element) in _ASIDE:
            aside = element
        elif aside is None and _PAGE in element.attrib:
            page = whole(element.get(_PAGE))
        if page and _PAGE not in element.attrib:
            element.set(_PAGE, str(page))


def _is_within(element: etree._Element, other: etree._Element) -> bool:
    return any(each is other for each in element.iterancestors())
