"""Measure what ten reviewed documents of a new study gain by `relcode learn`.

Usage: python -m bench.learn_gain [VECTORS] [CHOICES]     (default: none, 10; from the root)

The documents are those that nothing was fitted to (docs/held-out.md). A coder goes through ten of
the fictional ones and codes as the reference does, or so but for a habit of their own; the command
learns; the other documents are tagged with and without. CHOICES times another ten. Of the real
papers each is tagged by what the others taught. VECTORS is a file that keeps what was encoded.
Needs what training needs.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from bench.learn import made, review, said
from training import corpus, heldout, real
from training.measure import f1

from relcode import codebook
from relcode.features.kept import vectors_path
from relcode.learning import learn
from relcode.tag.full import FullTagger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from training.corpus import Document, Line
    from training.heldout import Read

    Habit = Callable[[Line], dict[str, str]]

REVIEWED = 10
NARROW, WIDE, WIDENED = "communication", "trust", ("relationships", "relationship-building")
MEASURES = ("core_micro_f1", "core_macro_f1", "micro_f1", "macro_f1")


def narrow(line: Line) -> dict[str, str]:
    """One code in a narrower sense: only where it is bad."""
    return {k: tone for k, tone in line.codes.items() if k != NARROW or tone == "negative"}


def wide(line: Line) -> dict[str, str]:
    """One code in a wider sense: wherever its neighbours are, too."""
    lent = next((line.codes[one] for one in WIDENED if one in line.codes), None)
    return {**line.codes, **({WIDE: lent} if lent and WIDE not in line.codes else {})}


HABITS: dict[str, tuple[Habit, str]] = {
    "as the reference": (lambda line: line.codes, ""),
    f"`{NARROW}` only where negative": (narrow, NARROW),
    f"`{WIDE}` for `{'` and `'.join(WIDENED)}`, too": (wide, WIDE),
}


def coded(documents: Sequence[Document], habit: Habit) -> list[Document]:
    """The documents as a coder with that habit codes them."""
    return [
        one._replace(lines=tuple(line._replace(codes=habit(line)) for line in one.lines))
        for one in documents
    ]


class Bench:
    """Reads documents by the shipped model and by what was learned; encodes each once."""

    def __init__(self, vectors: Path, folder: Path) -> None:
        """Load the shipped tagger."""
        self._vectors, self._folder = vectors, folder
        self.book = codebook.load("relational")
        self.codes = [code.id for code in self.book.codes]
        self._shipped = FullTagger(self.book, vectors)
        self._number = 0

    def shipped(self, documents: Sequence[Document]) -> list[Read]:
        """What the shipped model says of them."""
        return [heldout.read(one, self._shipped, self.codes) for one in documents]

    def learned(
        self, reviewed: Sequence[Document], rest: Sequence[Document], *, compare: bool
    ) -> list[Read]:
        """What is said of the rest once the others were reviewed."""
        self._number += 1
        path = self._folder / f"gain-{self._number}.relcode"
        with made(path, self.book, [*reviewed, *rest]) as study:
            vectors_path(path).symlink_to(self._vectors.resolve())
            review(study, list(map(said, reviewed)))
            learn(study, compare=compare)
            tagger = FullTagger.of(study)(self.book)
            return [heldout.read(one, tagger, self.codes) for one in rest]

    def scores(self, found: Sequence[Read], code: str) -> list[float]:
        """The F1 of the table, and that of one code, nan for none."""
        overall = heldout.overall(found, self.book)
        return [*(overall[one] for one in MEASURES), self._one(found, code) if code else np.nan]

    def _one(self, found: Sequence[Read], code: str) -> float:
        column = self.codes.index(code)
        given, meant = (
            np.concatenate([getattr(one, name)[:, column] >= 0 for one in found])
            for name in ("given", "meant")
        )
        return f1(given, meant)


def gain(vectors: Path, folder: Path, choices: int) -> Iterator[str]:
    """The tables of what was gained."""
    bench, documents = Bench(vectors, folder), corpus.held_out()
    yield "| coder | | core, micro | core, macro | all, micro | all, macro | the code |"
    yield "|---|---|---|---|---|---|---|"
    for name, (habit, code) in HABITS.items():
        mine = coded(documents, habit)
        for compare in (False, True):
            pairs = [_pair(bench, mine, seed, code, compare=compare) for seed in range(choices)]
            yield from _rows(name, np.array(pairs), compare=compare)
    papers = real.documents(real.PAPERS)
    for compare in (False, True) if papers else ():
        told = [
            bench.learned([*papers[:n], *papers[n + 1 :]], [one], compare=compare)[0]
            for n, one in enumerate(papers)
        ]
        pair = bench.scores(bench.shipped(papers), ""), bench.scores(told, "")
        yield from _rows("real papers, as the reference", np.array([pair]), compare=compare)


def _pair(
    bench: Bench, documents: Sequence[Document], seed: int, code: str, *, compare: bool
) -> tuple[list[float], list[float]]:
    """The scores of the shipped model and of what ten documents taught, on the others."""
    mixed = random.Random(seed).sample(documents, len(documents))  # noqa: S311 - no secret
    some, rest = mixed[:REVIEWED], mixed[REVIEWED:]
    told = bench.learned(some, rest, compare=compare)
    return bench.scores(bench.shipped(rest), code), bench.scores(told, code)


def _rows(name: str, pairs: np.ndarray, *, compare: bool) -> Iterator[str]:
    """The rows of a coder; `pairs` is (choices, before and after, measures)."""
    before, after = pairs.mean(0)
    change = pairs[:, 1] - pairs[:, 0]
    if not compare:
        yield f"| {name} | shipped | {' | '.join(map(_figure, before))} |"
        yield f"| | learned | {' | '.join(map(_figure, after))} |"
    way = "gain, `--compare`" if compare else "gain"
    told = (_spread(*one) for one in zip(change.mean(0), change.min(0), change.max(0), strict=True))
    yield f"| | {way} | {' | '.join(told)} |"


def _figure(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.3f}"


def _spread(mean: float, least: float, most: float) -> str:
    if np.isnan(mean):
        return ""
    return f"{mean:+.3f}" if least == most else f"{mean:+.3f} ({least:+.3f} to {most:+.3f})"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        vectors = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "vectors"
        choices = int(sys.argv[2]) if len(sys.argv) > 2 else 10  # noqa: PLR2004 - the second one
        for row in gain(vectors, folder, choices):
            print(row, flush=True)


if __name__ == "__main__":
    main()
