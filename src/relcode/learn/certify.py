"""Say of a code which segments a tagger may decide alone, and how often it is then wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.learn.bounds import rate
from relcode.learn.certificate import NOBODY, Certificate, Count, Rates
from relcode.learn.search import candidates
from relcode.learn.split import CALIBRATION, DEVELOPMENT, PARTS, split
from relcode.learn.verdict import Evidence, Promise, holds_at, needed, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcode.learn.bounds import Rate
    from relcode.learn.cases import Bools, Cases
    from relcode.learn.search import Pair
    from relcode.learn.split import Part


def certify(
    cases: Cases,
    alpha: float = 0.10,
    delta: float = 0.05,
    seed: int = 0,
    parts: Mapping[str, Part] | None = None,
) -> Certificate:
    """Find thresholds between which alone people must decide, and prove them on other documents.

    Promised are P(wrongly withheld | decided automatically, the code holds) <= alpha and P(wrongly
    given | decided automatically, it does not) <= alpha, with confidence 1 - delta. Pairs of
    thresholds are proposed on development documents (`search.candidates`) and tested in that order
    on calibration documents until one fails; a pair passes where both rates do, each at delta. So
    the search costs no confidence: Learn then Test with fixed-sequence testing (Angelopoulos,
    Bates, Candes, Jordan & Lei 2025, Annals of Applied Statistics 19:1641-1662) of intersection-
    union hypotheses (Berger 1982, Technometrics 24:295-300). The last pair that passes must
    then not be contradicted on test documents. `parts` is an earlier split that is to be kept.
    The confidence is that of one attempt, not of attempts repeated until one succeeds.
    """
    dealt = split(cases.sources, cases.truth, seed, parts)
    part = np.array([dealt[name] for name in cases.sources.astype(str).tolist()], dtype=object)
    divided = {name: cases.where(part == name) for name in PARTS}
    tried = candidates(divided["development"], alpha, CALIBRATION / DEVELOPMENT)
    pair, calibration = _walk(tried, divided["calibration"], alpha, delta)
    test = rates(divided["test"], pair, delta)
    found, promise = Evidence(calibration, test, divided["calibration"]), Promise(alpha, delta)
    said = verdict(found, promise)
    used = pair if said in ("certified", "weak") else NOBODY
    return Certificate(
        said,
        *used,
        alpha,
        delta,
        holds_at(found, alpha),
        calibration,
        test,
        {name: _count(one) for name, one in divided.items()},
        _refused(cases, used),
        needed(said, cases, found, promise),
    )


def rates(cases: Cases, pair: Pair, delta: float) -> Rates:
    """Both error rates of cases that are decided by a pair of thresholds."""
    given, withheld = cases.chances >= pair.high, cases.chances < pair.low
    return Rates(
        _rate(cases, cases.truth, withheld, given, delta),
        _rate(cases, ~cases.truth, given, withheld, delta),
    )


def wrong_given(cases: Cases, pair: Pair, delta: float) -> Rate:
    """How often the code does not hold where it is given: 1 less precision."""
    given = cases.chances >= pair.high
    return _rate(cases, given, given & ~cases.truth, given & cases.truth, delta)


def _rate(cases: Cases, members: Bools, wrong: Bools, right: Bools, delta: float) -> Rate:
    """The rate at which members of a class are on the wrong side."""
    chosen = members & (wrong | right)
    weights = cases.weights[wrong]
    heavy = (weights**2).sum() / weights.sum() if len(weights) else cases.weights.max(initial=1)
    _, places = np.unique(cases.sources[chosen], return_inverse=True)
    return rate(wrong[chosen], cases.weights[chosen], places, float(heavy), delta)


def _walk(tried: list[Pair], cases: Cases, alpha: float, delta: float) -> tuple[Pair, Rates]:
    """The last pair that passes, or the first with its rates where none does."""
    if not tried:
        return NOBODY, Rates()
    best = tried[0], rates(cases, tried[0], delta)
    if best[1].upper() <= alpha:
        for pair in tried[1:]:
            found = rates(cases, pair, delta)
            if found.upper() > alpha:
                break
            best = pair, found
    return best


def _count(cases: Cases) -> Count:
    positives = int(cases.truth.sum())
    return Count(len(np.unique(cases.sources)), positives, len(cases.truth) - positives)


def _refused(cases: Cases, pair: Pair) -> float:
    between = (cases.chances >= pair.low) & (cases.chances < pair.high)
    return float(cases.weights @ between / cases.weights.sum()) if len(between) else 1.0
