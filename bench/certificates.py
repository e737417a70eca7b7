"""Simulate studies, certify them, and count the certificates that promise more than they keep.

Usage: python bench/certificates.py [STUDIES] [DRAWS]     (default 1000 400)

Prints two tables. Bounds: how often the upper bound of an error rate of 0.10 is below it, of DRAWS
sets of documents whose error rates vary (beta-binomial), by ways of reckoning it; 0.05 keeps the
promise. Studies: STUDIES at each prevalence. The true rates of every certificate are known exactly;
it is violated where one of them is above alpha, or above the larger alpha of a weak one. Beside it
are the same certificate with segments taken as independent, and a rule that bounds the overall
error of what was decided automatically.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import betainc, betaincinv, expit, logit
from scipy.stats import t as student

from relcode.learn import bounds
from relcode.learn.cases import Cases
from relcode.learn.certify import certify
from relcode.learn.search import Pair
from relcode.learn.split import split

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcode.learn.cases import Bools, Floats, Places

ALPHA, DELTA = 0.10, 0.05
PREVALENCES = (0.02, 0.05, 0.15, 0.40)
NO, YES = 0.01, 0.99  # the only chances there
REVIEWED = 0.25  # of all segments
EDGE = 0.105  # of positives are missed by any thresholds, where the worst happens
KINDS = {"random": 0.2, "weighted": 0.2, "bold": 0.2, "blind": 0.1, "edge": 0.3}
RHOS = (0.05, 0.1, 0.2, 0.4)


class Study(NamedTuple):
    """What was reviewed, and the law that it came from.

    `below` says for a threshold how many of all segments are below it: with the code, and without.
    """

    cases: Cases
    prevalence: float
    below: Callable[[float], tuple[float, float]]


class Found(NamedTuple):
    """What a rule says of a study: what it promises, if anything, and the true rates."""

    alpha: float | None
    missed: float
    false: float
    overall: float
    refused: float


def study(prevalence: float, kind: str, rng: np.random.Generator) -> Study:
    """15, 30 or 60 documents of some 200 segments, of which a quarter is reviewed.

    A segment holds the code with its chance on average over documents; in each document chances
    are shifted alike, so that positives of one chance are beta-binomial with correlation `rho`.
    `bold` chances are overconfident, so that development proposes what does not hold; `weighted`
    segments are reviewed half at random, half where a code is likely; `blind` chances know nothing.
    """
    if kind == "edge":
        return edge(prevalence, rng)
    spread = rng.uniform(20, 60) if kind == "blind" else np.exp(rng.uniform(np.log(0.05), 1))
    a, b = prevalence * spread, (1 - prevalence) * spread
    sources = documents(rng)
    chances = np.clip(rng.beta(a, b, len(sources)), 1e-12, 1 - 1e-12)
    drawn = np.full(len(sources), REVIEWED)
    if kind == "weighted":
        likely = np.minimum(
            1, len(sources) * REVIEWED / 2 * (chances + 0.02) / (chances + 0.02).sum()
        )
        drawn = 1 - (1 - drawn / 2) * (1 - likely)
    taken = rng.random(len(sources)) < drawn
    chances, sources = chances[taken], sources[taken]
    truth = rng.random(len(chances)) < shifted(chances, sources, rng)
    power = 4.0 if kind == "bold" else 1.0

    def below(threshold: float) -> tuple[float, float]:
        end = expit(logit(threshold) / power)
        share = prevalence * betainc(a + 1, b, end)
        return float(share), float((1 - prevalence) * betainc(a, b + 1, end))

    said = expit(power * logit(chances))
    return Study(Cases(said, truth, 1 / drawn[taken], sources), prevalence, below)


def edge(prevalence: float, rng: np.random.Generator) -> Study:
    """The worst law: of two chances positives have the lower one just too often."""
    sources = documents(rng)
    sources = sources[rng.random(len(sources)) < REVIEWED]
    truth = rng.random(len(sources)) < prevalence
    wrong = rng.random(len(sources)) < shifted(np.where(truth, EDGE, NO), sources, rng)
    chances = np.where(wrong ^ truth, YES, NO)

    def below(threshold: float) -> tuple[float, float]:
        if threshold <= NO:
            return 0.0, 0.0
        part = (EDGE, 1 - NO) if threshold <= YES else (1.0, 1.0)
        return prevalence * part[0], (1 - prevalence) * part[1]

    return Study(Cases(chances, truth, np.ones(len(truth)), sources), prevalence, below)


def documents(rng: np.random.Generator) -> Places:
    """The document of each segment."""
    number = int(rng.choice([15, 30, 60]))
    return np.repeat(np.arange(number), rng.poisson(rng.gamma(4, 50, number)) + 1)


def shifted(chances: Floats, sources: Places, rng: np.random.Generator) -> Floats:
    """The chances in each document: beta around what they are overall, all high or all low."""
    much = 1 / rng.choice(RHOS) - 1
    leaning = rng.random(sources.max() + 1)[sources]
    return np.nan_to_num(betaincinv(chances * much, (1 - chances) * much, leaning))


def true(one: Study, pair: Pair, alpha: float | None) -> Found:
    """The exact rates of a pair of thresholds over all documents that there could be."""
    missed, rejected = one.below(min(max(pair.low, 0.0), 1.0))
    below = one.below(min(pair.high, 1.0))
    given, false = one.prevalence - below[0], 1 - one.prevalence - below[1]
    decided = missed + rejected + given + false
    return Found(
        alpha,
        _over(missed, missed + given),
        _over(false, false + rejected),
        _over(missed + false, decided),
        1 - decided,
    )


def ours(one: Study, seed: int) -> Found:
    """The certificate as it is."""
    found = certify(one.cases, ALPHA, DELTA, seed)
    held = found.verdict == "certified"
    return true(one, Pair(found.low, found.high), ALPHA if held else None)


def weak(one: Study, seed: int) -> Found:
    """Certificates that hold at a larger alpha only."""
    found = certify(one.cases, ALPHA, DELTA, seed)
    held = found.verdict == "weak"
    return true(one, Pair(found.low, found.high), found.holds_at if held else None)


def independent(one: Study, seed: int) -> Found:
    """The same with each segment taken for a document of its own."""
    alone = one.cases._replace(sources=np.arange(len(one.cases.truth)))
    return ours(one._replace(cases=alone), seed)


def marginal(one: Study, seed: int) -> Found:
    """The pair that refuses fewest with at most alpha of all that it decides wrong, so proven."""
    dealt = split(one.cases.sources, one.cases.truth, seed)
    names = np.unique(one.cases.sources)
    part = np.array([dealt[str(name)] for name in names])
    chosen = part[np.searchsorted(names, one.cases.sources)]
    cases = one.cases.where(chosen != "development")
    _, places = np.unique(cases.sources, return_inverse=True)
    for band in np.linspace(0, 0.45, 10):
        pair = Pair(0.5 - band, 0.5 + band)
        given, withheld = cases.chances >= pair.high, cases.chances < pair.low
        wrong, decided = np.where(cases.truth, withheld, given), given | withheld
        found = bounds.rate(
            wrong[decided], cases.weights[decided], places[decided], cases.weights.max(), DELTA
        )
        if found.upper <= ALPHA:
            return true(one, pair, ALPHA)
    return true(one, pair, None)


RULES: dict[str, Callable[[Study, int], Found]] = {
    "certificate": ours,
    "weak": weak,
    "independent": independent,
    "overall error": marginal,
}


def studies(number: int) -> None:
    """Print how often each rule certifies, and how often that is violated."""
    rng = np.random.default_rng(1)
    print("prevalence chances    rule           certified refused overall  missed  violated (95 %)")
    for prevalence in PREVALENCES:
        total: dict[str, list[Found]] = {rule: [] for rule in RULES}
        for kind, share in KINDS.items():
            drawn = [study(prevalence, kind, rng) for _ in range(round(number * share))]
            for rule, decide in RULES.items():
                found = [decide(one, seed) for seed, one in enumerate(drawn)]
                total[rule] += found
                _print_rule(f"{prevalence:10} {kind:10} {rule:14}", found)
        for rule, found in total.items():
            _print_rule(f"{prevalence:10} {'all':10} {rule:14}", found)


def _print_rule(label: str, found: list[Found]) -> None:
    held = [one for one in found if one.alpha]
    broken = [one for one in held if max(one.missed, one.false) > (one.alpha or 0) + 1e-9]
    middle = np.mean([(one.refused, one.overall, one.missed) for one in held], 0) if held else ()
    figures = "".join(f"{value:8.3f}" for value in middle) or f"{'-':>8}" * 3
    share = _share(len(broken), len(found))
    print(f"{label} {len(held) / len(found):9.3f}{figures}  {share}", flush=True)


def _share(count: int, number: int) -> str:
    """A share with its exact interval."""
    low, high = bounds.lower(count, number, 0.025), bounds.upper(count, number, 0.025)
    return f"{count / number:.3f} ({low:.3f} to {high:.3f})"


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def ways(wrong: Bools, sources: Places, rng: np.random.Generator) -> dict[str, float]:
    """The upper bound of a rate, reckoned in several ways."""
    sizes = np.bincount(sources).astype(float)
    errors = np.bincount(sources, wrong)[sizes > 0]
    sizes = sizes[sizes > 0]
    number, total, rate = len(sizes), sizes.sum(), wrong.mean()
    spread = number / (number - 1) * ((errors - rate * sizes) ** 2).sum() / total**2
    units = min(rate * (1 - rate) / spread, total) if spread else total
    ratio = student.ppf(1 - DELTA, total - 1) / student.ppf(1 - DELTA, number - 1)
    fewer = units * ratio**2
    again = rng.multinomial(number, np.full(number, 1 / number), size=500)
    drawn = np.quantile((again @ errors) / (again @ sizes), 1 - DELTA)
    ones, places = np.ones(len(wrong)), np.unique(sources, return_inverse=True)[1]
    return {
        "independent": bounds.upper(errors.sum(), total, DELTA),
        "linearised": bounds.upper(rate * units, units, DELTA),
        "Korn-Graubard": bounds.upper(rate * fewer, fewer, DELTA),
        "bootstrap": float(drawn),
        "ours": bounds.rate(wrong, ones, places, 1.0, DELTA).upper,
    }


def bounding(draws: int) -> None:
    """Print how often bounds are below the true rate, and how high ours are on average."""
    rng = np.random.default_rng(2)
    heads = "independent linearised Korn-Graubard bootstrap ours"
    print(f"documents length  rho  {heads}  mean bound: independent, ours")
    for number, length in ((10, 5), (20, 8), (40, 5), (40, 20)):
        for rho in (0.0, *RHOS):
            rows = [_bounds(number, length, rho, rng) for _ in range(draws)]
            broken = (np.mean([row[way] < ALPHA for row in rows]) for way in rows[0])
            shares = " ".join(
                f"{one:{len(way)}.3f}" for one, way in zip(broken, rows[0], strict=True)
            )
            means = (np.mean([row[way] for row in rows]) for way in ("independent", "ours"))
            middle = " ".join(f"{one:.3f}" for one in means)
            print(f"{number:9} {length:6} {rho:4}  {shares}  {middle}", flush=True)


def _bounds(number: int, length: int, rho: float, rng: np.random.Generator) -> dict[str, float]:
    much = 1 / rho - 1 if rho else 1e6
    rates = rng.beta(ALPHA * much, (1 - ALPHA) * much, number)
    sources = np.repeat(np.arange(number), rng.poisson(rng.gamma(2, length / 2, number)))
    sources = np.concatenate([sources, [0, 1]])  # of one document no way knows anything
    return ways(rng.random(len(sources)) < rates[sources], np.sort(sources), rng)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    bounding(numbers[1] if len(numbers) > 1 else 400)
    studies(numbers[0] if numbers else 1000)
