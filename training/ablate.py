"""What single choices are worth, on a small encoder: `python -m training.ablate --base FOLDER`.

Every fit learns from the same documents but for what its name says, and is read on the same part of
documents left out. A table goes to the file named by `--table`.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from relcode import codebook
from relcode.features.tokens import Tokens
from training import corpus, measure, real, report
from training.batches import batch, examples
from training.evidence import Evidence
from training.fit import Fit, Settings, Start
from training.folds import parted, rolled, say
from training.network import Focal, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from relcode.codebook import Codebook
    from training.corpus import Document
    from training.network import Network

_HEAD = (
    "| fit | units | macro average precision | core micro F1 | valence |\n|---|---|---|---|---|\n"
)
SETTINGS = Settings(epochs=8, rate=2e-4, layers=6, frozen=1)


def alone(documents: Iterable[Document]) -> list[Document]:
    """Each unit as a document of its own: nothing around it is read."""
    return [
        one._replace(lines=(line,), units=(unit._replace(opening="turn"),))
        for one in documents
        for line, unit in zip(one.lines, one.units, strict=True)
        if unit.wanted
    ]


def coded(documents: Iterable[Document]) -> list[Document]:
    """The documents with uncoded units as context only: no look-alike says that it is none."""
    return [
        one._replace(
            units=tuple(
                unit._replace(wanted=unit.wanted and bool(line.codes))
                for line, unit in zip(one.lines, one.units, strict=True)
            )
        )
        for one in documents
    ]


def every(documents: Sequence[Document]) -> list[Document]:
    """The documents as they are."""
    return list(documents)


class Variant(NamedTuple):
    """A fit: its settings and loss, what it learns from, and whether core codes weigh of their own.

    It learns from one document in `share`, as `shown`.
    """

    settings: Settings = SETTINGS
    share: int = 2
    shown: Callable[[Sequence[Document]], list[Document]] = every
    core: bool = True
    loss: type[Loss] = Loss


VARIANTS = {
    "an eighth of the documents": Variant(share=8),
    "a quarter": Variant(share=4),
    "half": Variant(),
    "all": Variant(share=1),
    "half, another seed": Variant(replace(SETTINGS, seed=8)),
    "half, labels not smoothed": Variant(replace(SETTINGS, smoothing=0.0)),
    "half, labels smoothed by 0.1": Variant(replace(SETTINGS, smoothing=0.1)),
    "half, no loss for core codes": Variant(core=False),
    "half, hard decisions weigh more (focal loss)": Variant(loss=Focal),
    "half, no uncoded units, so no hard negatives": Variant(shown=coded),
    "half, each unit without its context": Variant(shown=alone),
}


class Trial:
    """Fits of one corpus with one small encoder; what was fitted lies in the folder `work`."""

    def __init__(self, base: Path, book: Codebook, work: Path) -> None:
        """Take the encoder and part the corpus."""
        words = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
        codes = [code.id for code in book.codes]
        self._start = Start(base, Tokens(words), codes, rolled(book), SETTINGS)
        parts = parted([*corpus.learned(), *real.documents(real.LEARNED)])
        self._left, self._rest = parts[0], [one for part in parts[1:] for one in part]
        self._book, self._work = book, work

    def row(self, name: str, variant: Variant) -> str:
        """A line of the table: what this fit makes of the part left out."""
        taught = variant.shown(self._rest[:: variant.share])
        start = self._start._replace(settings=variant.settings)
        if not variant.core:
            start = start._replace(rolled=self._start.rolled[:, :0])
        fit = Fit(start, taught, variant.loss)
        network = fit.run(self._work / f"{'-'.join(name.split())}.pt", say)
        found = self._read(network, alone(self._left) if variant.shown is alone else self._left)
        told = report.figures(found, self._book)
        units = sum(unit.wanted for one in taught for unit in one.units)
        scores = np.where(np.isnan(found.logits), 0, found.logits)
        precision = measure.macro_precision(scores, found.coded)
        f1, valence = told["core_micro_f1"], told["valence_accuracy"]
        return f"| {name} | {units:,} | {precision:.3f} | {f1:.3f} | {valence:.2f} |\n"

    def _read(self, network: Network, documents: Sequence[Document]) -> Evidence:
        """The evidence that the network alone gives on these documents, without cues."""
        given = list(examples(documents, self._start.tokens, self._start.codes))
        logits, tones = zip(*self._said(network, given), strict=True)
        coded = [places for one in given for places in one.coded]
        meant = np.full((len(coded), len(self._start.codes)), -1, np.int8)
        for row, codes in enumerate(coded):
            for code, valence in codes.items():
                meant[row, code] = valence
        names = np.array([one.document for one in given for _ in one.coded])
        cues = np.zeros(meant.shape, np.int8)
        return Evidence(
            names,
            names,
            np.concatenate(logits),
            cues,
            (meant >= 0).astype(float),
            np.concatenate(tones),
            np.full(meant.shape, -1, np.int8),
            meant,
        )

    @torch.no_grad()
    def _said(self, network: Network, given: Sequence[object]) -> Iterator[tuple[np.ndarray, ...]]:
        for start in range(0, len(given), SETTINGS.passages):
            chosen = batch(
                given[start : start + SETTINGS.passages], self._start.tokens, len(self._start.codes)
            )
            yield tuple(one.numpy() for one in network(chosen))


def main() -> None:
    """Fit each variant that is asked for, and write the table."""
    parser = argparse.ArgumentParser(prog="training.ablate", description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/ablations"))
    parser.add_argument("--table", type=Path, default=Path("build/ablations/table.md"))
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    trial = Trial(given.base, codebook.load("relational"), given.work)
    rows = []
    for name, variant in VARIANTS.items():
        rows.append(trial.row(name, variant))
        say(rows[-1])
        given.table.write_text(_HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
