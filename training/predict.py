"""What a model as it would ship says of documents that it has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.encoder import Encoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.features.model import Model
    from training.corpus import Document


class Predicted(NamedTuple):
    """Logits for the coded units of documents, in order of the documents and of their lines.

    `codes` is (units, codes), `valences` (units, codes, 4), `vectors` (units, width).
    """

    documents: np.ndarray
    lines: np.ndarray
    codes: np.ndarray
    valences: np.ndarray
    vectors: np.ndarray

    def save(self, path: Path) -> None:
        """Write it to an .npz file, whole or not at all."""
        part = path.with_suffix(".part.npz")
        np.savez(part, **self._asdict())
        part.replace(path)


def load(path: Path) -> Predicted:
    """What was saved there."""
    with np.load(path) as held:
        return Predicted(**{name: held[name] for name in Predicted._fields})


def predict(model: Model, documents: Sequence[Document], threads: int = 2) -> Predicted:
    """The model's logits and vectors for every unit of the documents."""
    encoder = Encoder(model, threads)
    found = [
        (document.name, unit) for document in documents for unit in encoder.units(document.units)
    ]
    vectors = np.stack([unit.vector for _, unit in found])
    heads = model.heads
    tones = vectors @ heads["valences"] + heads["valences_bias"]
    return Predicted(
        documents=np.array([name for name, _ in found]),
        lines=np.array([unit.number for _, unit in found]),
        codes=vectors @ heads["codes"] + heads["codes_bias"],
        valences=tones.reshape(len(tones), len(model.codes), -1),
        vectors=vectors,
    )
