"""What the figures of a code say, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcode.analyse.agree.rules import Rules
    from relcode.analyse.evaluate import Figure

RELIABLE = "reliable"
DISCUSS = "discuss the definition"
TOO_FEW = "too few positives"
TOO_COMMON = "too few units without it"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`word` is the verdict; `more` the number still needed, 0 unless there are too few.

    `estimated` tells that `more` follows from the width of the interval; `interval` is False for a
    verdict from the value alone.
    """

    word: str
    more: int = 0
    estimated: bool = False
    interval: bool = True

    def __str__(self) -> str:
        """The verdict as a table shows it."""
        if self.more:
            return f"{self.word} ({'about ' if self.estimated else ''}{self.more} more needed)"
        return self.word if self.interval else f"{self.word} (no interval)"


def verdict(figure: Figure, positives: float, negatives: float, rules: Rules) -> Verdict:
    """The verdict on a code whose presence agrees as `figure` says.

    `positives` and `negatives` are the mean numbers of units that a coder gave the code and did
    not. A value that is high enough while its interval reaches too low asks for more positives: as
    many as would narrow the interval, whose width falls with the root of their number.
    """
    for missing, word in (
        (ceil(_exact(rules.positives - positives)), TOO_FEW),
        (ceil(_exact(rules.positives - negatives)), TOO_COMMON),
    ):
        if missing > 0:
            return Verdict(word, missing)
    value, low, known = _exact(figure.value), _exact(figure.low), not isnan(figure.low)
    if not value >= rules.reliable:
        return Verdict(DISCUSS, interval=known)
    if known and low < rules.lower:
        wider = (value - low) / (value - rules.lower)
        return Verdict(TOO_FEW, max(1, ceil(positives * (wider**2 - 1))), estimated=True)
    return Verdict(RELIABLE, interval=known)


def paradox(agreement: float, kappa: float, prevalence: float, rules: Rules) -> bool:
    """Whether agreement is high and kappa low because nearly all units are of one kind.

    The first paradox of Feinstein and Cicchetti (1990, J Clin Epidemiol 43:543-549). False where
    kappa is undefined.
    """
    rarer = _exact(min(prevalence, 1 - prevalence))
    low = _exact(kappa) < rules.paradox_kappa and rarer < rules.paradox_share
    return bool(_exact(agreement) >= rules.paradox_agreement and low)


def _exact(number: float) -> float:
    """The number without the last digits, which depend on the order of adding up."""
    return round(number, 9)
