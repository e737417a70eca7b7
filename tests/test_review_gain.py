"""A sample by gain has what is expected to raise kappa most, as `relcode simulate` draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from agreeing import decision
from certified_study import copied
from learning_study import BOARDS, HABIT, PLAIN, learning_study, review, tag
from relcode import gaining as module
from relcode.cli import cli
from relcode.codebook import Code, Codebook
from relcode.errors import RelcodeError
from relcode.features.model import shipped
from relcode.gaining import gaining
from relcode.learn.gain import TARGET
from relcode.learn.simulation import State
from relcode.learn.simulation_kappa import finish
from relcode.learning import learn
from relcode.ledger import Decided, Returned
from relcode.review.order import Order
from relcode.review.out import send
from relcode.reviewed import Reviews, stands_for
from relcode.simulating.orders import Gaining
from relcode.tag import told as told_module
from relcode.tag.told import Told
from relcode.terms import Entry, Judged
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study
    from relcode.terms import Sent

SOURCES, EACH = 10, len(BOARDS) + len(PLAIN)
UNITS = SOURCES * EACH


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of ten sources that nobody has reviewed; made once."""
    with learning_study(tmp_path_factory.mktemp("tagged"), SOURCES) as one:
        tag(one)
        return one.path


@pytest.fixture
def study(tagged: Path, tmp_path: Path) -> Iterator[Study]:
    """A copy of it."""
    with copied(tagged, tmp_path) as one:
        yield one


def ask(study: Study, *more: str) -> str:
    """What `review out --by gain` says."""
    asked = ["review", "out", "--study", str(study.path), "--by", "gain", "--force", "--quiet"]
    asked += ["-o", str(study.path.with_name("sheet.csv")), *more]
    return CliRunner().invoke(cli, asked, catch_exceptions=False, standalone_mode=False).output


def answer(study: Study, name: str) -> None:
    """Bring a round back: all of it gone through, with the code on the boards."""
    (sheet,) = study.rounds.sheets(name)
    sent = study.rounds.sent(sheet.id)
    boards = {
        segment.id
        for source in study.source_ids()
        for segment in study.segments(source)[: len(BOARDS)]
    }
    given = [Decided(decision(one, HABIT, "Ana")) for one in sent if one in boards]
    marks = [Judged(one, "Ana", "done") for one in sent]
    study.ledger.take(Entry(sheet.id, f"{name}.csv", name), Returned(given, marks))


def simulated(study: Study) -> tuple[State, list[str]]:
    """The study as a simulation would see it, all of it at once, and the ids of its segments."""
    told = Told(study)
    columns = told.trial.columns
    units = told.sources(study.source_ids())
    chances = told.chances(units)[:, list(columns.values())]
    answers = {key: one for each in Reviews(study, columns) for key, one in each.answers.items()}
    for row, name in enumerate(units.shown.ids):
        if said := answers.get(name):
            chances[row] = [code in said.holds for code in columns]
    reviewed = np.isin(units.shown.ids, list(answers))
    every = np.ones(chances.shape, bool)
    places = np.zeros(len(chances), int)
    return State(chances, reviewed, every, places, finish(chances, every)), units.shown.ids


def test_it_draws_what_the_simulation_draws(study: Study, tmp_path: Path) -> None:
    """Of a study reviewed in part, the same segments come first as where that is replayed."""
    review(study, study.source_ids()[:5])
    learn(study)
    state, ids = simulated(study)
    draw = Gaining(0.8)(state, 20, np.random.default_rng(1))
    first = {ids[n] for n in draw.places} - {ids[n] for n in draw.random}
    found = gaining(study)
    assert not found.scores.keys() & {ids[n] for n in np.flatnonzero(state.reviewed)}
    made = send(study, Order(("Ana",), 20, "gain"), tmp_path / "s.csv", scores=found.scores)
    drawn = {key: one for rows in made.choice.rows.values() for key, one in rows.items()}
    assert {key for key, one in drawn.items() if one.how == "gain"} == first
    assert len(first) == 19


def test_blocks_make_no_difference(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a few segments at a time, as very many have to be, all have the same scores."""
    review(study, study.source_ids()[:3])
    whole = gaining(study)
    monkeypatch.setattr(module, "_ROWS", 5)
    monkeypatch.setattr(told_module, "_WORDS", 100)
    parts = gaining(study)
    assert parts.scores == pytest.approx(whole.scores)
    assert parts.bounds == pytest.approx(whole.bounds)


def test_named_codes_alone_count(study: Study) -> None:
    """With codes named nothing is gained by others; one is a sum that all codes are summed to."""
    one, other, both = (gaining(study, codes) for codes in ([HABIT], ["trust"], [HABIT, "trust"]))
    assert both.scores == pytest.approx(
        {key: one.scores.get(key, 0) + other.scores.get(key, 0) for key in both.scores}
    )
    assert one.scores != pytest.approx(other.scores)


def test_codes_below_count(study: Study) -> None:
    """A code is asked for with those below it, and any other way of drawing takes no code."""
    below = {one.id for one in study.codebook().descendants("trust")}
    assert below
    asked = ["--sample", "20", "trust"]
    ask(study, *asked)
    drawn = {one.segment for one in sent(study, "review-1") if one.drawn == "gain"}
    found = gaining(study, {"trust", *below}).scores
    assert min(found[key] for key in drawn) >= max(found[key] for key in found.keys() - drawn)
    with pytest.raises(RelcodeError, match="--by gain CODE"):
        send(study, Order((), 20, "random", ("trust",)), study.path.with_name("x.csv"))


def sent(study: Study, name: str) -> list[Sent]:
    """The rows of a round's sheet."""
    return [
        one for sheet in study.rounds.sheets(name) for one in study.rounds.sent(sheet.id).values()
    ]


def test_the_chances_are_those_of_a_sure_part_and_a_twentieth(study: Study) -> None:
    """What gains most stands for itself, what chance drew for all the rest, together for all."""
    said = ask(study, "--sample", "30", "--coder", "Ana")
    assert f"30 of {UNITS} segments" in said
    rows = sent(study, "review-1")
    assert {one.chance for one in rows if one.drawn == "gain"} == {1.0}
    assert [one.chance for one in rows if one.drawn == "random"] == [2 / (UNITS - 28)] * 2
    answer(study, "review-1")
    assert sum(stands_for(study).values()) == pytest.approx(UNITS)
    ask(study, "--sample", "20", "--coder", "Ana")
    answer(study, "review-2")
    assert sum(stands_for(study).values()) == pytest.approx(UNITS)


def test_it_says_how_reliable_the_coding_is(study: Study) -> None:
    """As soon as 20 segments drawn at random were gone through the rule is told, and not before."""
    assert "cannot be said yet: 0 segments" in ask(study, "--sample", "10", "--coder", "Ana")
    send(study, Order(("Ana",), 40, "random"), study.path.with_name("r.csv"))
    answer(study, "review-2")
    learn(study)
    found = gaining(study)
    assert found.random == 40
    assert list(found.bounds) == [HABIT]
    assert 0 < found.bounds[HABIT] <= 1
    said = ask(study, "--sample", "10", "--coder", "Ana")
    assert "of 1 code, by a rule with a risk of 10% each" in said
    assert (f"{HABIT} 0." in said) == (found.bounds[HABIT] < TARGET)
    study.rounds.undo("review-2")
    assert "cannot be said yet: 0 segments" in ask(study, "--sample", "10", "--coder", "Ana")


def test_rare_codes_have_no_bound(study: Study) -> None:
    """Of a code that is on fewer than 20 segments, as far as is known, nothing is said."""
    send(study, Order(("Ana",), 30, "random"), study.path.with_name("r.csv"))
    answer(study, "review-1")
    said = ask(study, "--sample", "10", "--coder", "Ana", "power")
    assert "of kappa nothing can be said" in said


def test_bounds_go_by_what_chance_drew(study: Study) -> None:
    """Errors in what was drawn for gain, or answered by another round, count for no bound."""
    ask(study, "--sample", "40", "--coder", "Ana")
    random = {one.segment for one in sent(study, "review-1") if one.drawn == "random"}
    review(study, study.source_ids())
    assert gaining(study).random == 0
    answer(study, "review-1")
    assert gaining(study).random == len(random) == 2


def test_all_reviewed(study: Study) -> None:
    """Where everything was gone through nothing is left to gain, and every bound is 1."""
    send(study, Order(("Ana",), 40, "random"), study.path.with_name("r.csv"))
    answer(study, "review-1")
    review(study, study.source_ids())
    found = gaining(study)
    assert found.scores == {}
    assert found.bounds == {HABIT: pytest.approx(1.0)}


def test_nothing_that_can_be_read(tmp_path: Path) -> None:
    """Codes that the model cannot read are named; where it can read none, that is said first."""
    with small_study(tmp_path) as small:
        with pytest.raises(RelcodeError, match="can read none of these codes"):
            gaining(small, ["nonsense"])
        assert gaining(small, ["trust", "nonsense"]).unread == ("nonsense",)


def test_another_meaning(tmp_path: Path) -> None:
    """A code with the id of a learned one but another meaning is read by its own definition."""
    current = Code(id="power", name="Power", definition="Electric current from a generator.")
    other = Codebook(name="own", version="1", language="en", codes=(current,))
    with learning_study(tmp_path, 1, other) as one:
        assert Told(one).trial.columns == {"power": len(shipped().codes)}


def test_what_cannot_be_met_is_said_first(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """An order with a mistake in it is refused before anything is read."""
    monkeypatch.setattr(module, "Told", None)
    for wrong in (("--sample", "5", "trsut"), ()):
        with pytest.raises(RelcodeError, match=r"trsut|--sample N"):
            ask(study, *wrong)
