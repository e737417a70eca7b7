"""The code pages that the bytes of a Rich Text Format file are in, font by font."""

from __future__ import annotations

import codecs

from relcode.read.wording import wording

_WESTERN = "cp1252"
_UNDECIDED = 1  # the charset that leaves the choice to the system


class RtfFonts:
    """The code page of the document and those of its fonts."""

    def __init__(self) -> None:
        """Start with the page of western Europe, which the format assumes."""
        self._page = _WESTERN
        self._fonts: dict[int, str] = {}
        self.default: int | None = None

    def opening(self, word: str) -> None:
        """Take the code page that a word such as `mac` sets for the document."""
        self._page = wording("rtf")["openings"][word]

    def page(self, number: int) -> None:
        """Take the number of the document's code page."""
        self._page = _existing(f"cp{number}")

    def charset(self, font: int | None, number: int) -> None:
        """Take the charset of a font."""
        known: dict[int, str] = wording("rtf")["charsets"]
        if font is not None and number != _UNDECIDED:
            self._fonts[font] = _existing(known.get(number, self._page))

    def decoded(self, data: bytes, font: int | None) -> str:
        """The text of bytes set in a font; a byte without a meaning becomes U+FFFD."""
        font = self.default if font is None else font
        # charset 0 is what writers put where they mean the page of the document
        page = self._fonts.get(font if font is not None else -1, self._page)
        return data.decode(self._page if page == _WESTERN else page, "replace")


def _existing(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return _WESTERN
