"""What is known of every coded unit of the corpus: predictions of folds, cues, and the coding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from training.corpus import VALENCES
from training.cues import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from training.corpus import Document
    from training.predict import Predicted


class Evidence(NamedTuple):
    """One row a unit, in the order of the documents of all folds.

    `document` names where it stood, `kind` what that is (spoken, written, real); `logits`, `cues`
    and `coded` are (units, codes); `tones` are the logits of valences (units, codes, 4), `judged`
    the valences that the rules give where a cue speaks and `meant` the coded ones, -1 where there
    is none.
    """

    document: np.ndarray
    kind: np.ndarray
    logits: np.ndarray
    cues: np.ndarray
    coded: np.ndarray
    tones: np.ndarray
    judged: np.ndarray
    meant: np.ndarray

    def of(self, rows: np.ndarray) -> Evidence:
        """These units alone."""
        return Evidence(*(column[rows] for column in self))


def evidence(folds: Sequence[Predicted], documents: Sequence[Document], book: Codebook) -> Evidence:
    """The evidence of these folds; each document stands in one of them."""
    codes = [code.id for code in book.codes]
    named = {document.name: document for document in documents}
    parts = [_of(fold, named, book, codes) for fold in folds]
    return Evidence(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of(
    fold: Predicted,
    named: dict[str, Document],
    book: Codebook,
    codes: Sequence[str],
) -> Evidence:
    places = {code: column for column, code in enumerate(codes)}
    meant = np.full(fold.codes.shape, -1, np.int8)
    for row, (name, line) in enumerate(zip(fold.documents, fold.lines, strict=True)):
        for code, valence in named[name].lines[line].codes.items():
            meant[row, places[code]] = VALENCES.index(valence)
    read = [named[name] for name in dict.fromkeys(fold.documents)]
    heard = said(read, book, codes)
    starts = np.cumsum([0, *(len(one.lines) for one in read)])
    first = {one.name: start for one, start in zip(read, starts, strict=False)}
    rows = np.array([first[name] for name in fold.documents]) + fold.lines
    return Evidence(
        document=fold.documents,
        kind=np.array([_kind(named[name]) for name in fold.documents]),
        logits=fold.codes,
        cues=heard.strength[rows],
        coded=(meant >= 0).astype(float),
        tones=fold.valences,
        judged=heard.valence[rows],
        meant=meant,
    )


def _kind(document: Document) -> str:
    if document.real:
        return "real"
    return "written" if document.written else "spoken"
