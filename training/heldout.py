"""The shipped tagger on documents of the corpus that nothing was fitted to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relcode import codebook
from relcode.tag.cues import CueTagger
from relcode.tag.full import FullTagger
from training import corpus, measure
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
    cores = [code.id for code in book.codes if code.core]
    roll = np.array([[book.core(code) == core for core in cores] for code in codes], float)
    parts = [_read(document, tagger, codes) for document in documents]
    given, meant = (np.concatenate(column) for column in zip(*parts, strict=True))
    said, coded = given >= 0, meant >= 0
    core_said, core_coded = said @ roll > 0, coded @ roll > 0
    right = said & coded
    return {
        "documents": len(documents),
        "units": len(coded),
        "micro_f1": measure.f1(said, coded),
        "macro_f1": measure.macro_f1(said, coded),
        "core_micro_f1": measure.f1(core_said, core_coded),
        "core_macro_f1": measure.macro_f1(core_said, core_coded),
        "valence_accuracy": float((given[right] == meant[right]).mean()),
    }


def _read(
    document: Document, tagger: Tagger, codes: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The valence suggested and the one coded, -1 for none, (units, codes)."""
    source, segments = as_source(document)
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


def both() -> dict[str, Any]:
    """The figures of cues alone and of the full tagger on the documents held out."""
    book = codebook.load("relational")
    kept = corpus.held_out()
    taggers = {"cues": CueTagger(book), "full": FullTagger(book)}
    return {name: figures(kept, tagger, book) for name, tagger in taggers.items()}
