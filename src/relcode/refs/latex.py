"""LaTeX as plain text, as far as titles, names and abstracts use it.

Own rules, because a full LaTeX reader takes 10 ms for an abstract and drops `&` and what it does
not know, both of which stand in abstracts that databases export.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from relcode.rules import content

_ACCENT = re.compile(
    r"""\\(?:([`'^~=."])|([uvHcdbrk])(?=[\s{\\]))\s{0,3}(?:\{\s{0,3}(\\?[A-Za-z])\s{0,3}\}|(\\[ij](?![A-Za-z])|[A-Za-z]))"""
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\s{1,9}|\{\})?")
_ESCAPED = re.compile(r"\\([%&$#_{}])")
_MATH = re.compile(r"\$([^$]{1,300})\$")
_QUOTES = {"``": "“", "''": "”", "---": "—", "--": "–", "~": " "}
_QUOTED = re.compile("|".join(_QUOTES))
# what is meant stands aside, under signs that no text has, while what is LaTeX goes
_MEANT = "%&$#_{}~\\"
_ASIDE = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008"
_KEPT, _BACK = str.maketrans(_MEANT, _ASIDE), str.maketrans(_ASIDE, _MEANT)
_LATEX = re.compile(r"[\\{}$~]|--|``|''")


def plain(text: str) -> str:
    """The text without LaTeX: accents on their letters, signs for commands, no braces."""
    if not _LATEX.search(text):
        return text
    text = _ESCAPED.sub(lambda found: found[1].translate(_KEPT), text)
    text = _ACCENT.sub(_accented, text)
    text = _COMMAND.sub(_sign, text)
    text = _MATH.sub(r"\1", text)
    text = _QUOTED.sub(lambda found: _QUOTES[found[0]], text)
    for sign in "{}\\":
        text = text.replace(sign, "")
    return text.translate(_BACK)


def _accented(found: re.Match[str]) -> str:
    letter = (found[3] or found[4]).removeprefix("\\")
    return normalize("NFC", letter + _table("accents")[found[1] or found[2]])


def _sign(found: re.Match[str]) -> str:
    return _table("signs").get(found[1], " " if found[0][-1].isspace() else "").translate(_KEPT)


@cache
def _table(name: str) -> dict[str, str]:
    table: dict[str, str] = content("relcode.refs", "latex")[name]
    return table
