"""The coded documents that the model learns from, or is read on."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.features.passages import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.terms import Segment, Source, SourceKind

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
TRAIN = CORPORA / "train"
DOCUMENTS = TRAIN / "documents"
HELD_OUT = ("v", "x")  # first letters of the names of documents that nothing is fitted to
VALENCES = ("positive", "negative", "mixed", "neutral")  # in the order of the network's outputs
_ASKING = frozenset({"I", "M", "MOD", "Q", "INT"})
_PAPER = "paper section"
_SPOKEN = ("interview", "focus group", "paired interview", "automatic transcript")
_SENT = ("chat", "e-mail thread")


class Line(NamedTuple):
    """A unit of a document as it was coded: {code: valence}; a skipped one is context only."""

    text: str
    speaker: str
    skip: bool
    codes: dict[str, str]


class Document(NamedTuple):
    """A coded text, unit by unit, and as the encoder reads it: a unit for each line.

    `real` is a real text as relcode read it, with a segment for each line; None for fictional ones.
    `fold` is the part of the corpus in which it is left out together with others, and `since` the
    version of the model that learned from it first, as it is now; both None where it is held out.
    """

    name: str
    kind: SourceKind
    lines: tuple[Line, ...]
    units: tuple[Unit, ...]
    real: tuple[Source, list[Segment]] | None = None
    fold: int | None = None
    since: int | None = None

    @property
    def written(self) -> bool:
        """Whether it is prose rather than talk."""
        return self.kind != "interview"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of the corpora."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def documents(folder: Path = DOCUMENTS) -> list[Document]:
    """All fictional documents of a folder, by name; `documents.csv` beside it tells their form."""
    told = {row["document"]: row for row in rows(folder.parent / "documents.csv")}
    return [_document(path, told[path.stem]) for path in sorted(folder.glob("*.jsonl"))]


def number(cell: str) -> int | None:
    """The number in a cell, None in an empty one."""
    return int(cell) if cell else None


def learned() -> list[Document]:
    """The fictional ones that the model is fitted to, by name."""
    return [one for one in documents() if not one.name.startswith(HELD_OUT)]


def held_out() -> list[Document]:
    """The fictional ones that nothing is fitted to, by name."""
    return [one for one in documents() if one.name.startswith(HELD_OUT)]


def _document(path: Path, told: dict[str, str]) -> Document:
    lines = tuple(_line(json.loads(row)) for row in path.read_text(encoding="utf-8").splitlines())
    return Document(
        path.stem,
        _kind(told["form"]),
        lines,
        tuple(_units(lines)),
        fold=number(told["fold"]),
        since=number(told["since"]),
    )


def _kind(form: str) -> SourceKind:
    """What relcode would take it for."""
    if form in (*_SPOKEN, *_SENT):
        return "interview"
    return "paper" if form == _PAPER else "report"


def _line(row: dict[str, Any]) -> Line:
    return Line(row["text"], row["speaker"], row["skip"], row.get("codes", {}))


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
