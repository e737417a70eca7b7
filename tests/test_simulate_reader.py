"""What replays read by is what the full tagger reads by, and no answer is known before its time."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pytest

from learning_study import told
from relcode.codebook import Code, Codebook
from relcode.features.encoder import Encoder
from relcode.features.model import shipped
from relcode.learn.simulation import Coded, Draw, Replay
from relcode.reviewed import Answer, Reviewed
from relcode.simulating.orders import Gaining, by_doubt, teaching
from relcode.simulating.reader import Reader, Units, readable
from relcode.simulating.study import units
from relcode.tag.cues import CueTagger
from relcode.tag.trial import Trial
from small_study import book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

    from relcode.learn.simulation import Order, State

BOARD = Code(
    id="board",
    name="Board",
    definition="Somebody reads or writes news on a board where all can see it.",
    typical=["The news was on the board."],
)
HABITS = ("communication", "board")  # given wherever a noticeboard is told of
SOURCES = 6


@cache
def own() -> Codebook:
    """The shipped codebook with a code that the model has not learned."""
    kept = {name: getattr(book(), name) for name in Codebook.model_fields}
    return Codebook(**{**kept, "codes": (*book().codes, BOARD)})


@cache
def codes() -> tuple[str, ...]:
    """The columns."""
    return readable(shipped(), own())


@cache
def encoder() -> Encoder:
    """One for all tests."""
    return Encoder(shipped())


def reviewed() -> Iterator[Reviewed]:
    """Sources that were gone through, each with three segments that have both codes."""
    every = frozenset(codes())
    for number in range(SOURCES):
        source, segments = told(number)
        holds = [frozenset(HABITS) if "board" in line else frozenset() for line in lines(number)]
        answers = (Answer(one, every - one) for one in holds)
        yield Reviewed(source, segments, dict(zip((s.id for s in segments), answers, strict=True)))


def lines(number: int) -> list[str]:
    """The texts of a source's segments."""
    source, segments = told(number)
    return [source.text[one.start : one.end] for one in segments]


@cache
def found() -> Units:
    """The units."""
    return units(reviewed(), own(), encoder(), codes())


def reader(coded: Coded | None = None) -> Reader:
    """A reader of the units, which may be coded otherwise."""
    given = found()._replace(coded=coded) if coded else found()
    return Reader(shipped(), own(), encoder(), given)


def every() -> NDArray[np.intp]:
    """The columns of all codes."""
    return np.arange(len(codes()))


def flipped(known: NDArray[np.bool_]) -> Coded:
    """The opposite answers, but for the units that are known."""
    coded = found().coded
    return coded._replace(holds=np.where(known[:, None], coded.holds, ~coded.holds))


def test_units() -> None:
    """Units, answers and sources are those of what was reviewed, in its order."""
    assert found().texts == [line for number in range(SOURCES) for line in lines(number)]
    by_source = found().coded.sources.reshape(SOURCES, -1)
    assert (by_source == by_source[:, :1]).all()
    assert len(set(by_source[:, 0].tolist())) == SOURCES
    held = found().coded.holds.sum(0)
    assert {code: held[codes().index(code)] for code in HABITS} == dict.fromkeys(HABITS, 18)
    assert held.sum() == 36


def test_unreviewed() -> None:
    """Before anything is reviewed, probabilities are those of the full tagger."""
    trial = Trial(shipped(), own(), encoder(), CueTagger(own()))
    plain = trial.plain(trial.gathered(reviewed()))
    wanted = [trial.codes.index(code) for code in codes()]
    nothing = np.zeros(len(found().texts), dtype=bool)
    assert reader()(nothing, every()) == pytest.approx(plain[:, wanted])


def test_learns() -> None:
    """What was reviewed in four sources makes the habits likelier where they hold in the others."""
    known = found().coded.sources < SOURCES - 2
    before, after = (reader()(some, every())[~known] for some in (known & False, known))
    holds = found().coded.holds[~known]
    for code in map(codes().index, HABITS):
        mine = holds[:, code]
        assert after[mine, code].min() > after[~mine, code].max()
        assert after[mine, code].mean() > before[mine, code].mean()


def test_single_codes() -> None:
    """A code of the codebook's own is read alike alone and among others."""
    known, place = found().coded.sources < SOURCES - 2, codes().index("board")
    alone = reader()(known, np.array([place]))[:, 0]
    assert alone == pytest.approx(reader()(known, every())[:, place])


def test_answers_unknown() -> None:
    """What is read from reviewed units hangs on no answer to any other."""
    known = np.random.default_rng(3).random(len(found().texts)) < 0.5
    other = reader(flipped(known))
    assert (reader()(known, every()) == other(known, every())).all()


@pytest.mark.parametrize(
    "order", [by_doubt, teaching, Gaining(0.8)], ids=["doubtful", "uncertain", "gain"]
)
def test_draws_unknown(order: Order) -> None:
    """What is drawn next hangs on no answer to units that were not reviewed by then."""
    shares = (0.2, 0.4, 1.0)

    def drawn(coded: Coded) -> list[list[int]]:
        draws: list[list[int]] = []

        def noted(state: State, number: int, chance: Generator) -> Draw:
            draw = order(state, number, chance)
            draws.append(sorted(draw.places.tolist()))
            return draw

        list(Replay(coded, reader(coded), every(), noted).rounds(shares, 5))
        return draws

    plain = drawn(found().coded)
    known = np.isin(np.arange(len(found().texts)), plain[0])
    assert drawn(flipped(known))[:2] == plain[:2]
    assert sorted(chain.from_iterable(plain)) == list(range(len(found().texts)))
