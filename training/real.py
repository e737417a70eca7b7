"""Real papers and reports that were coded: their texts stay where they are, beside the project.

`corpora/real` holds what was coded, by a hash of each unit's words; the texts are read from the
reference material, and a document that is not there is left out.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from relcode import codebook
from relcode.read.sources import source
from relcode.segment import segments
from relcode.tag.units import units
from relcode.terms import UNCODED
from training import corpus
from training.corpus import Document, Line

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.codebook import Codebook

FOLDER = corpus.CORPORA / "real"
TEXTS = corpus.ROOT.parent / "shared" / "data"
LEARNED, PAPERS, TALK = "learned", "held out papers", "held out talk"
Coded = dict[tuple[str, str], dict[str, str]]  # (document, unit): {code: valence}, empty for none


def key(text: str) -> str:
    """What a unit is known by: a hash of its words, whatever the space between them."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def documents(part: str, folder: Path = FOLDER, texts: Path = TEXTS) -> list[Document]:
    """The documents of a part whose texts are there, by name."""
    book = codebook.load("relational")
    coded = _coded(folder)
    return [
        _document(row, texts / row["path"], coded, book)
        for row in corpus.rows(folder / "documents.csv")
        if row["part"] == part and (texts / row["path"]).exists()
    ]


def _coded(folder: Path) -> Coded:
    found: Coded = {(row["document"], row["unit"]): {} for row in corpus.rows(folder / "units.csv")}
    for row in corpus.rows(folder / "codings.csv"):
        found[row["document"], row["unit"]][row["code"]] = row["valence"]
    return found


def _document(row: dict[str, str], path: Path, coded: Coded, book: Codebook) -> Document:
    name, text = row["document"], source(path)
    cut = list(segments(text, book.lesson_headings))
    lines, read = [], []
    left = {unit: codes for (document, unit), codes in coded.items() if document == name}
    for segment, unit in zip(cut, units(text, cut, UNCODED), strict=True):
        # what recurs word for word was coded where it stands first
        codes = left.pop(key(unit.text), None) if unit.wanted else None
        wanted = codes is not None
        lines.append(Line(unit.text, segment.speaker or "", not wanted, codes or {}))
        read.append(unit._replace(wanted=wanted))
    fold, since = (corpus.number(row[column]) for column in ("fold", "since"))
    return Document(name, text.kind, tuple(lines), tuple(read), (text, cut), fold, since)
