"""Tell which source a table means by the name of a document."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from relcode.review.imported.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FOLDERS = re.compile(r".*[\\/]")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class Documents:
    """The sources of a study by name: whole, without folders, without suffix, without signs."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Know the sources; `names` maps their ids to their names."""
        self._levels: list[tuple[Callable[[str], str], dict[str, list[str]]]] = []
        for level in (_whole, _file, _stem, _bare):
            found: dict[str, list[str]] = {}
            for source, name in names.items():
                found.setdefault(level(name), []).append(source)
            self._levels.append((level, found))

    def find(self, document: str) -> list[str]:
        """The ids of the sources of that name, by the strictest reading that gives any."""
        named = (found.get(level(document)) for level, found in self._levels)
        return next((sources for sources in named if sources), []) if plain(document) else []

    def __contains__(self, document: str) -> bool:
        """Whether a source is called so."""
        return bool(self.find(document))


def _whole(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _file(name: str) -> str:
    return _FOLDERS.sub("", _whole(name))


def _stem(name: str) -> str:
    file = _file(name)
    stem, dot, suffix = file.rpartition(".")
    return stem if stem and _SUFFIX.fullmatch(dot + suffix) else file


def _bare(name: str) -> str:
    return plain(_stem(name))
