"""Simulate documents before and after, and count how often each test says that they differ.

Usage: python bench/drift.py [PAIRS]     (default 400)

Segments are vectors of 32 dimensions in documents that differ by themselves. Of each way in which
the later documents can differ it prints how often each test rejects at 0.05: `drifted` as it is;
without thinning; the energy distance between means of documents; squared distance between means;
and a classifier learned on half of the documents and tried on the other half (Lopez-Paz & Oquab
2017). In the first four rows nothing differs but numbers of documents and their lengths: more than
0.05 there are false alarms.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from relcode.learn import drift
from relcode.learn.bounds import lower, upper
from relcode.learn.drift import Sample, drifted

if TYPE_CHECKING:
    from collections.abc import Callable

LEVEL, DRAWS, WIDTH, TOGETHER = 0.05, 199, 32, 0.1


class Law(NamedTuple):
    """How documents come about: how many, how long, and how their segments differ."""

    documents: int = 30
    length: int = 20
    shift: float = 0.0
    topic: float = 0.05
    spread: float = 1.0


CASES: dict[str, tuple[Law, Law]] = {
    "nothing": (Law(), Law(15)),
    "nothing; few documents": (Law(12), Law(5)),
    "nothing; shorter": (Law(length=40), Law(15, 8)),
    "nothing; longer": (Law(length=8), Law(15, 40)),
    "all segments shifted": (Law(), Law(15, shift=0.7)),
    "a topic oftener": (Law(), Law(15, topic=0.2)),
    "more varied": (Law(), Law(15, spread=1.1)),
}


def sample(law: Law, rng: np.random.Generator) -> Sample:
    """Documents by the law, gamma-Poisson in length."""
    lengths = rng.poisson(rng.gamma(4, law.length / 4, law.documents)) + 1
    sources = np.repeat(np.arange(law.documents), lengths)
    middles = rng.normal(0, TOGETHER**0.5, (law.documents, WIDTH))
    rows = middles[sources] + rng.normal(0, (1 - TOGETHER) ** 0.5, (len(sources), WIDTH))
    rows = rows * law.spread + law.shift / WIDTH**0.5
    rows[:, 0] += 4 * (rng.random(len(sources)) < law.topic)
    return Sample(rows, sources)


def means(one: Sample) -> Sample:
    """One row for each document: the mean of its segments."""
    names, places = np.unique(one.sources, return_inverse=True)
    summed = np.zeros((len(names), one.rows.shape[1]))
    np.add.at(summed, places, one.rows)
    return Sample(summed / np.bincount(places)[:, None], names)


def usual(before: Sample, after: Sample, seed: int) -> float:
    """The test as it is."""
    return drifted(before, after, seed, DRAWS).p


def unthinned(before: Sample, after: Sample, seed: int) -> float:
    """The same on all segments."""
    between = drift._between(before, after)  # noqa: SLF001 - a part of the test, without another
    return _permuted(between, len(np.unique(before.sources)), seed)


def of_means(before: Sample, after: Sample, seed: int) -> float:
    """The energy distance between the means of documents."""
    return drifted(means(before), means(after), seed, DRAWS).p


def squared(before: Sample, after: Sample, seed: int) -> float:
    """The squared distance between the means of documents."""
    early, late = means(before), means(after)
    between = drift._between(early, late) ** 2  # noqa: SLF001 - as above
    return _permuted(between, len(early.rows), seed)


def classifier(before: Sample, after: Sample, seed: int) -> float:
    """How far apart a classifier, learned on half of the documents, sets those of the other."""
    rng = np.random.default_rng(seed)
    halves = [np.unique(one.sources) % 2 == 0 for one in (before, after)]
    known = [half[one.sources] for half, one in zip(halves, (before, after), strict=True)]
    rows = [one.rows[kept] for one, kept in zip((before, after), known, strict=True)]
    labels = np.repeat([0, 1], [len(one) for one in rows])
    model = LogisticRegression(C=0.1, class_weight="balanced").fit(np.vstack(rows), labels)
    early, late = (
        model.decision_function(means(one).rows[~half])
        for one, half in zip((before, after), halves, strict=True)
    )
    values, later = np.concatenate([early, late]), np.repeat([0.0, 1.0], [len(early), len(late)])
    drawn = rng.permuted(np.tile(later, (DRAWS, 1)), axis=1)
    return float((1 + (drawn @ values >= later @ values - 1e-9).sum()) / (1 + DRAWS))


def _permuted(between: np.ndarray, early: int, seed: int) -> float:
    later = (np.arange(len(between)) >= early).astype(float)
    rng = np.random.default_rng(seed)
    drawn = drift._energy(between, rng.permuted(np.tile(later, (DRAWS, 1)), axis=1))  # noqa: SLF001 - as above
    found = drift._energy(between, later[None])[0]  # noqa: SLF001 - as above
    return float((1 + (drawn >= found - 1e-9).sum()) / (1 + DRAWS))


TESTS: dict[str, Callable[[Sample, Sample, int], float]] = {
    "drifted": usual,
    "unthinned": unthinned,
    "means": of_means,
    "squared": squared,
    "classifier": classifier,
}


def main(pairs: int) -> None:
    """Print the share of pairs on which each test rejects; of the first with its interval."""
    print(f"{'difference':24}" + "".join(f"{name:>11}" for name in TESTS) + "  drifted, 95 %")
    rng = np.random.default_rng(1)
    for label, (before, after) in CASES.items():
        counts = dict.fromkeys(TESTS, 0)
        for seed in range(pairs):
            drawn = sample(before, rng), sample(after, rng)
            for name, test in TESTS.items():
                counts[name] += test(*drawn, seed) <= LEVEL
        shares = "".join(f"{count / pairs:11.3f}" for count in counts.values())
        ends = (end(counts["drifted"], pairs, 0.025) for end in (lower, upper))
        print(f"{label:24}{shares}  " + " to ".join(f"{end:.3f}" for end in ends), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
