"""The words shown are those that move a code most, and by how much is said."""

from __future__ import annotations

import re
from functools import cache
from math import exp
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.features.encoder import Encoder
from relcode.features.model import shipped
from relcode.features.passages import Unit
from relcode.tag.grounds import Grounds, without
from tagged import laid_out, tagger

if TYPE_CHECKING:
    from relcode.features.encoder import Encoded
    from relcode.terms import Why

SAID = "They'd settled the whole thing over lunch before any of us got near a chair in that room."
TAIL = " The soup was tomato that day and the bread was from the day before."


@cache
def encoder() -> Encoder:
    """The encoder of the shipped model."""
    return Encoder(shipped())


def chance(change: float) -> float:
    """A probability of 62 in a hundred, and what becomes of it."""
    return 1 / (1 + exp(-0.49 - change))


def encoded(text: str) -> Encoded:
    """One unit alone."""
    (unit,) = encoder().units([Unit(text, "turn", wanted=True)])
    return unit


def why(text: str, code: str = "power", unit: Encoded | None = None, *, told: bool = True) -> Why:
    """The why of a code on a sentence that stands alone."""
    ((view, _),) = tagger().seen(*laid_out([text]))
    number = shipped().codes.index(code)
    grounds = Grounds(shipped(), encoder().tokens)
    given = unit or encoded(text)
    return grounds.why(view, text, given, number, chance=chance if told else None)


@given(st.lists(st.tuples(st.floats(-50, 50), st.booleans()), max_size=60), st.floats(-50, 50))
def test_what_is_left_out_changes_the_mean(
    tokens: list[tuple[float, bool]], opening: float
) -> None:
    """The change is the mean of the tokens that stay less the mean of all; of nothing it is 0."""
    gains = np.array([opening, *(gain for gain, _ in tokens)])
    out = np.array([False, *(left for _, left in tokens)])
    stay = [opening, *(gain for gain, left in tokens if not left)]
    assert without(gains, out) == pytest.approx(np.mean(stay) - gains.mean(), abs=1e-9)
    assert without(gains, np.zeros_like(out)) == 0


def test_no_other_words_in_a_row_say_more() -> None:
    """Of all stretches of as many words, the mean falls most without the one that is shown."""
    unit = encoded(SAID + TAIL)
    number = shipped().codes.index("power")
    gains = unit.gains[:, number].astype(float)
    places = encoder().tokens.places(SAID + TAIL)
    words = [word.span() for word in re.finditer(r"\S+", SAID + TAIL)]

    def change(first: int, last: int) -> float:
        start, end = words[first][0], words[last][1]
        return without(gains, np.array([False, *(start <= place < end for place, _ in places)]))

    (shown,) = why(SAID + TAIL).evidence
    first = next(n for n, (start, _) in enumerate(words) if start == shown.start)
    last = next(n for n, (_, end) in enumerate(words) if end == shown.end)
    size = last - first
    least = min(change(one, one + size) for one in range(len(words) - size))
    assert change(first, last) == pytest.approx(least)
    assert least < 0


def test_by_how_much_is_told() -> None:
    """The note says from what to what the words shown lift the probability that is given."""
    note = why(SAID).note
    found = re.fullmatch(
        r"read by the model: these words lift it from (\d+)% to (\d+)%; like “.+”", note
    )
    assert found, note
    low, high = map(int, found.groups())
    assert 0 < low < high == 62


def test_without_a_probability_nothing_is_told() -> None:
    """The words and the example are the same, and no figure is made up."""
    told, plain = why(SAID), why(SAID, told=False)
    assert told.evidence == plain.evidence
    assert plain.note.startswith("read by the model; like “")
    assert told.note.endswith(plain.note.removeprefix("read by the model"))


@pytest.mark.parametrize("text", ["\u200b\u200b", "…", "Yes."])
def test_what_is_too_little_to_leave_out_is_shown(text: str) -> None:
    """A unit of one word or sign alone shows it, and a unit that holds no token tells no lift."""
    found = why(text)
    assert [one.cue for one in found.evidence] == [text]
    if text.startswith("\u200b"):
        assert "lift" not in found.note


def test_no_lift_is_told_where_none_is_seen() -> None:
    """Words that change nothing once it is rounded get no figures."""
    unit = encoded(SAID)
    flat = unit._replace(gains=np.zeros_like(unit.gains))
    assert "lift" not in why(SAID, unit=flat).note
