"""`relcode learn`: decisions change what is suggested elsewhere, version by version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from learning_study import BOARDS, HABIT, chances, learning_study, review, tag, told
from relcode import codebook
from relcode.cli import cli
from relcode.codebook import Code, Codebook
from relcode.errors import RelcodeError
from relcode.features.model import shipped
from relcode.learn import versions
from relcode.learning import learn
from tagged import relational

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study of five sources that nobody has reviewed."""
    with learning_study(tmp_path) as made:
        yield made


def test_nothing_decided_is_nothing_to_learn(study: Study) -> None:
    """A cold start is said as such, with what to do, and leaves no version."""
    with pytest.raises(RelcodeError, match="review out"):
        learn(study)
    assert study.learned.latest() == 0
    assert versions.latest(study) is None


def test_what_was_learned_is_suggested(study: Study) -> None:
    """A coder's habit is followed in sources not reviewed, and the reason names the version."""
    *some, last = study.source_ids()
    tag(study)
    before = chances(study, last)
    review(study, some)
    report = learn(study)
    assert (report.version.name, report.units, report.sources) == ("learned.v1", 28, 4)
    assert len(tag(study)) == 5
    after = chances(study, last)
    boards = len(BOARDS)
    assert min(after[:boards]) > max(0.3, max(before[:boards]) + 0.2)
    assert max(after[boards:]) < min(after[:boards])
    notes = [one.why.note for one in study.codings(last) if one.code == HABIT]
    assert any("read by the model and learned.v1" in note for note in notes)
    assert tag(study) == []


def test_a_reviewed_segment_is_as_shipped(study: Study) -> None:
    """What a segment taught is not said of it, so that agreement with it stays honest."""
    first, *rest = study.source_ids()
    tag(study)
    before = chances(study, first)
    review(study, [first, *rest[:3]])
    learn(study)
    tag(study)
    assert chances(study, first) == before


def test_the_ladder_is_told(study: Study) -> None:
    """Each decided code says its rung; codes without a positive are only made rarer."""
    review(study, study.source_ids()[:1])
    report = learn(study)
    rungs = {one.code: one.rung for one in report.changes}
    assert rungs[HABIT] == "1–4"
    assert {rung for code, rung in rungs.items() if code != HABIT} == {"0"}
    heads, codes = report.version.heads, relational()
    assert not heads.weights.any()
    assert (heads.slope != 1).sum() == 1
    assert (heads.bias < 0).sum() >= len(codes.codes) - 5
    review(study, study.source_ids()[1:2])
    rungs = {one.code: one.rung for one in learn(study).changes}
    assert rungs[HABIT] == "5+"


def test_versions_are_numbered_and_stay(study: Study) -> None:
    """Every learning after new decisions adds a version; none is changed, not even by force."""
    ids = study.source_ids()
    review(study, ids[:2])
    first = learn(study).version
    assert not learn(study).fresh
    review(study, ids[2:3])
    second = learn(study).version
    assert (first.number, second.number, second.name) == (1, 2, "learned.v2")
    assert first.digest != second.digest
    assert first.decisions != second.decisions
    again = versions.get(study, 1)
    assert again.digest == first.digest
    assert again.answers == first.answers
    assert np.array_equal(again.heads.weights, first.heads.weights)
    assert np.array_equal(again.heads.bias, first.heads.bias)
    for statement in ("UPDATE learned SET codebook = codebook", "DELETE FROM learned"):
        with (
            closing(sqlite3.connect(study.path)) as other,
            pytest.raises(sqlite3.IntegrityError, match="never"),
        ):
            other.execute(statement)
    with pytest.raises(KeyError):
        versions.get(study, 3)


def test_undone_decisions_are_unlearned(study: Study) -> None:
    """Once all decisions are undone the next version is as shipped."""
    name = review(study, study.source_ids()[:3])
    learn(study)
    study.rounds.undo(name)
    version = learn(study).version
    assert version.number == 2
    assert not version.answers
    assert not version.heads.bias.any()


def test_comparing_keeps_the_better(study: Study) -> None:
    """A habit that is in every document is better learned; what one document alone has is not."""
    ids = study.source_ids()
    review(study, ids[:4])
    review(study, ids[:1], "trust")
    changes = {one.code: one for one in learn(study, compare=True).changes}
    habit, odd = changes[HABIT], changes["trust"]
    assert habit.compared is not None
    assert habit.compared.n == 12
    assert habit.compared.after.f1 > habit.compared.before.f1
    assert habit.by == 1
    assert odd.compared is not None
    assert odd.compared.n == 3
    assert odd.compared.after.loss > odd.compared.before.loss
    assert (odd.by, odd.after) == (0, odd.before)


def test_comparing_leaves_what_gets_worse(study: Study) -> None:
    """Where one document contradicts all others, what was learned before it stays in force."""
    ids = study.source_ids()
    review(study, ids[:4])
    first = learn(study).version
    review(study, ids[4:], habit=False)
    report = learn(study, compare=True)
    (habit,) = (one for one in report.changes if one.code == HABIT)
    assert habit.compared is not None
    assert not habit.compared.better
    assert (report.version.number, habit.by) == (2, 1)
    assert habit.before == habit.after
    column = shipped().codes.index(HABIT)
    assert report.version.heads.bias[column] == first.heads.bias[column]
    assert any(one.by == 2 for one in report.changes)


def test_one_document_cannot_be_compared(study: Study) -> None:
    """What one document taught cannot be tried on another: said so, and nothing is stored."""
    review(study, study.source_ids()[:1])
    with pytest.raises(RelcodeError, match="a second document"):
        learn(study, compare=True)
    assert study.learned.latest() == 0


BOARD = Code(
    id="boards",
    name="Boards",
    definition="The speaker tells of a board on which something is written for all to read.",
)
SHEEP = Code(id="sheep", name="Sheep", definition="The speaker talks of sheep or of wool.")
OWN = Codebook(name="own", version="1", language="en", codes=(BOARD, SHEEP))


def test_own_codes_are_learned_by_version(tmp_path: Path) -> None:
    """Codes of one's own follow reviews at once until a version is made, and then the version."""
    with learning_study(tmp_path, codebook=OWN) as study:
        ids = study.source_ids()
        tag(study)
        before = chances(study, ids[4], "boards")
        review(study, ids[:2], "boards")
        assert len(tag(study)) == 5
        at_once = chances(study, ids[4], "boards")
        report = learn(study, compare=True)
        (board,) = (one for one in report.changes if one.code == "boards")
        assert (board.own, board.rung) == (True, "5+")
        tag(study)
        learned = chances(study, ids[4], "boards")
        assert learned == (at_once if board.by else before)
        assert sum(at_once[:3]) > sum(before[:3])
        review(study, ids[2:3], "boards")
        assert tag(study) == []
        assert learn(study).version.number == 2
        assert len(tag(study)) == 5


def test_the_command_says_what_it_learned(tmp_path: Path) -> None:
    """It lists each code with its rung, what became of it, and what to do next."""
    with learning_study(tmp_path) as study:
        review(study, study.source_ids()[:3])
        path = str(study.path)
    said = CliRunner().invoke(cli, ["learn", "--study", path, "--compare"])
    assert said.exit_code == 0, said.output
    (line,) = (one for one in said.output.splitlines() if one.startswith(f"{HABIT} "))
    assert " 5+ " in line
    assert "learned.v1" in line
    assert "learned.v1: from 21 segments in 3 sources" in said.output
    # this study was never tagged, and here the usual tagger is another
    assert "relcode tag --tagger full" in said.output
    said = CliRunner().invoke(cli, ["learn", "--study", path])
    assert "nothing was decided since learned.v1" in said.output


def test_the_study_says_that_it_learned(study: Study) -> None:
    """The shipped codebook has the habit's code, and a source's words are never in a version."""
    review(study, study.source_ids()[:2])
    stored = study.learned[learn(study).version.number]
    assert codebook.load("relational").hash == stored.codebook
    assert told(0)[0].text.encode()[:30] not in stored.content
