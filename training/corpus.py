"""The coded documents that the model learns from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcode.features.passages import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "corpora" / "train" / "documents"
HELD_OUT = ("v", "x")  # first letters of the names of documents that nothing is fitted to
_ASKING = frozenset({"I", "M", "MOD", "Q", "INT"})


class Line(NamedTuple):
    """A unit of a document as it was coded: {code: valence}; a skipped one is context only."""

    text: str
    speaker: str
    skip: bool
    codes: dict[str, str]


class Document(NamedTuple):
    """A coded text, unit by unit."""

    name: str
    lines: tuple[Line, ...]

    def units(self) -> list[Unit]:
        """Its units as the encoder reads them."""
        return list(_units(self.lines))


def documents(folder: Path = DOCUMENTS) -> list[Document]:
    """All documents of a folder, by name."""
    return [_document(path) for path in sorted(folder.glob("*.jsonl"))]


def learned() -> list[Document]:
    """Those that the model is fitted to, by name."""
    return [one for one in documents() if not one.name.startswith(HELD_OUT)]


def held_out() -> list[Document]:
    """Those that nothing is fitted to, by name."""
    return [one for one in documents() if one.name.startswith(HELD_OUT)]


def _document(path: Path) -> Document:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    lines = (Line(row["text"], row["speaker"], row["skip"], row.get("codes", {})) for row in rows)
    return Document(path.stem, tuple(lines))


def _units(lines: Sequence[Line]) -> Iterator[Unit]:
    speaker = None
    for line in lines:
        if line.skip:
            asked = line.speaker in _ASKING or line.text.endswith("?")
            yield Unit(line.text, "question" if asked else "heading", wanted=False)
        else:
            same = line.speaker == speaker
            yield Unit(line.text, "same" if same else "turn", wanted=True)
        speaker = line.speaker
