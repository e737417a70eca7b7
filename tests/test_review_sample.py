"""Samples are drawn with the chances that are recorded, and with something of everything."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.review.sample import Drawn, Request, Sign, Unit, deal, draw

if TYPE_CHECKING:
    from relcode.review.sample import By

RUNS = 3000
METHODS: tuple[By, ...] = ("random", "stratified", "uncertain", "code", "refused", "gain")


def units() -> list[Unit]:
    """Sixty segments of five sources, one of them tiny; one code is rare."""
    found = []
    for place in range(60):
        signs: tuple[Sign, ...] = ()
        if place % 4 == 0:
            signs = (Sign("trust", 0.25), *((Sign("power", 0.75, hint=True),) * (place % 8 == 0)))
        elif place % 7 == 0:
            signs = (Sign("power", 0.75, hint=True),)
        if place in (1, 31):
            signs = (Sign("equity", 0.25),)
        source = "tiny" if place < 2 else f"s{place % 4}"
        found.append(Unit(f"{source}-{place}", source, signs))
    return found


def request(size: int, by: By, seed: int = 1) -> Request:
    """What to draw; by code, segments with power, by refused every fifth, by gain the last most.

    Half of them have any gain, and three each time have the same.
    """
    scores: dict[str, float] = {}
    if by == "refused":
        scores = {unit.segment: 1.0 for unit in units()[::5]}
    if by == "gain":
        scores = {unit.segment: max(place // 3 - 10, 0) for place, unit in enumerate(units())}
    return Request(size, by, seed, {"power"} if by == "code" else (), {"trust": 5}, scores)


@pytest.mark.parametrize("by", METHODS)
@pytest.mark.parametrize("size", [3, 12, 40, 57])
def test_the_recorded_chance_is_the_real_one(by: By, size: int) -> None:
    """Over many seeds each segment is drawn as often as its recorded chance says."""
    there = units()
    hits: Counter[str] = Counter()
    chances: dict[str, float] = {}
    for seed in range(RUNS):
        drawn = draw(there, request(size, by, seed))
        assert len(drawn) == size
        hits.update(drawn.keys())
        for segment, (chance, _) in drawn.items():
            assert chances.setdefault(segment, chance) == chance
    assert set(chances) == {unit.segment for unit in there}, "everything can be drawn"
    assert sum(chances.values()) == pytest.approx(size)
    for segment, chance in chances.items():
        error = (chance * (1 - chance) / RUNS) ** 0.5
        assert abs(hits[segment] / RUNS - chance) <= 4.5 * error + 1e-9, segment


@pytest.mark.parametrize("by", METHODS)
def test_the_same_seed_draws_the_same(by: By) -> None:
    """A sample can be drawn again, and another seed gives another one."""
    assert draw(units(), request(20, by)) == draw(units(), request(20, by))
    assert draw(units(), request(20, by)) != draw(units(), request(20, by, 2))


@pytest.mark.parametrize("by", METHODS)
def test_no_more_than_there_is(by: By) -> None:
    """Asked for more than there is, the sample is everything, with certainty."""
    found = draw(units(), request(1000, by))
    assert set(found) == {unit.segment for unit in units()}
    assert set(found.values()) == {Drawn(1.0, "all")}


@pytest.mark.parametrize("by", METHODS)
def test_uncoded_segments_are_in_every_sample(by: By) -> None:
    """A quarter at least is open to segments without any code, so that misses are found."""
    signs = {unit.segment: unit.signs for unit in units()}
    for seed in range(50):
        found = draw(units(), request(24, by, seed))
        assert any(not signs[segment] for segment in found)
        if by in ("uncertain", "code", "refused"):
            assert sum(drawn.how == "random" for drawn in found.values()) >= 6


def test_stratified_touches_everything() -> None:
    """Each source, each state and a code found only twice are in a stratified sample of 15."""
    there = {unit.segment: unit for unit in units()}
    for seed in range(200):
        found = [there[segment] for segment in draw(units(), request(15, "stratified", seed))]
        assert {unit.source for unit in found} >= {"s0", "s1", "s2", "s3"}
        assert "equity" in {sign.code for unit in found for sign in unit.signs}
        assert len({(bool(unit.signs), all(s.hint for s in unit.signs)) for unit in found}) == 3


def test_by_code_looks_for_the_code() -> None:
    """Three quarters of a sample by code have the code, as long as there are so many."""
    signs = {unit.segment: {sign.code for sign in unit.signs} for unit in units()}
    found = draw(units(), request(8, "code"))
    assert sum("power" in signs[segment] for segment in found) >= 6
    assert {drawn.how for drawn in found.values()} == {"code", "random"}
    many = draw(units(), request(40, "code"))
    with_code = {segment for segment, codes in signs.items() if "power" in codes}
    assert with_code <= set(many), "all are taken where there is room"


def test_by_gain_takes_the_highest() -> None:
    """All but a twentieth are the highest, for certain; of equal ones at the end chance takes some.

    Where fewer have any, the others are drawn at random from all that are left.
    """
    wanted = request(20, "gain")
    found = draw(units(), wanted)
    first = {segment: one.chance for segment, one in found.items() if one.how == "gain"}
    assert len(first) == 19
    lowest = min(wanted.scores[segment] for segment in first)
    assert {key for key, score in wanted.scores.items() if score > lowest} <= first.keys()
    late = 1 / (60 - 19)
    for segment, chance in first.items():
        at_the_end = 1 / 3 + 2 / 3 * late  # one of the three
        assert chance == pytest.approx(1 if wanted.scores[segment] > lowest else at_the_end)
    few = draw(units(), Request(20, "gain", 1, scores={"s2-10": 0.1}))
    assert [segment for segment, one in few.items() if one.how == "gain"] == ["s2-10"]
    assert {one.chance for segment, one in few.items() if segment != "s2-10"} == {19 / 59}


@pytest.mark.parametrize("code", ["trust", "power", "equity"])
def test_estimates_by_gain_are_unbiased(code: str) -> None:
    """Weighted by its chances a sample by gain has the code on the true number, on average."""
    holds = {unit.segment: code in {sign.code for sign in unit.signs} for unit in units()}
    found = []
    for seed in range(RUNS):
        drawn = draw(units(), request(30, "gain", seed))
        found.append(sum(1 / one.chance for key, one in drawn.items() if holds[key]))
    error = (sum((one - sum(holds.values())) ** 2 for one in found) / RUNS / RUNS) ** 0.5
    assert abs(sum(found) / RUNS - sum(holds.values())) < 4 * error


@given(
    count=st.integers(0, 40),
    overlap=st.integers(0, 45),
    coders=st.integers(2, 5),
    seed=st.integers(),
)
def test_dealing_shares_some_and_deals_out_the_rest(
    count: int, overlap: int, coders: int, seed: int
) -> None:
    """All get the shared segments, all else goes to one, and shares differ by one at most."""
    segments = [f"g{place}" for place in range(count)]
    names = [f"c{place}" for place in range(coders)]
    dealt = deal(segments, names, overlap, seed)
    holders = Counter(segment for mine in dealt.values() for segment in mine)
    assert set(holders) == set(segments)
    assert sorted(holders.values()) == sorted(
        [coders] * min(overlap, count) + [1] * max(0, count - overlap)
    )
    sizes = [len(mine) for mine in dealt.values()]
    assert max(sizes) - min(sizes) <= 1


@given(
    data=st.lists(
        st.tuples(st.sampled_from("abcde"), st.sets(st.sampled_from("uvwxyz"))), min_size=2
    ),
    seed=st.integers(0, 1000),
    share=st.floats(0.01, 0.99),
)
def test_stratified_always_gives_what_was_asked(
    data: list[tuple[str, set[str]]], seed: int, share: float
) -> None:
    """Whatever the strata, the sample has the size asked for, and every chance is one."""
    there = [
        Unit(
            str(place),
            source,
            tuple(Sign(code, 0.5, hint=place % 3 == 0) for code in sorted(codes)),
        )
        for place, (source, codes) in enumerate(data)
    ]
    size = max(1, min(len(there) - 1, round(share * len(there))))
    found = draw(there, Request(size, "stratified", seed))
    assert len(found) == size
    assert all(0 < drawn.chance <= 1 for drawn in found.values())
