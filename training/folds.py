"""Fit on all documents but a fold, predict the fold: what the model says of unseen documents."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import torch

from training import measure
from training.fit import Fit
from training.predict import predict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from training.corpus import Document
    from training.fit import Start
    from training.network import Network

_SHUFFLED = 11  # seed of the order in which documents fall into folds


def say(text: str) -> None:
    """Print progress at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def parted(documents: Sequence[Document], folds: int) -> list[list[Document]]:
    """The documents in that many parts, each document whole in one."""
    order = sorted(documents, key=lambda one: one.name)
    random.Random(_SHUFFLED).shuffle(order)  # noqa: S311 - a fixed order, no secret
    return [order[number::folds] for number in range(folds)]


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

    def part(self, number: int, count: int) -> tuple[Path, Network]:
        """Predictions for one part of so many, and the network, which has learned from the rest."""
        parts = parted(self.documents, count)
        path = self.work / f"fold-{number}-of-{count}.npz"
        say(f"part {number + 1} of {count}")
        rest = [one for part in parts if part is not parts[number] for one in part]
        network = self.fitted(rest, path.with_suffix(".pt"))
        if not path.exists():
            predict(network, parts[number], self.start.tokens, self.start.codes).save(path)
        return path, network

    def whole(self) -> Network:
        """The network fitted to everything."""
        return self.fitted(self.documents, self.work / "whole.pt")

    def fitted(self, documents: Sequence[Document], state: Path) -> Network:
        """A network fitted to these documents, or taken up from its state."""
        return Fit(self.start, documents).run(state, say)


def rolled(book: Codebook) -> torch.Tensor:
    """(codes, core codes with children), 1 where a code rolls up to the core code."""
    roll = measure.roll_up(book)
    return torch.from_numpy(roll[:, roll.sum(0) > 1]).float()
