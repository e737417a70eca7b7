"""The words that other programs and people use in tables of codes: wording.yaml."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from relcode.rules import content

if TYPE_CHECKING:
    from relcode.terms import Valence

_LONGEST = 200  # characters; no name of a column or code is longer
_WORDS = re.compile(r"[^\W_]+")


def wording() -> dict[str, Any]:
    """The content of wording.yaml."""
    return content(__package__, "wording")


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """A name as it is compared: no case, no accents, no punctuation, single blanks."""
    bare = name[:_LONGEST].casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_WORDS.findall(bare))


def folded(cell: str) -> str:
    """A short cell as it is compared: no case, no blanks around it."""
    return unicodedata.normalize("NFC", cell).strip().casefold()


@cache
def pattern(key: str) -> re.Pattern[str]:
    """The regular expression under `key`, in any case."""
    return re.compile(wording()[key], re.IGNORECASE)


@cache
def kinds() -> dict[str, tuple[str, int]]:
    """What the names of columns mean: the kind, and the place in its list, the likelier first."""
    found: dict[str, tuple[str, int]] = {}
    for kind, names in wording()["columns"].items():
        for rank, name in enumerate(names):
            found.setdefault(plain(name), (kind, rank))
    return found


@cache
def ticks() -> dict[str, bool]:
    """Whether a cell with these words says that a code applies."""
    lists = wording()
    return {
        folded(word): key == "applied" for key in ("applied", "not_applied") for word in lists[key]
    }


@cache
def valences(*, figures: bool = False) -> dict[str, Valence]:
    """The valence that a word or sign stands for; `figures` among them only where asked for."""
    lists = [wording()["valences"], *([wording()["valence_figures"]] if figures else [])]
    return {folded(word): valence for each in lists for valence in each for word in each[valence]}
