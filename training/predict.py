"""What a network says of documents that it has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from training.batches import batch, examples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.features.tokens import Tokens
    from training.corpus import Document
    from training.network import Network

_PASSAGES = 8


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


@torch.no_grad()
def predict(
    network: Network, documents: Sequence[Document], tokens: Tokens, codes: Sequence[str]
) -> Predicted:
    """The network's logits and vectors for every unit of the documents."""
    network.eval()
    found = list(examples(documents, tokens, codes))
    names = [one.document for one in found for _ in one.passage.places]
    lines = [number for one in found for number, _, _ in one.passage.places]
    parts = []
    for start in range(0, len(found), _PASSAGES):
        units = network.vectors(batch(found[start : start + _PASSAGES], tokens, len(codes)))
        parts.append((*network.heads(units), units))
    logits, valences, vectors = (torch.cat(column).numpy() for column in zip(*parts, strict=True))
    return Predicted(np.array(names), np.array(lines), logits, valences, vectors)
