"""Bring text into the one form that positions count in: NFC, LF, no BOM, nothing XML forbids."""

from __future__ import annotations

import re
import unicodedata

_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
# XML 1.0, section 2.2: what is not a Char; lone surrogates and the two non-characters included
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LANGUAGE = re.compile(r"\s*([a-z]{2})(?:[-_].*)?\s*", re.IGNORECASE)


def normalised(text: str) -> str:
    """The text in NFC with LF line ends and no BOM; each forbidden character becomes one U+FFFD."""
    lines = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("\ufffd", lines))


def one_line(text: str) -> str:
    """The normalised text with every run of blanks and line ends as one space, ends trimmed."""
    return _BLANKS.sub(" ", normalised(text).replace("\n", " ")).strip()


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag such as `en-GB`, None for any other text."""
    match = _LANGUAGE.fullmatch(tag or "")
    return match[1].lower() if match else None
