"""A sample by uncertain teaches most, forgets nothing, and its figures stay unbiased."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from relcode.cli.review_out import out
from relcode.learn.informative import Doubts, informative
from relcode.review.proportional import drawn, shares
from relcode.review.sample import Request, Sign, Unit, draw
from relcode.study import Study
from small_study import small_study

if TYPE_CHECKING:
    from pathlib import Path

SIZE, SEEDS = 90, 400


def corpus() -> tuple[list[Unit], dict[str, set[str]]]:
    """Six hundred segments of twelve sources, and the codes that truly hold on each.

    Trust is common, brokering rare; suggestions are wrong at times, and miss some of both. In the
    last source nothing is in doubt.
    """
    lots = Random(5)  # noqa: S311 - no secret
    units, truth = [], {}
    for place in range(600):
        signs, holds = [], set()
        for code, often in (("trust", 0.2), ("brokering", 0.02)):
            held = lots.random() < often
            chance = lots.betavariate(4, 2) if held else lots.betavariate(1, 8)
            if held:
                holds.add(code)
            if chance > 0.25 and place % 12 != 11:
                signs.append(Sign(code, 1 - abs(2 * chance - 1), hint=chance < 0.5))
        units.append(Unit(f"g{place}", f"s{place % 12}", tuple(signs)))
        truth[f"g{place}"] = holds
    return units, truth


def uncertain(seed: int, size: int = SIZE, **decided: int) -> Request:
    """What to draw."""
    return Request(size, "uncertain", seed, decided=decided)


@pytest.mark.parametrize("code", ["trust", "brokering"])
def test_estimates_are_unbiased(code: str) -> None:
    """Over many samples the weighted number of a code's segments is the true one on average.

    The samples are mostly of what is suggested, so that the plain share is far off.
    """
    units, truth = corpus()
    true = sum(code in holds for holds in truth.values())
    found, plain, sizes = [], [], []
    for seed in range(SEEDS):
        rows = draw(units, uncertain(seed))
        held = [segment for segment in rows if code in truth[segment]]
        found.append(sum(1 / rows[segment].chance for segment in held))
        plain.append(len(held) / SIZE * len(units))
        sizes.append(sum(1 / one.chance for one in rows.values()))
    error = np.std(found) / SEEDS**0.5
    assert abs(np.mean(found) - true) < 3.5 * error
    assert np.mean(sizes) == pytest.approx(len(units), rel=0.02)
    assert np.mean(plain) > 1.2 * true, "without the chances it would be an overestimate"


def test_a_third_is_left_to_chance() -> None:
    """A third at least is drawn at random, and every segment can be drawn by that."""
    units, _ = corpus()
    seen: set[str] = set()
    for seed in range(60):
        rows = draw(units, uncertain(seed))
        assert {one.how for one in rows.values()} == {"random", "uncertain"}
        assert sum(one.how == "random" for one in rows.values()) >= SIZE / 3
        assert all(one.chance >= SIZE / 3 / len(units) for one in rows.values())
        seen |= rows.keys()
    assert len(seen) > 0.95 * len(units)


def test_every_source_is_touched() -> None:
    """Where two thirds of the sample are enough, all sources have a segment in it."""
    units, _ = corpus()
    source = {unit.segment: unit.source for unit in units}
    for seed in range(100):
        assert len({source[key] for key in draw(units, uncertain(seed, 18))}) == 12


def test_rare_codes_are_favoured() -> None:
    """A code that is seldom in doubt has several times the share that chance would give it."""
    units, _ = corpus()
    about = {unit.segment: {sign.code for sign in unit.signs} for unit in units}
    rare = sum("brokering" in codes for codes in about.values())
    expected = SIZE * rare / len(units)
    hits = [sum("brokering" in about[key] for key in draw(units, uncertain(n))) for n in range(50)]
    assert np.mean(hits) > 2.5 * expected


def test_decided_codes_wait() -> None:
    """A code on which much was decided gives its place to one on which nothing was."""
    there = [Unit(f"{code}{n}", "s", (Sign(code, 0.5),)) for code in "ab" for n in range(60)]
    counts: Counter[str] = Counter()
    for seed in range(50):
        counts.update(key[0] for key in draw(there, uncertain(seed, 30, a=80)))
    assert counts["b"] > 2 * counts["a"]


def test_what_is_doubtful_is_drawn_more() -> None:
    """Of one code's segments the more doubtful have the higher scores, and no doubt teaches 0."""
    doubts = Doubts(np.arange(4), np.zeros(4, int), np.array([0.0, 0.2, 0.9, 1.0]))
    found = informative(doubts, np.zeros(1), 5)
    assert found.scores.tolist() == [*sorted(found.scores.tolist()[:4]), 0.0]
    assert found.leading.tolist() == [-1, 0, 0, 0, -1]


def test_alike_segments_are_spread() -> None:
    """Of ten codes equally in doubt each is drawn twice in a sample of twenty for what it teaches.

    Independent draws would leave out at least one of them most times.
    """
    there = [Unit(f"{n % 10}-{n}", "s", (Sign(str(n % 10), 0.6),)) for n in range(300)]
    for seed in range(30):
        rows = draw(there, uncertain(seed, 30))
        codes = Counter(key[0] for key, one in rows.items() if one.how == "uncertain")
        assert set(codes.values()) == {2}
        assert len(codes) == 10


@given(
    sizes=st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1e3)), min_size=1, max_size=40),
    groups=st.integers(1, 8),
    number=st.integers(0, 40),
    start=st.floats(0, 1, exclude_max=True),
)
@example([0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0], 2, 2, 0.0)
@example([0.0, 0.0, 0.0, 0.0], 2, 2, 0.9999999999999999)
def test_chances_add_up_to_what_is_drawn(
    sizes: list[float], groups: int, number: int, start: float
) -> None:
    """Whatever the sizes, chances add up to the number that is drawn, and all groups are in it."""
    number = min(number, len(sizes))
    group = np.arange(len(sizes)) % min(groups, len(sizes))
    chances = shares(np.array(sizes), group, number)
    assert chances.min() >= 0
    assert chances.max() <= 1
    found = drawn(chances, np.argsort(group, kind="stable"), start)
    assert chances.sum() == pytest.approx(len(found), abs=1e-6)
    assert len(set(found.tolist())) == len(found) <= number
    if len(set(group.tolist())) <= number:
        assert set(group[found].tolist()) == set(group.tolist())
    assert len(found) >= min(number, sum(size > 0 for size in sizes))


def test_the_study_remembers_the_chances(tmp_path: Path) -> None:
    """A round by uncertain records for each row its chance and whether chance alone drew it."""
    small_study(tmp_path).close()
    path = tmp_path / "small.relcode"
    asked = ["--study", str(path), "--sample", "4", "--by", "uncertain", "--coder", "Ana"]
    done = CliRunner().invoke(out, [*asked, "-o", str(tmp_path / "s.xlsx")])
    assert "4 of 6 segments" in done.output
    with Study.open(path) as study:
        (sheet,) = study.rounds.sheets("review-1")
        sent = study.rounds.sent(sheet.id)
    assert len(sent) == 4
    assert {one.drawn for one in sent.values()} == {"random", "uncertain"}
    assert all(0 < one.chance <= 1 for one in sent.values())
