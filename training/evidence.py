"""What is known of every coded unit of the corpus: predictions of folds, cues, and the coding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from training.batches import VALENCES
from training.cues import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from training.corpus import Document
    from training.predict import Predicted


class Evidence(NamedTuple):
    """One row a unit, in the order of the documents of all folds.

    `document` names where it stood; `logits`, `cues` and `coded` are (units, codes); `valences` are
    the predicted valences (units, codes) and `meant` the coded ones, -1 where the code does not
    stand.
    """

    document: np.ndarray
    logits: np.ndarray
    cues: np.ndarray
    coded: np.ndarray
    valences: np.ndarray
    meant: np.ndarray


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
    order = [named[name] for name in dict.fromkeys(fold.documents)]
    return Evidence(
        fold.documents,
        fold.codes,
        said(order, book, codes),
        (meant >= 0).astype(float),
        fold.valences.argmax(-1),
        meant,
    )
