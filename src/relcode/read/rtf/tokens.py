"""Take Rich Text Format apart: groups, control words, bytes of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])"
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)"
    rb"|[\r\n\\]"
)


class Token(NamedTuple):
    """One token; `word` is a control word, `number` its argument, `data` the bytes of text."""

    kind: Literal["open", "close", "word", "symbol", "text", "byte"]
    word: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order, in linear time; the binary data after `bin` is left out."""
    place, size = 0, len(data)
    while place < size and (match := _TOKEN.match(data, place)):
        place = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if text is not None:
            yield Token("text", data=text)
        elif word is not None:
            argument = int(number) if number is not None else None
            if word == b"bin":
                place += max(0, argument or 0)
            else:
                yield Token("word", word.decode("ascii"), argument)
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif code is not None:
            yield Token("byte", data=bytes.fromhex(code.decode("ascii")))
        elif symbol is not None:
            yield Token("symbol", symbol.decode("latin-1"))
