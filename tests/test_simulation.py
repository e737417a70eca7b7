"""Replays of a made-up corpus: reliability of the finished coding, orders, and where to stop."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from relcode.errors import RelcodeError
from relcode.learn.simulation import Coded
from relcode.learn.simulation_curves import Curve
from relcode.learn.simulation_kappa import Counts, cut, finish, gains
from relcode.learn.simulation_stop import Seen, bound
from relcode.simulating.chart import chart
from relcode.simulating.simulate import NAMES, Plan, Simulated, simulate
from relcode.simulating.table import COLUMNS, rows, summaries

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNITS, CODES = 800, 4


class Calibrated:
    """A tagger that learns nothing and whose chances are true; it counts how often it was asked."""

    def __init__(self, spread: float) -> None:
        """The wider the spread of logits, the more its chances tell."""
        chance = np.random.default_rng(7)
        logits = chance.normal(-3.0, spread, (UNITS, CODES))
        self.chances = 1 / (1 + np.exp(-logits))
        self.holds = chance.random((UNITS, CODES)) < self.chances
        self.asked_whole = 0

    def __call__(self, reviewed: NDArray[np.bool_], codes: NDArray[np.intp]) -> NDArray[np.float64]:
        """The same whatever was reviewed."""
        self.asked_whole += bool(reviewed.all())
        return self.chances[:, codes]

    @property
    def coded(self) -> Coded:
        """What people say of the units, which are from ten sources."""
        return Coded(self.holds, np.ones_like(self.holds), np.arange(UNITS) % 10)


@cache
def replayed(spread: float = 2.5) -> Simulated:
    """All orders, over three seeds."""
    tagger = Calibrated(spread)
    return simulate("abcd", tagger.coded, tagger, Plan(seeds=3))


def needed(found: Simulated) -> dict[str, float]:
    """The share that each order needs, median over codes."""
    return {one.order: one.needed for one in summaries(found)}


def test_orders() -> None:
    """Where chances tell much, `gain` needs less than random, and code by code the least."""
    shares = needed(replayed())
    assert shares["gain"] < 0.75 * shares["random"]
    assert shares["gain"] <= shares["doubtful"] + 0.02
    assert shares["code-by-code"] < 0.75 * shares["gain"]


def test_uninformative() -> None:
    """Where chances tell next to nothing, no order of all codes is far from random."""
    shares = needed(replayed(0.05))
    assert all(shares[name] > 0.75 * shares["random"] for name in ("doubtful", "uncertain", "gain"))


def test_whole() -> None:
    """Once all is reviewed kappa is 1 in every order, and no tagger is needed."""
    tagger = Calibrated(1.0)
    found = simulate("abcd", tagger.coded, tagger, Plan(seeds=1))
    for curve in found.curves:
        assert curve.shares[-1] == 1
        assert curve.kappa[:, -1] == pytest.approx(1.0)
        assert curve.bound[:, -1] == pytest.approx(1.0)
    assert tagger.asked_whole == 0


def test_same_seed() -> None:
    """The same seed gives the same figures, another one others."""
    tagger = Calibrated(1.0)
    plans = (Plan(("random",), seeds=1, seed=seed) for seed in (1, 1, 2))
    one, same, other = (simulate("abcd", tagger.coded, tagger, p).curves[0].kappa for p in plans)
    assert (one == same).all()
    assert (one != other).any()


def test_stop() -> None:
    """With calibrated chances the rule stops before the end, and seldom below the target."""
    for one in summaries(replayed()):
        assert one.below <= 0.1 * one.stops
        assert one.at_stop < 1
        assert one.at_stop >= one.needed


def test_too_few() -> None:
    """Codes on fewer than 20 units are left out; where none is left the command says so."""
    tagger = Calibrated(1.0)
    rare = tagger.holds & (np.arange(UNITS) < 100)[:, None]
    rare[:, 1] = tagger.holds[:, 1]
    coded = tagger.coded._replace(holds=rare)
    assert simulate("abcd", coded, tagger, Plan(("random",), seeds=1)).codes == ("b",)
    with pytest.raises(RelcodeError, match="no code is on 20"):
        simulate("abcd", coded._replace(decided=rare & False), tagger, Plan(seeds=1))


def test_everywhere() -> None:
    """A code that every unit has is left out: there is no kappa of it."""
    tagger = Calibrated(1.0)
    holds = tagger.holds | np.array([False, False, True, False])
    found = simulate("abcd", tagger.coded._replace(holds=holds), tagger, Plan(("gain",), seeds=1))
    assert found.codes == ("a", "b", "d")


def test_undecided() -> None:
    """What nobody decided on a code counts neither for nor against it."""
    tagger = Calibrated(2.5)
    decided = tagger.holds | (np.arange(UNITS) % 2 == 0)[:, None]
    half, plan = tagger.coded._replace(decided=decided), Plan(("random", "gain"), seeds=1)
    other = half._replace(holds=half.holds | ~decided)
    one, two = (simulate("abcd", coded, tagger, plan) for coded in (half, other))
    assert all((a.kappa == b.kappa).all() for a, b in zip(one.curves, two.curves, strict=True))


def test_kappa() -> None:
    """Kappa of counts is Cohen's."""
    tagger = Calibrated(1.5)
    given = tagger.chances > 0.2
    found = Counts.of(given, tagger.holds, np.ones_like(given)).kappa
    pairs = zip(tagger.holds.T, given.T, strict=True)
    assert found == pytest.approx([cohen_kappa_score(a, b) for a, b in pairs])


def test_finish() -> None:
    """No other threshold makes the expected kappa higher than the one that is found."""
    chances = Calibrated(1.5).chances
    every = np.ones(chances.shape, dtype=bool)
    best = finish(chances, every).expected.kappa
    for least in np.linspace(0.01, 0.9, 60):
        assert (best >= Counts.of(chances >= least, chances, every).kappa - 0.003).all()


def test_blocks() -> None:
    """Gone through some units at a time, chances make the same coding as all at once."""
    chances = Calibrated(2.5).chances
    every = np.ones(chances.shape, dtype=bool)
    whole = finish(chances, every)
    parts = cut([(chances[n : n + 90], every[n : n + 90]) for n in range(0, UNITS, 90)])
    found = [parts.finish(chances[n : n + 90]).given for n in range(0, UNITS, 90)]
    assert (np.concatenate(found) == whole.given).all()
    assert np.array(parts.expected) == pytest.approx(np.array(whole.expected))


def test_gains() -> None:
    """What a review is expected to add is what it adds on average, to the first order."""
    chances = Calibrated(1.5).chances[:, :1]
    every = np.ones(chances.shape, dtype=bool)
    found = finish(chances, every)
    told = gains(chances, every, found)
    for unit in (int(np.argmax(told)), int(np.argmax(found.given)), 5):
        after = []
        for answer in (True, False):
            known, given = chances.copy(), found.given.copy()
            known[unit], given[unit] = answer, answer
            after.append(Counts.of(given, known, every).kappa[0])
        # both answers, each as likely as its chance, against the same two left as they were
        chance = float(chances[unit, 0])
        before = []
        for answer in (True, False):
            known = chances.copy()
            known[unit] = answer
            before.append(Counts.of(found.given, known, every).kappa[0])
        added = chance * (after[0] - before[0]) + (1 - chance) * (after[1] - before[1])
        assert told[unit, 0] == pytest.approx(added, rel=0.1, abs=1e-6)


def test_bound() -> None:
    """More errors at random than expected lower the bound, as many as expected raise it."""
    tagger = Calibrated(2.5)
    every = np.ones_like(tagger.holds)
    found = finish(tagger.chances, every)
    nothing = Seen.nothing(CODES)
    many, few = (
        nothing._replace(missing=np.array([[seen] * CODES, [10.0] * CODES]))
        for seen in (20.0, 10.0)
    )
    low, plain, high = (bound(found.expected, one, 0.1) for one in (many, nothing, few))
    assert (low < plain).all()
    assert (plain < high).all()
    assert (high < found.expected.kappa).all()


def test_needed() -> None:
    """The share needed is that from which on kappa stays at the target, between rounds by line."""
    shares = np.array([0.0, 0.2, 0.4, 1.0])
    ways = [[0.7, 0.9, 0.7, 1.0], [0.85, 0.9, 0.9, 1.0], [0.0, 0.6, 1.0, 1.0]]
    kappa = np.array(ways).T[None]
    turns = np.array([[[0.2, 0.4, 1.0, 1.0]]])
    curve = Curve("gain", shares, kappa, kappa, turns)
    assert curve.needed(0.8)[0] == pytest.approx([0.6, 0.0, 0.3])
    assert curve.read(0.8) == 1.0
    assert curve.read(0.65) == 0.5  # all codes are there at 0.4
    alone = curve._replace(turns=np.array([[[0.2, 1.0], [0.2, 1.0], [1.0, 0.4]]]))
    assert alone.read(0.65) == 0.5  # the second unit is read for the third code
    stops = curve.stops(0.8)
    assert stops.shares[0] == pytest.approx([0.2, 0.0, 0.4])
    assert stops.kappa[0] == pytest.approx([0.9, 0.85, 1.0])


def test_table() -> None:
    """The table has a row for each code and order."""
    found = list(rows(replayed()))
    assert len(found) == CODES * len(NAMES)
    assert all(len(row) == len(COLUMNS) for row in found)


def test_chart() -> None:
    """The chart is an image with a line for each order, its name, both axes and the target."""
    drawing = ET.fromstring(chart([("a < b", replayed())], "Reviewed & finished"))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawing.findall(f"{space}polyline")) == len(NAMES)
    words = {one.text for one in drawing.iter(f"{space}text")}
    assert {*NAMES, "Reviewed & finished", "target 0.80", "20%", "0.4"} <= words
    assert f"a < b: {UNITS} units, {CODES} codes" in words
