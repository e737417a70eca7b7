"""The characters of a text file, whatever encoding its bytes are in."""

from __future__ import annotations

import codecs
import re

from relcode.errors import UnreadableError
from relcode.foreign import foreign

# the longer marks first: the UTF-32 mark begins with the UTF-16 one
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_STRAY = re.compile("[\udc80-\udcff]")  # what Python makes of a byte that is not UTF-8
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536
_BINARY = 0.01  # more control characters than this is no text in a one-byte encoding
_FIT = 0.95  # of the characters, in a text whose byte order was guessed right
_COMMON_LEAST = 0.01  # of the characters are common to all texts: blanks, marks, line ends
_COMMON = re.compile(r"[\n\r\t -~\u3000-\u3002\uff01-\uff1f]")
# the wrong byte order turns blanks into U+2000 and Latin letters into rare ideographs
_FITTING = re.compile(
    r"[\n\r\t -~\u00a0-\u1fff\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff1f]"
)


def decoded(data: bytes, name: str) -> str:
    """The text of the bytes, without a byte order mark.

    Tried in this order: the mark, UTF-8, UTF-16 without a mark, UTF-8 with a few bytes of another
    encoding, then the likeliest legacy encoding. Raises UnreadableError for bytes that are no text
    in any of them.
    """
    if (marked := _marked(data, name)) is not None:
        return marked
    binary = _looks_binary(data)
    if not binary and (text := strictly(data, "utf-8")) is not None:
        return text
    if order := _byte_order(data):
        return data.decode(order)
    if binary:
        if known := foreign(data):
            raise UnreadableError(known["what"], where=name, fix=known["fix"])
        message = "is not text: it holds bytes that no text has"
        raise UnreadableError(message, where=name, fix="save it as text in UTF-8")
    if (text := _mostly_utf8(data)) is not None:
        return text
    from relcode.encoding.legacy import legacy  # noqa: PLC0415 - few files need it, 40 ms

    return legacy(data)


def is_text(data: bytes) -> bool:
    """Whether the first bytes look like text in some encoding; the rest is not looked at."""
    sample = data[:_SAMPLE]
    if sample.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    return not _looks_binary(sample) or _byte_order(sample[: len(sample) & ~1]) is not None


def opening(data: bytes, size: int) -> bytes:
    """The first bytes of a text without the zeros of UTF-16, to be searched for ASCII."""
    return data[:size].replace(b"\0", b"")


def strictly(data: bytes, encoding: str) -> str | None:
    """The bytes decoded, or None where they are not of that encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """The text of UTF-8 that was cut off within a character or pasted together with cp1252.

    None where fewer characters beyond ASCII are whole than are not: then it is no UTF-8.
    """
    text, used = codecs.utf_8_decode(data, "surrogateescape", False)  # noqa: FBT003 - takes no names
    end = "\ufffd" if used < len(data) else ""
    strays = len(_STRAY.findall(text))
    whole = len(text) - len(text.encode("ascii", "ignore")) - strays
    if whole <= strays + len(end):
        return None
    return _STRAY.sub(lambda stray: _from_cp1252(stray[0]), text) + end


def _from_cp1252(stray: str) -> str:
    return stray.encode("ascii", "surrogateescape").decode("cp1252", "replace")


def _marked(data: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = strictly(data[len(mark) :], encoding)
            if text is not None or encoding == "utf-8":
                return text
            message = f"begins like {encoding.upper()} but breaks off or is damaged"
            raise UnreadableError(message, where=name, fix="save it again as text in UTF-8")
    return None


def _looks_binary(data: bytes) -> bool:
    # old editors close a text with an "end of file" character
    sample = data[:_SAMPLE].rstrip(b"\x1a")
    return b"\x00" in sample or len(_CONTROLS.findall(sample)) > len(sample) * _BINARY


def _byte_order(data: bytes) -> str | None:
    """The name of UTF-16 without a mark: blanks and line ends tell its order in any script."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample or len(data) % 2:
        return None
    fits = {order: _fit(sample, order) for order in ("utf-16-le", "utf-16-be")}
    best = max(fits, key=lambda order: fits[order])
    return best if fits[best] >= _FIT and strictly(data, best) is not None else None


def _fit(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    if len(_COMMON.findall(text)) < _COMMON_LEAST * len(text):
        return 0.0
    return len(_FITTING.findall(text)) / max(1, len(text))
