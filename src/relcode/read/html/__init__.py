"""Read web pages: the article with its headings and points, the furniture, the comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from relcode.encoding import opening
from relcode.errors import UnreadableError
from relcode.read.draft import DraftBuilder
from relcode.read.html import meta
from relcode.read.html.byline import authors
from relcode.read.html.comments import threads
from relcode.read.html.layout import lay_out
from relcode.read.html.main import settle
from relcode.read.html.tree import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.read.html.parts import Line
    from relcode.terms import Draft, SourceKind

_HEAD = 4096  # bytes
_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml", ".xht"}
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_PIECE = re.compile(
    rb"<(?:head|body|title|meta|div|article|section|main|p|h[1-6]|table|ul|ol|span|center|font"
    rb"|blockquote|b|strong)[\s/>]",
    re.IGNORECASE,
)


class HtmlReader:
    """Reads HTML and XHTML, whole pages or pieces of them."""

    name = "html"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure of a whole page; the suffix decides about a mere piece of one."""
        head = opening(data, _HEAD).lstrip(_BLANK)
        named = suffix.lower() in _SUFFIXES
        page = _PAGE.search(head) if head.startswith(b"<") or named else None
        if page is not None:
            return 0.95
        if _PIECE.match(head):
            return 0.85 if named else 0.6
        return 0.5 if named and b"<" in data else 0.0

    def read(self, data: bytes, name: str) -> Draft:
        """The page as a draft; raises UnreadableError for a page without any text."""
        tree = LexborHTMLParser(meta.page_text(data, name))
        variables = meta.variables(tree)
        title = meta.title(tree)
        walk = Walk(threads(tree))
        if tree.body is not None:
            walk.page(tree.body)
        told = variables.get("authors", "")
        settle(walk.boxes, walk.lines, title, told.split(";")[0])
        if told:
            variables["authors"] = authors(walk.lines, told)
        builder = DraftBuilder()
        lay_out(walk.lines, title, builder)
        draft = builder.draft(
            kind=_kind(walk.lines, variables),
            title=title or None,
            language=meta.language(tree),
            variables=variables,
        )
        if not draft.blocks:
            message = "the page holds no text"
            fix = "pages that are filled in by scripts must be saved from the browser, complete"
            raise UnreadableError(message, where=name, fix=fix)
        return draft


READER = HtmlReader()


def _kind(lines: Sequence[Line], variables: dict[str, str]) -> SourceKind | None:
    """A paper by its journal; a web page by its furniture; any other text may be anything."""
    if "journal" in variables:
        return "paper"
    dressed = any(line.note == "navigation" or line.box.comment for line in lines)
    return "web" if dressed else None
