"""What replays show: kappa by the share that was reviewed, and what share was needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relcode.learn.simulation import Round

    Floats = NDArray[np.float64]


class Stops(NamedTuple):
    """Where the rule said stop, (seeds, codes): the share reviewed by then, and the true kappa."""

    shares: Floats
    kappa: Floats


class Curve(NamedTuple):
    """An order: at these shares (rounds) kappa and its lower bound, (seeds, rounds, codes).

    `turns` are the shares by which each unit was reviewed, (seeds, 1, units), or (seeds, codes,
    units) where each code is reviewed by itself.
    """

    name: str
    shares: Floats
    kappa: Floats
    bound: Floats
    turns: Floats

    @classmethod
    def of(cls, name: str, replays: Sequence[Sequence[Round]]) -> Self:
        """From the rounds of each seed, the last of which has reviewed all units."""
        kappa, bound, reviewed = (
            np.array([[getattr(one, part) for one in rounds] for rounds in replays])
            for part in ("kappa", "bound", "reviewed")
        )
        shares = reviewed[0].mean(1)
        return cls(name, shares, kappa, bound, shares[reviewed.argmax(1)][:, None])

    @classmethod
    def beside(cls, name: str, curves: Sequence[Curve]) -> Self:
        """Curves of single codes, put together."""
        kappa, bound = (
            np.concatenate([getattr(one, part) for one in curves], axis=2)
            for part in ("kappa", "bound")
        )
        turns = np.concatenate([one.turns for one in curves], axis=1)
        return cls(name, curves[0].shares, kappa, bound, turns)

    def needed(self, target: float) -> Floats:
        """The share from which on kappa stays at the target or above, (seeds, codes).

        Between two rounds kappa counts as a straight line.
        """
        short = ~(self.kappa >= target)
        short[:, -1] = False
        last = len(self.shares) - 1 - short[:, ::-1].argmax(1)
        seeds, codes = np.indices(last.shape)
        after = np.minimum(last + 1, len(self.shares) - 1)
        low = np.nan_to_num(self.kappa[seeds, last, codes])
        rise = np.nan_to_num(self.kappa[seeds, after, codes], nan=1.0) - low
        way = np.clip((target - low) / np.where(rise > 0, rise, 1), 0, 1)
        found = self.shares[last] + way * (self.shares[after] - self.shares[last])
        return np.asarray(np.where(short.any(1), found, 0.0))

    def read(self, target: float) -> float:
        """The share of units that are reviewed for any code until all have reached the target."""
        ends = np.searchsorted(self.shares, self.needed(target))
        return float((self.turns <= self.shares[ends][..., None]).any(1).mean())

    def stops(self, target: float) -> Stops:
        """Where the lower bound first reaches the target; at the end where it never does."""
        enough = self.bound >= target
        enough[:, -1] = True
        first = enough.argmax(1)
        seeds, codes = np.indices(first.shape)
        kappa = np.where(self.shares[first] < 1, self.kappa[seeds, first, codes], 1.0)
        return Stops(self.shares[first], kappa)

    def median(self) -> Floats:
        """The median kappa over codes, at each round, mean over seeds."""
        return np.asarray(np.median(np.nan_to_num(self.kappa), axis=2).mean(0))
