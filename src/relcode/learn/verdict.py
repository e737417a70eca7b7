"""What the evidence on a code comes to, and how much more of it is needed."""

from __future__ import annotations

from math import ceil, isfinite
from typing import TYPE_CHECKING, NamedTuple

from relcode.learn.bounds import enough, worth
from relcode.learn.certificate import Needed
from relcode.learn.split import CALIBRATION

if TYPE_CHECKING:
    from relcode.learn.bounds import Rate
    from relcode.learn.cases import Cases
    from relcode.learn.certificate import Rates, Verdict

_WEAK = 2  # times alpha: a bound beyond that is none to work with


class Promise(NamedTuple):
    """With what confidence 1 - delta which error rate alpha is to hold."""

    alpha: float
    delta: float


class Evidence(NamedTuple):
    """The rates of a pair of thresholds in two parts, and the cases of the first of them."""

    calibration: Rates
    test: Rates
    proving: Cases


def holds_at(found: Evidence, alpha: float) -> float:
    """The error rate that is proven: where the test contradicts calibration, its own bound."""
    claimed = max(alpha, found.calibration.upper())
    # a rate that is nan contradicts too: nothing was there to confirm the claim
    confirmed = all(one.rate <= claimed for one in found.test)
    return claimed if confirmed else max(claimed, found.test.upper())


def verdict(found: Evidence, promise: Promise) -> Verdict:
    """Whether the promise holds, a weaker one does, none does, or too few were reviewed to tell.

    Enough are reviewed where as many segments of each class without any error would do.
    """
    held = holds_at(found, promise.alpha)
    if held <= promise.alpha:
        return "certified"
    if held <= _WEAK * promise.alpha:
        return "weak"
    classes = (found.proving.where(found.proving.truth == truth) for truth in (True, False))
    if min(map(worth, classes)) < enough(*promise):
        return "too little evidence"
    # a rate that is nan is not below alpha: no pair that decides on both classes was found
    near = all(one.rate <= promise.alpha for one in (*found.calibration, *found.test))
    return "too little evidence" if near else "not automatable"


def needed(given: Verdict, cases: Cases, found: Evidence, promise: Promise) -> Needed:
    """How many more positives and negatives must be reviewed for the promise to hold.

    At the least: if as large a share of them is decided, and errors are no more frequent than in
    calibration, or absent where they are too frequent for any number.
    """
    if given == "certified":
        return Needed(0, 0)
    if given == "not automatable":
        return Needed(None, None)
    positives = int(cases.truth.sum())
    reviewed = positives, len(cases.truth) - positives
    shown = zip(found.calibration, found.test, reviewed, strict=True)
    return Needed(*(_more(proven, tried, number, promise) for proven, tried, number in shown))


def _more(proven: Rate, tried: Rate, reviewed: int, promise: Promise) -> int:
    if not proven.effective:
        return ceil(max(enough(*promise) / CALIBRATION - reviewed, 0))
    number = enough(*promise, proven.rate)
    number = number if isfinite(number) else enough(*promise)
    least = 0 if tried.units else 1
    return ceil(max(number * reviewed / proven.effective - reviewed, least))
