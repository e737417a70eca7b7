"""Reference codings: units with codes, the texts they come from, and their place in a source."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.terms import Span

_NO_TEXT = frozenset({".jsonl", ".tsv", ""})


@dataclass(frozen=True, slots=True)
class Unit:
    """One coded unit of a reference; `skip` marks context that nobody codes."""

    id: str
    text: str
    skip: bool
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """The coded units of one document, in reading order."""

    document: str
    units: tuple[Unit, ...]


def references(folder: Path) -> list[Reference]:
    """The references in a folder, one `DOCUMENT.jsonl` each; raises RelcodeError on a bad line."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        message = "holds no .jsonl reference codings"
        raise RelcodeError(
            message, where=str(folder), fix="each document has a file DOCUMENT.jsonl"
        )
    return [Reference(path.stem, tuple(_units(path))) for path in paths]


def _units(path: Path) -> Iterator[Unit]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            yield Unit(row["id"], row["text"], bool(row.get("skip")), row.get("codes") or {})
        except (ValueError, KeyError, TypeError) as error:
            message = f"is not a coded unit ({error})"
            fix = "each line needs id, text, skip, codes"
            raise RelcodeError(message, where=f"{path}:{number}", fix=fix) from error


def texts(folders: Sequence[Path]) -> list[Path]:
    """The files in and below these folders that may be texts."""
    files = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in files if path.suffix not in _NO_TEXT and path.is_file()]


def text_of(document: str, files: Sequence[Path]) -> Iterator[Path]:
    """Those files that may hold a document's whole text, the likeliest first.

    A file named like the document comes first (`PMC1.xml` for `PMC1`, `23_0211.htm` for
    `pcd-23_0211`), then files in folders whose name begins with the same word.
    """
    word = _first_word(document)
    yield from (path for path in files if path.stem.casefold() == document.casefold())
    yield from (path for path in files if document.casefold().endswith("-" + path.stem.casefold()))
    yield from (path for path in files if _first_word(path.parent.name) == word)


def _first_word(name: str) -> str:
    return re.split(r"[^a-z]+", name.casefold().strip("0123456789"))[0]


class Finder:
    """Finds units in a text by their letters and digits alone, whatever stands between them."""

    def __init__(self, text: str) -> None:
        """Index the text once."""
        self._places = [i for i, char in enumerate(text) if char.isalnum()]
        self._letters = "".join(text[i].casefold()[0] for i in self._places)
        self._cursor = 0

    def find(self, unit: str) -> tuple[int, int] | None:
        """The unit's span, searched onwards from the last one found, else from the beginning."""
        wanted = "".join(char.casefold()[0] for char in unit if char.isalnum())
        at = self._letters.find(wanted, self._cursor)
        if at < 0:
            at = self._letters.find(wanted)
        if at < 0 or not wanted:
            return None
        self._cursor = at + len(wanted)
        return self._places[at], self._places[self._cursor - 1] + 1


def spans(reference: Reference, text: str) -> dict[str, tuple[int, int] | None]:
    """The span of every unit in the text, None where it does not occur."""
    finder = Finder(text)
    return {unit.id: finder.find(unit.text) for unit in reference.units}


def overlapping(span: Span | tuple[int, int], start: int, end: int) -> bool:
    """Whether two spans share a character."""
    return span[0] < end and start < span[1]
