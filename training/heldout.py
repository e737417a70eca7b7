"""The shipped tagger on documents of the corpus that nothing was fitted to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relcode import codebook
from relcode.tag.cues import CueTagger
from relcode.tag.full import FullTagger
from training import corpus, measure, real
from training.batches import VALENCES
from training.cues import as_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from relcode.plugins import Tagger
    from training.corpus import Document


def figures(documents: Sequence[Document], tagger: Tagger, book: Codebook) -> dict[str, float]:
    """Micro and macro F1 of what the tagger suggests, for all codes and core codes; valence."""
    codes = [code.id for code in book.codes]
    parts = [_read(document, tagger, codes) for document in documents]
    given, meant = (np.concatenate(column) for column in zip(*parts, strict=True))
    said, coded = given >= 0, meant >= 0
    right = said & coded
    return {
        "documents": len(documents),
        "units": len(coded),
        **measure.overall(said, coded, measure.roll_up(book)),
        "valence_accuracy": float((given[right] == meant[right]).mean()),
    }


def _read(
    document: Document, tagger: Tagger, codes: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The valence suggested and the one coded, -1 for none, (units, codes)."""
    source, segments = document.real or as_source(document)
    rows = {segment.id: row for row, segment in enumerate(segments)}
    columns = {code: column for column, code in enumerate(codes)}
    given, meant = (np.full((len(segments), len(codes)), -1, np.int8) for _ in range(2))
    for coding in tagger.codings(source, segments):
        if coding.status == "suggested":
            given[rows[coding.segment], columns[coding.code]] = VALENCES.index(coding.valence)
    for row, line in enumerate(document.lines):
        for code, valence in line.codes.items():
            meant[row, columns[code]] = VALENCES.index(valence)
    wanted = np.array([not line.skip for line in document.lines])
    return given[wanted], meant[wanted]


def sets() -> dict[str, list[Document]]:
    """The documents held out, by what they are; real ones where the reference material is there."""
    fictional = corpus.held_out()
    found = {
        "fictional papers and reports": [one for one in fictional if one.written],
        "fictional interviews": [one for one in fictional if not one.written],
        "real papers": real.documents(real.PAPERS),
        "real focus group": real.documents(real.TALK),
    }
    return {name: documents for name, documents in found.items() if documents}


def both() -> dict[str, Any]:
    """The figures of cues alone and of the full tagger, for each set of documents held out."""
    book = codebook.load("relational")
    taggers = {"cues": CueTagger(book), "full": FullTagger(book)}
    return {
        f"{what}, {name}": figures(documents, tagger, book)
        for what, documents in sets().items()
        for name, tagger in taggers.items()
    }
