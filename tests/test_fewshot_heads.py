"""A code that no model has learned has a head at once, which what is reviewed takes over."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.codebook import Borderline, Code, NearMiss
from relcode.features.encoder import Encoder
from relcode.features.fewshot import Head, Taught, Told, blend, chances, learned, told, zero_shot
from relcode.features.model import Examples, shipped
from relcode.features.passages import Unit
from relcode.features.rows import Rows, joined

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TIDES = Code(
    id="tides",
    name="Tides",
    definition="The speaker tells how the tide decides when a boat can leave.",
    use="High and low water, waiting for the flood.",
    typical=("We had to wait for high water before the boat could leave.",),
    near_miss=(NearMiss(text="The boat was painted blue.", why="no tide"),),
    borderline=(
        Borderline(text="It was slack water, so off we went.", decide="yes", why="the tide"),
        Borderline(text="A tide of visitors came.", decide="no", why="a figure of speech"),
    ),
)
WET = (
    "At low tide nobody gets a boat out of that harbour.",
    "You wait for high water and then you leave, not before.",
    "The flood was late, so the ferry could not leave.",
)
DRY = (
    "My aunt keeps the accounts in a green book.",
    "They chose the curtains for the hall in April.",
    "I never learned to cook for more than two.",
)


@cache
def encoder() -> Encoder:
    """The shipped encoder."""
    return Encoder(shipped())


@cache
def space() -> Rows:
    """Rows that know the words of the tides."""
    return Rows(shipped().examples, (*WET, *DRY, *known().yes))


def known() -> Told:
    """What the codebook tells of the tides."""
    found = told(TIDES)
    assert found
    return found


def rows(*texts: str) -> csr_matrix:
    """The rows of texts, each by itself."""
    units = ([Unit(text, "turn", wanted=True)] for text in texts)
    vectors = [one.vector for each in units for one in encoder().units(each)]
    return space().of(np.array(vectors), texts)


@cache
def first() -> Head:
    """The head of the tides by the codebook alone."""
    return zero_shot(space(), rows(*known().yes), rows(*known().unlike))


def logits(head: Head, *texts: str) -> np.ndarray:
    """What a head says of texts."""
    return np.asarray(rows(*texts) @ head.weights + head.bias)


def taught(found: int, others: int) -> Taught:
    """Reviewed units: so many with the code, which are wet, and so many without."""
    texts = [WET[n % 3] for n in range(found)] + [DRY[n % 3] for n in range(others)]
    return Taught(rows(*texts), np.arange(len(texts)) < found, np.ones(len(texts)))


def blended(given: Taught) -> Head:
    """The head of the tides with these."""
    return blend(first(), rows(*known().yes), rows(*known().unlike), given)


def test_the_codebook_tells_what_holds_and_what_does_not() -> None:
    """Examples and cases decided yes are examples; near misses and those decided no are not."""
    found = known()
    assert found.examples == (TIDES.typical[0], "It was slack water, so off we went.")
    assert found.definition == (TIDES.definition, f"Tides: {TIDES.use}")
    assert found.unlike == ("The boat was painted blue.", "A tide of visitors came.")


@pytest.mark.parametrize(("definition", "there"), [("d", False), ("to do", False), ("a b c", True)])
def test_a_definition_of_a_word_or_two_tells_nothing(definition: str, *, there: bool) -> None:
    """Without examples and with hardly a definition there is nothing to go by."""
    assert (told(Code(id="x", name="X", definition=definition)) is not None) == there
    with_example = Code(id="x", name="X", definition=definition, typical=("An example.",))
    assert told(with_example) is not None


def test_a_definition_ranks_at_once() -> None:
    """Without any reviewed example most of what is meant comes before all that is not."""
    assert np.median(logits(first(), *WET)) > logits(first(), *DRY).max()


def test_a_near_miss_takes_away() -> None:
    """What is like a near miss is less likely than it would be without it."""
    bare = zero_shot(space(), rows(*known().yes), rows())
    miss = "The boat was painted blue again."
    gap = logits(bare, WET[0]) - logits(bare, miss)
    assert logits(first(), WET[0]) - logits(first(), miss) > gap


def test_an_unknown_code_is_seldom() -> None:
    """Over usual units a code has the frequency that codes have where nothing is known."""
    usual = chances(space().usual @ first().weights + first().bias)
    assert 0.01 < usual.mean() < 0.1


@pytest.mark.parametrize("found", [1, 2, 4, 5, 20])
def test_what_is_reviewed_takes_over(found: int) -> None:
    """With n examples the learned head counts n / (n + 5): from five on more than the codebook."""
    given = taught(found, 30)
    second = learned(rows(*known().yes), rows(*known().unlike), given)
    head, share = blended(given), found / (found + 5)
    assert (share >= 0.5) == (found >= 5)
    np.testing.assert_allclose(head.weights, first().weights * (1 - share) + second.weights * share)
    assert head.bias == pytest.approx(first().bias * (1 - share) + second.bias * share)


def test_the_learned_head_keeps_how_frequent_a_code_is() -> None:
    """On average the probabilities of what it learned from are the share that has the code."""
    given = taught(6, 54)
    head = learned(rows(), rows(), given)
    found = chances(given.rows @ head.weights + head.bias)
    assert found.mean() == pytest.approx(0.1, abs=0.002)


def test_a_unit_counts_for_those_it_was_drawn_from() -> None:
    """Where units without the code were drawn at one chance in nine, it is as if all were there."""
    given = taught(6, 6)
    drawn = given._replace(counts=np.array([1.0] * 6 + [9.0] * 6))
    head = learned(rows(), rows(), drawn)
    found = chances(given.rows @ head.weights + head.bias)
    assert np.average(found, weights=drawn.counts) == pytest.approx(0.1, abs=0.002)


def test_where_all_have_the_code_the_codebook_stays() -> None:
    """From examples alone, without any unit that lacks the code, nothing can be told apart."""
    assert blended(taught(2, 0)) is first()


def test_units_without_the_code_make_it_less_likely() -> None:
    """The more units were judged and none had the code, the less likely it gets; order stays."""
    some, many = blended(taught(0, 5)), blended(taught(0, 200))
    texts = (*WET, *DRY)
    assert (logits(many, *texts) < logits(some, *texts)).all()
    assert (logits(some, *texts) < logits(first(), *texts)).all()
    np.testing.assert_array_equal(some.weights, first().weights)


def test_any_width_will_do() -> None:
    """An encoder of another width gives heads that rank as well: nothing hangs on 384 numbers."""
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(60, 7))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(f"word{n} other" for n in range(60))
    small = Rows(Examples(vectors, np.zeros((60, 1), bool), texts), ())
    meant = small.of(vectors[:1] * 3, texts[:1])
    head = zero_shot(small, meant, small.of(vectors[:0], ()))
    every = small.of(vectors, texts) @ head.weights + head.bias
    assert every.argmax() == 0
    assert joined(meant, small.usual).shape == (61, small.width + len(small.columns))


def test_words_that_nobody_knows_do_no_harm() -> None:
    """A unit of signs alone has a probability like any other."""
    assert np.isfinite(logits(first(), "…", "😀", "zzyzx")).all()


@given(st.lists(st.floats(-1e3, 1e3), min_size=1))
def test_chances_are_probabilities(values: list[float]) -> None:
    """Any logit has a probability, and a greater one no smaller."""
    found = chances(np.sort(values))
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= 0).all()
