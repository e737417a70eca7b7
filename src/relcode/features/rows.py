"""Units as rows of numbers for codes that no model has learned: the vector beside the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_matrix

    from relcode.features.model import Examples

WORD = r"\w+|\?"  # short words and the question mark tell much in speech
_USUAL = 2000  # units that tell how like each other units of any kind are


class Rows:
    """Makes rows (units, width + words), in both parts of length 1 each.

    A fine-tuned encoder has eyes for its own codes first; what it overlooks of others is mostly in
    the words, which are weighed by how rare they are (Spärck Jones 1972, J Documentation 28:11-21)
    in the units that the model learned from. The vector counts from the mean of theirs. `columns`
    are the places of the words, in lower case.
    """

    def __init__(self, examples: Examples, texts: Sequence[str]) -> None:
        """Take the units that the model learned from; words of `texts` are known, too."""
        from sklearn.feature_extraction.text import (  # noqa: PLC0415 - heavy, and often not needed
            TfidfVectorizer,
        )

        self._middle = examples.vectors.mean(0)
        self.width = len(self._middle)
        self._words = TfidfVectorizer(sublinear_tf=True, token_pattern=WORD, dtype=np.float32)
        self._words.fit([*examples.texts, *texts])
        self.columns = {word: self.width + n for word, n in self._words.vocabulary_.items()}
        step = max(1, len(examples.texts) // _USUAL)
        self.usual = self.of(examples.vectors[::step], examples.texts[::step])

    def of(self, vectors: np.ndarray, texts: Sequence[str]) -> csr_matrix:
        """The rows of units with these vectors, (units, width), and texts; there may be none."""
        from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - as in the constructor

        if not len(texts):
            return csr_matrix((0, self.width + len(self.columns)), dtype=np.float32)
        parts = _unit(_unit(vectors.astype(np.float32)) - self._middle)
        return csr_matrix(hstack([csr_matrix(parts), self._words.transform(texts)]))


def joined(*parts: csr_matrix) -> csr_matrix:
    """The rows of all parts, one after another."""
    from scipy.sparse import csr_matrix, vstack  # noqa: PLC0415 - heavy, and often not needed

    return csr_matrix(vstack(parts))


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Each of length 1; nothing stays nothing."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.finfo(np.float32).tiny))
