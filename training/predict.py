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

    def lean(self, documents: Sequence[Document], codes: Sequence[str]) -> Predicted:
        """What calibration asks for, in few bytes: no vectors, valences where a code stands.

        Half precision is as good: a logit of 4 is told to 0.002.
        """
        named = {one.name: one for one in documents}
        lines = (
            named[name].lines[line].codes
            for name, line in zip(self.documents, self.lines, strict=True)
        )
        stands = np.array([[code in line for code in codes] for line in lines])
        return self._replace(
            codes=self.codes.astype(np.float16),
            valences=np.where(stands[..., None], self.valences, 0).astype(np.float16),
            vectors=np.zeros((0, 0), np.float16),
        )

    def save(self, path: Path) -> None:
        """Write it to an .npz file, whole or not at all."""
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, **self._asdict())
        part.replace(path)


def load(path: Path) -> Predicted:
    """What was saved there."""
    with np.load(path) as held:
        found = {name: held[name] for name in Predicted._fields}
    exact = {name: found[name].astype(np.float32) for name in ("codes", "valences", "vectors")}
    return Predicted(**{**found, **exact})


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
