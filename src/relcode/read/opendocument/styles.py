"""What an OpenDocument text's styles say about its paragraphs and spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.markup import attribute, child, local
from relcode.read.document.style_names import Style, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_CHAIN = 20  # styles that build on one another; more is a circle
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_COLLECTIONS = ("automatic-styles", "styles")


class OdfStyles:
    """The styles of paragraphs and texts, automatic ones included, by family and name."""

    def __init__(self, roots: Sequence[_Element]) -> None:
        """Index the styles of all parts."""
        self._styles: dict[tuple[str | None, str | None], _Element] = {}
        for collection in (child(root, each) for root in roots for each in _COLLECTIONS):
            for style in collection if collection is not None else ():
                if local(style) == "style":
                    key = attribute(style, "family"), attribute(style, "name")
                    self._styles.setdefault(key, style)

    def form(self, paragraph: _Element) -> Style:
        """The form that the style of a paragraph gives it, by the names of its ancestors too."""
        last = attribute(paragraph, "style-name")
        for style in self._chain("paragraph", last):
            name = attribute(style, "display-name") or attribute(style, "name") or ""
            if (found := known(name)) is not None:
                return found
            last = attribute(style, "parent-style-name")
        # the style that the last one builds on may be defined nowhere
        return known(last or "") or Style("paragraph")

    def bold(self, family: str, element: _Element) -> bool | None:
        """Whether the style of a paragraph or span makes it bold; None if it does not say."""
        weight = self._property(family, element, "font-weight")
        return weight in _BOLD if weight is not None else None

    def hidden(self, family: str, element: _Element) -> bool:
        """Whether the style hides the text."""
        return self._property(family, element, "display") == "none"

    def starts_page(self, paragraph: _Element) -> bool:
        """Whether the style starts a new page before the paragraph."""
        for style in self._chain("paragraph", attribute(paragraph, "style-name")):
            settings = child(style, "paragraph-properties")
            if settings is not None and (found := attribute(settings, "break-before")):
                return found == "page"
        return False

    def _property(self, family: str, element: _Element, wanted: str) -> str | None:
        for style in self._chain(family, attribute(element, "style-name")):
            settings = child(style, "text-properties")
            if settings is not None and (found := attribute(settings, wanted)) is not None:
                return found
        return None

    def _chain(self, family: str, name: str | None) -> Iterator[_Element]:
        for _ in range(_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = attribute(style, "parent-style-name")
