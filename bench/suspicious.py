"""Plant slips in a coded corpus, and count how many of them head the list of suspicious decisions.

Usage: python -m bench.suspicious [SEEDS]     (default 5; from the project's root)

The corpus is the part of corpora/train that nothing was fitted to; vectors and logits are the
shipped model's. Slips are planted in two ways. Decisions: each suggestion was accepted or rejected
(as many rejected as hold, the likeliest) and 5 % of these decisions are turned round. Rows: every
code was gone through on every unit, and on 5 % of the units one code that holds was forgotten, or
one that does not was given, half and half, as often as each code occurs. Probabilities are out of
fold by document, from a logistic regression for each code on the vector and the model's logit,
learned with the slips. Given is the precision at the number planted, the mean over SEEDS.
Where cleanlab can be imported, it ranks by the same probabilities.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from time import perf_counter
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from training import corpus

from relcode.features.encoder import Encoder
from relcode.features.model import shipped
from relcode.learn.suspicious import suspicious

try:
    from cleanlab.rank import get_label_quality_scores  # type: ignore[import-not-found]
except ImportError:
    get_label_quality_scores = None

if TYPE_CHECKING:
    from relcode.learn.suspicious import Floats, Places, Said

    Way = Literal["decisions", "rows"]

WAYS: tuple[Way, ...] = ("decisions", "rows")
SHARE, FOLDS, FEWEST = 0.05, 5, 2
CLEANLAB = {
    "cleanlab, self-confidence": ("self_confidence", ""),
    "cleanlab, self-confidence, adjusted": ("self_confidence", "adjusted"),
    "cleanlab, normalised margin": ("normalized_margin", ""),
    "cleanlab, weighted entropy": ("confidence_weighted_entropy", ""),
}


class Coded(NamedTuple):
    """Units with vectors of length 1, (units, width), logits and codes, (units, codes)."""

    vectors: Floats
    logits: Floats
    holds: np.ndarray
    documents: Places


def held_out() -> Coded:
    """The fictional documents that nothing was fitted to."""
    model = shipped()
    encoder, bias = Encoder(model), model.heads["codes_bias"]
    vectors, logits, holds, documents = [], [], [], []
    for number, one in enumerate(corpus.held_out()):
        for unit in encoder.units(one.units):
            vectors.append(unit.vector)
            logits.append(unit.gains.mean(0) + bias)
            holds.append([code in one.lines[unit.number].codes for code in model.codes])
            documents.append(number)
    rows = _unit(np.array(vectors, float))
    return Coded(_unit(rows - rows.mean(0)), np.array(logits), np.array(holds), np.array(documents))


def planted(coded: Coded, way: Way, rng: np.random.Generator) -> tuple[Said, np.ndarray]:
    """What was said of every unit and code, and which of it is a slip."""
    said = coded.holds.astype(np.int8)
    if way == "decisions":
        others = np.where(coded.holds, -np.inf, coded.logits)
        least = np.sort(others, axis=None)[-coded.holds.sum()]
        said[~coded.holds & (others < least)] = -1
        decided = np.argwhere(said >= 0)
        cells = rng.choice(decided, round(SHARE * len(decided)), replace=False)
    else:
        count = round(SHARE * len(said))
        often = np.broadcast_to(coded.holds.mean(0), said.shape)[~coded.holds]
        forgotten = rng.choice(np.argwhere(coded.holds), count // 2, replace=False)
        there = np.argwhere(~coded.holds)
        given = rng.choice(there, count - count // 2, replace=False, p=often / often.sum())
        cells = np.concatenate([forgotten, given])
    slips = np.zeros(said.shape, bool)
    slips[tuple(cells.T)] = True
    said[slips] = 1 - said[slips]
    return said, slips


def out_of_fold(coded: Coded, said: Said, rng: np.random.Generator) -> Floats:
    """The probability of each code, by what was said of other documents."""
    folds = (rng.permutation(coded.documents.max() + 1) % FOLDS)[coded.documents]
    found = np.empty(said.shape)
    for code in range(said.shape[1]):
        rows = np.column_stack([coded.vectors, coded.logits[:, code] / 4])
        for fold in range(FOLDS):
            learn, rest = (folds != fold) & (said[:, code] >= 0), folds == fold
            holds = said[learn, code]
            if min(holds.sum(), (1 - holds).sum()) < FEWEST:
                found[rest, code] = (holds.sum() + 0.5) / (len(holds) + 1)
            else:
                model = LogisticRegression(max_iter=300).fit(rows[learn], holds)
                found[rest, code] = model.predict_proba(rows[rest])[:, 1]
    return found


def by_cleanlab(said: Said, found: Floats, method: str, adjusted: str) -> Floats:
    """How suspicious every decision is, code by code."""
    scores = np.full(said.shape, -np.inf)
    for code in range(said.shape[1]):
        rows = said[:, code] >= 0
        holds, chance = said[rows, code].astype(int), np.clip(found[rows, code], 1e-6, 1 - 1e-6)
        if 0 < holds.sum() < len(holds):
            both = np.column_stack([1 - chance, chance])
            good = get_label_quality_scores(
                holds, both, method=method, adjust_pred_probs=bool(adjusted)
            )
            scores[rows, code] = 1 - good
    return scores


def ours(said: Said, found: Floats, vectors: Floats) -> Floats:
    """The scores of every decision."""
    ranked = suspicious(said, found, vectors)
    scores = np.full(said.shape, -np.inf)
    scores[ranked.units, ranked.codes] = ranked.scores
    return scores


def precision(scores: Floats, slips: np.ndarray) -> float:
    """The share of slips among as many first decisions as there are slips."""
    first = np.argsort(-scores, axis=None, kind="stable")[: slips.sum()]
    return float(slips.ravel()[first].mean())


def compare(coded: Coded, way: Way, seeds: int) -> None:
    """Print a table of one way of planting."""
    results: defaultdict[str, list[float]] = defaultdict(list)
    took = 0.0
    for seed in range(seeds):
        rng = np.random.default_rng(1000 + seed)
        said, slips = planted(coded, way, rng)
        found = out_of_fold(coded, said, rng)
        start = perf_counter()
        scores = {"model and nearest decisions": ours(said, found, coded.vectors)}
        took += perf_counter() - start
        if get_label_quality_scores:
            scores |= {name: by_cleanlab(said, found, *how) for name, how in CLEANLAB.items()}
        for name, values in scores.items():
            results[name].append(precision(values, slips))
    decided = (said >= 0).sum()
    print(f"\n{way}: {decided:,} on {len(said):,} units, of them {slips.sum()} slips;", end="")
    print(f" {took / seeds:.2f} s to rank\n")
    print("| ranked by | precision at the number planted | of each seed |\n|---|---:|---|")
    for name, each in results.items():
        print(f"| {name} | {np.mean(each):.3f} | {' '.join(f'{value:.2f}' for value in each)} |")


def main() -> None:
    """Print a table for each way of planting."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    coded = held_out()
    for way in WAYS:
        compare(coded, way, seeds)


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


if __name__ == "__main__":
    main()
