"""The authors that a page names below its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.read.html.parts import Line

_APART = re.compile(r"\s*;\s*(?:and\s+)?")
_NAME = re.compile(r"[^\W\d_][^,\d()[\]]*")  # up to a degree, a mark, or a remark


def authors(lines: Iterable[Line], told: str) -> str:
    """All authors of the byline that begins with the one who is `told`; else `told` as it is.

    Journals give programs the first author alone, and readers all, parted by semicolons.
    """
    if not told or ";" in told:
        return told
    for line in lines:
        if line.note == "byline" and line.text.startswith(told) and ";" in line.text:
            names = (_NAME.match(part) for part in _APART.split(line.text))
            return "; ".join(name[0].strip() for name in names if name)
    return told
