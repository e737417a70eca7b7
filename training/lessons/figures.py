"""The tables of docs/papers.md on lessons: how well paragraphs that state one are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score

from training.lessons.fit import EVEN, SEED, unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from training.lessons.labels import Marked

_DRAWS, _LEVEL = 1000, 95
_BINS = 10
_LEAST = 0.1  # predictions above count in the calibration error, as everywhere


def table(papers: Sequence[Marked]) -> str:
    """The whole of it in Markdown."""
    return "\n".join([*_agreement(papers), "", *_found(papers), "", *_calibration(papers)])


def _agreement(papers: Sequence[Marked]) -> Iterator[str]:
    both = np.vstack([paper.readers for paper in papers])
    lessons, sure = both >= EVEN, both > EVEN
    yield "| what | figure |"
    yield "|---|---|"
    yield f"| papers · paragraphs | {len(papers)} · {len(both):,} |"
    yield f"| lessons or half ones: first, second reader, both | {_three(lessons)} |"
    yield f"| whole lessons: first, second reader, both | {_three(sure)} |"
    yield f"| agreement on a lesson or half one: F1, kappa | {_alike(lessons)} |"
    yield f"| agreement on whole lessons: F1, kappa | {_alike(sure)} |"
    reference = (both.mean(1) >= EVEN).sum()
    yield f"| lessons in the reference: mean of the readers at least a half | {reference} |"


def _three(given: np.ndarray) -> str:
    first, second = given.sum(0)
    return f"{first} · {second} · {given.all(1).sum()}"


def _alike(given: np.ndarray) -> str:
    f1 = 2 * given.all(1).sum() / given.sum()
    return f"{f1:.2f} · {cohen_kappa_score(given[:, 0], given[:, 1]):.2f}"


def _found(papers: Sequence[Marked]) -> Iterator[str]:
    """Each way to find lessons against the reference, with intervals over papers."""
    read = unseen(papers)
    headings = np.concatenate([paper.heading for paper in papers])
    mined = np.concatenate([paper.mined for paper in papers])
    yield "| found by | given | precision | recall | F1 | average precision |"
    yield "|---|---:|---|---|---|---|"
    ways = {
        "headings of tiers A and B": (headings, headings > 0),
        "headings of all tiers": (mined, mined > 0),
        "the model": (read.chances, read.told > 0),
    }
    for name, (chances, told) in ways.items():
        yield _row(name, papers, chances, told)


def _row(name: str, papers: Sequence[Marked], chances: np.ndarray, told: np.ndarray) -> str:
    lessons = np.concatenate([paper.worth for paper in papers]) >= EVEN
    whose = np.repeat(np.arange(len(papers)), [len(paper.features) for paper in papers])
    told = told.astype(bool)

    def precision(one: np.ndarray) -> float:
        return float((told & lessons)[one].sum() / max(told[one].sum(), 1))

    def recall(one: np.ndarray) -> float:
        return float((told & lessons)[one].sum() / max(lessons[one].sum(), 1))

    def f1(one: np.ndarray) -> float:
        both = 2 * (told & lessons)[one].sum()
        return float(both / max(told[one].sum() + lessons[one].sum(), 1))

    def average(one: np.ndarray) -> float:
        return float(average_precision_score(lessons[one], chances[one]))

    cells = [_interval(measure, whose) for measure in (precision, recall, f1, average)]
    return f"| {name} | {told.sum()} | {' | '.join(cells)} |"


def _interval(measure: Callable[[np.ndarray], float], whose: np.ndarray) -> str:
    """A figure with its interval, by drawing papers anew."""
    rng = np.random.default_rng(SEED)
    of = [np.flatnonzero(whose == one) for one in np.unique(whose)]
    drawn = [
        measure(np.concatenate([of[one] for one in rng.integers(0, len(of), len(of))]))
        for _ in range(_DRAWS)
    ]
    low, high = np.percentile(drawn, [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2])
    return f"{measure(np.arange(len(whose))):.2f} ({low:.2f}–{high:.2f})"


def _calibration(papers: Sequence[Marked]) -> Iterator[str]:
    chances = unseen(papers).chances
    worth = np.concatenate([paper.worth for paper in papers])
    base = ((worth.mean() - worth) ** 2).mean()
    skill = 1 - ((chances - worth) ** 2).mean() / base
    yield "| probability said | paragraphs | mean said | share that are lessons |"
    yield "|---|---:|---:|---:|"
    for low in np.arange(_BINS) / _BINS:
        here = (chances >= low) & (chances < low + 1 / _BINS)
        if here.any():
            said, was = chances[here].mean(), worth[here].mean()
            yield f"| {low:.1f}–{low + 1 / _BINS:.1f} | {here.sum()} | {said:.2f} | {was:.2f} |"
    yield ""
    error = _error(chances, worth)
    yield f"Calibration error above {_LEAST}: {error:.3f}; Brier skill {skill:.2f}."


def _error(chances: np.ndarray, worth: np.ndarray) -> float:
    high = chances > _LEAST
    bins = np.minimum((chances[high] * _BINS).astype(int), _BINS - 1)
    gaps = [
        (bins == one).sum()
        * abs(chances[high][bins == one].mean() - worth[high][bins == one].mean())
        for one in np.unique(bins)
    ]
    return float(sum(gaps) / max(high.sum(), 1))
