"""File names as people and tables can take them."""

from __future__ import annotations

import unicodedata

_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, surrogates, line and paragraph ends


def readable(name: str) -> str:
    r"""The name on one line and as valid Unicode: what is neither is written as `\x0a`, `\xff`.

    A name that is not UTF-8, or holds line ends or terminal controls, is rare and allowed.
    """
    whole = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(map(_readable, whole))


def _readable(character: str) -> str:
    if unicodedata.category(character) not in _UNPRINTABLE:
        return character
    return character.encode("unicode_escape").decode("ascii")
