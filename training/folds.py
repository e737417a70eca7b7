"""Fit on all documents but a fold, predict the fold: what the model says of unseen documents."""

from __future__ import annotations

import sys
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import torch

from training import export, measure
from training.fit import Fit
from training.predict import predict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.features.model import Model
    from training.corpus import Document
    from training.fit import Start

PARTS = 4


def say(text: str) -> None:
    """Print progress at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def parted(documents: Sequence[Document]) -> list[list[Document]]:
    """The documents by the part of the corpus in which they are left out together.

    The fictional ones of one set, which were written together and are named alike but for the last
    letter, stay together: what is left out is less like what is learned from.
    """
    return [[one for one in documents if one.fold == part] for part in range(PARTS)]


def digest(start: Start, documents: Sequence[Document]) -> str:
    """Eight hexadecimal digits that stand for what is learned from, and how."""
    told = [(one.name, one.lines, one.units) for one in documents]
    known = (start.known.folder / export.HEADS).read_bytes() if start.known else b""
    return sha256(repr((start.settings, start.codes, told, known)).encode()).hexdigest()[:8]


class Fitted(NamedTuple):
    """A model, the folder of its files, and the documents that it has learned from."""

    folder: Path
    model: Model
    documents: Sequence[Document]


class Folds:
    """Fits of one corpus; states and predictions lie in the folder `work`."""

    def __init__(
        self, documents: Sequence[Document], book: Codebook, start: Start, work: Path
    ) -> None:
        """Take the corpus and where to work."""
        self.documents, self.book, self.start, self.work = documents, book, start, work

    def run(self) -> list[Path]:
        """The files of predictions for every part, made where they are missing."""
        return [self.part(number)[0] for number in range(PARTS)]

    def part(self, number: int) -> tuple[Path, Fitted]:
        """Predictions for one part, and the model, which has learned from the rest.

        The predictions are those of the model as it would ship, its weights as small integers.
        """
        say(f"part {number + 1} of {PARTS}")
        rest = [one for one in self.documents if one.fold != number]
        fitted = self._fitted(rest, f"fold-{number}-of-{PARTS}")
        path = fitted.folder.with_suffix(".npz")
        if not path.exists():
            predict(fitted.model, parted(self.documents)[number]).save(path)
        return path, fitted

    def whole(self) -> Fitted:
        """The model that has learned from everything."""
        return self._fitted(self.documents, "whole")

    def _fitted(self, documents: Sequence[Document], name: str) -> Fitted:
        """A model that has learned from these documents, or taken up from its state."""
        folder = self.work / f"{name}-{digest(self.start, documents)}"
        if not folder.exists():
            network = Fit(self.start, documents).run(folder.with_suffix(".pt"), say)
            export.write(network, folder)
        return Fitted(folder, export.model(folder, self.start), documents)


def rolled(book: Codebook) -> torch.Tensor:
    """(codes, core codes with children), 1 where a code rolls up to the core code."""
    roll = measure.roll_up(book)
    return torch.from_numpy(roll[:, roll.sum(0) > 1]).float()
