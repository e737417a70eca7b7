"""Fit on all documents but a fold, predict the fold: what the model says of unseen documents."""

from __future__ import annotations

import random
import sys
from collections import defaultdict
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

_SHUFFLED = 11  # seed of the order in which documents fall into folds


def say(text: str) -> None:
    """Print progress at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def parted(documents: Sequence[Document], folds: int) -> list[list[Document]]:
    """The documents in that many parts of about as many units.

    The fictional documents of one set, which were written together and are named alike but for the
    last letter, stay together: what is left out is less like what is learned from.
    """
    sets = defaultdict(list)
    for one in sorted(documents, key=lambda one: one.name):
        sets[one.name if one.real else one.name[:-1]].append(one)
    order = list(sets.values())
    random.Random(_SHUFFLED).shuffle(order)  # noqa: S311 - a fixed order, no secret
    parts: list[list[Document]] = [[] for _ in range(folds)]
    for written in sorted(order, key=_units, reverse=True):
        min(parts, key=_units).extend(written)
    return parts


def _units(documents: Sequence[Document]) -> int:
    return sum(unit.wanted for one in documents for unit in one.units)


def digest(start: Start, documents: Sequence[Document]) -> str:
    """Eight hexadecimal digits that stand for what is learned from, and how."""
    told = [(one.name, one.lines, one.units) for one in documents]
    return sha256(repr((start.settings, start.codes, told)).encode()).hexdigest()[:8]


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

    def run(self, count: int) -> list[Path]:
        """The files of predictions for each of so many parts, made where they are missing."""
        return [self.part(number, count)[0] for number in range(count)]

    def part(self, number: int, count: int) -> tuple[Path, Fitted]:
        """Predictions for one part of so many, and the model, which has learned from the rest.

        The predictions are those of the model as it would ship, its weights as small integers.
        """
        parts = parted(self.documents, count)
        name = f"fold-{number}-of-{count}"
        say(f"part {number + 1} of {count}")
        rest = [one for part in parts if part is not parts[number] for one in part]
        fitted = self._fitted(rest, name)
        path = fitted.folder.with_suffix(".npz")
        if not path.exists():
            predict(fitted.model, parts[number]).save(path)
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
