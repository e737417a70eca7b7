"""What a web page says of itself in its head: encoding, title, author, date, journal."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from relcode.encoding import decoded, strictly
from relcode.read.normalise import one_line
from relcode.read.wording import wording

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_HEAD = 4096  # bytes in which an encoding must be declared
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?|<\?xml[^>]{0,100}?en)c(?:harset|oding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_XHTML = re.compile(r"xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_EMPTY = re.compile(
    r"<(script|title|style|textarea|iframe|noscript|a|div|span|p)(\s[^<>]*)?/>", re.IGNORECASE
)
_SITE = re.compile(r"\s+[|–—·»-]\s+")
_WESTERN = {"ascii", "iso8859-1", "cp1252"}


def page_text(data: bytes, name: str) -> str:
    """The characters of the page: by its mark, by what it declares, or else by how it looks.

    Raises UnreadableError for bytes that are no text.
    """
    text = _as_declared(data)
    text = decoded(data, name) if text is None else text
    if _XHTML.search(text[:_HEAD]):
        return _EMPTY.sub(r"<\1\2></\1>", text)  # or it would never end, by the rules of HTML
    return text


def variables(tree: LexborHTMLParser) -> dict[str, str]:
    """The author, date, site, journal, doi … as far as the page gives them."""
    found = _metas(tree)
    wanted: dict[str, list[str]] = wording("html")["variables"]
    values = {
        key: next(filter(None, (found.get(name, "") for name in names)), "")
        for key, names in wanted.items()
    }
    if not values["url"] and (link := tree.css_first("link[rel=canonical]")) is not None:
        values["url"] = link.attributes.get("href") or ""
    return {key: value for key, value in values.items() if value}


def title(tree: LexborHTMLParser) -> str:
    """The title as the page shows it, or as its head gives it, without the name of the site."""
    found = _metas(tree)
    given = next(filter(None, (found.get(name, "") for name in wording("html")["title"])), "")
    node = tree.css_first("title")
    window = one_line(node.text()) if node is not None else ""
    shown = [text for one in tree.css("h1, h2") if (text := one_line(one.text()))]
    for candidate in (given, window):
        lowered = candidate.casefold()
        fitting = [text for text in shown if text.casefold() in lowered]
        if fitting:
            return max(fitting, key=lambda text: (lowered.startswith(text.casefold()), len(text)))
    first = tree.css_first("h1")
    return given or (one_line(first.text()) if first is not None else "") or _SITE.split(window)[0]


def language(tree: LexborHTMLParser) -> str | None:
    """The language that the page declares, such as `en-GB`."""
    root = tree.css_first("html")
    return (root.attributes.get("lang") or root.attributes.get("xml:lang")) if root else None


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The values of the meta elements by name in lower case; several authors in one value."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        value = one_line(attributes.get("content") or "")
        if name and value and not value.startswith("http"):
            found.setdefault(name.lower(), []).append(value)
    return {
        name: "; ".join(dict.fromkeys(values))
        if "author" in name or "creator" in name
        else values[0]
        for name, values in found.items()
    }


def _as_declared(data: bytes) -> str | None:
    """The page in the encoding that it declares, if its bytes bear that out.

    Pages that declare a Western encoding are often in UTF-8, and never the other way round
    without a fault in it.
    """
    match = _DECLARED.search(data[:_HEAD])
    if match is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        declared = codecs.lookup(match.group(1).decode("ascii", "replace")).name
    except LookupError:
        return None
    if declared in _WESTERN:
        text = strictly(data, "utf-8")
        return strictly(data, "cp1252") if text is None else text
    return strictly(data, "utf-8" if declared.startswith("utf-") else declared)
