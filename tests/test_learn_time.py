"""What was learned stays true while a study goes on: other codebooks, copies, older files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from learning_study import BOARDS, HABIT, chances, learning_study, review, tag
from relcode import database
from relcode.cli import cli
from relcode.codebook import Code, Codebook
from relcode.features.model import shipped
from relcode.learn import versions
from relcode.learned import Stored
from relcode.learning import learn
from relcode.study import Study

if TYPE_CHECKING:
    from pathlib import Path

POWER = Code(
    id="power",
    name="Power",
    definition="Electricity: mains, generators, sockets, and whether the lights stay on at night.",
)
TRUST = Code(id="trust", name="Trust", definition="")
MIXED = Codebook(name="mixed", version="1", language="en", codes=(POWER, TRUST))


def test_an_id_that_means_something_else_is_ones_own(tmp_path: Path) -> None:
    """A code of the model's by its id alone is learned once, as one's own; the model's is left."""
    with learning_study(tmp_path, codebook=MIXED) as study:
        review(study, study.source_ids()[:3], "power")
        report = learn(study, compare=True)
    changes = {one.code: one for one in report.changes}
    assert len(changes) == len(report.changes) == 2
    assert (changes["power"].own, changes["power"].found) == (True, 9)
    assert (changes["trust"].own, changes["trust"].found) == (False, 0)
    column = shipped().codes.index("power")
    heads = report.version.heads
    assert (heads.slope[column], heads.bias[column]) == (1, 0)
    assert not heads.weights[:, column].any()


def test_what_an_older_version_was_taught_is_as_shipped(tmp_path: Path) -> None:
    """A segment behind a head that was kept is read as shipped, though nobody judges it now."""
    with learning_study(tmp_path) as study:
        first, *rest = study.source_ids()
        tag(study)
        before = chances(study, first)
        name = review(study, [first])
        review(study, rest[:3])
        learn(study)
        study.rounds.undo(name)
        review(study, rest[3:], habit=False)
        report = learn(study, compare=True)
        assert report.version.by[HABIT] == 1
        assert not any(one.startswith(first) for one in report.version.answers)
        tag(study)
        assert chances(study, first) == before


def test_the_same_decisions_teach_the_same(tmp_path: Path) -> None:
    """Two copies of a study that learn by themselves come to the same heads, bit by bit."""
    with learning_study(tmp_path) as study:
        review(study, study.source_ids()[:3])
        study.backup(tmp_path / "copy.relcode")
        here = learn(study).version
    with Study.open(tmp_path / "copy.relcode") as copy:
        there = learn(copy).version
    assert here.digest == there.digest
    assert (here.heads.weights[:, shipped().codes.index(HABIT)] != 0).any()


def test_another_codebook_is_learned_anew(tmp_path: Path) -> None:
    """Once codes go or are called otherwise, tagging says so and goes on; learning catches up."""
    with learning_study(tmp_path) as study:
        tag(study)
        review(study, study.source_ids()[:3])
        learn(study)
        book = study.codebook()
        kept = tuple(one for one in book.codes if one.id in {HABIT, "trust"})
        left = Codebook(name="left", version="2", language="en", codes=kept)
        study.use_codebook(left)
        path = str(study.path)
        said = CliRunner().invoke(cli, ["tag", "--quiet", "--study", path])
        assert said.exit_code == 0, said.output
        assert "learned.v1 was learned by another codebook" in said.output
        after = chances(study, study.source_ids()[4])
        assert min(after[: len(BOARDS)]) > 0.3
        report = learn(study)
        assert (report.version.number, report.version.codebook) == (2, left.hash)
        assert {one.code for one in report.changes} <= {HABIT, "trust"}
        said = CliRunner().invoke(cli, ["tag", "--quiet", "--study", path])
        assert "another codebook" not in said.output


def test_another_model_is_read_plainly(tmp_path: Path) -> None:
    """What corrects another model than the package's is not used, and tagging says so."""
    with learning_study(tmp_path) as study:
        tag(study)
        last = study.source_ids()[4]
        before = chances(study, last)
        review(study, study.source_ids()[:3])
        version = learn(study).version
        old = Stored(version.codebook, "of another", version.decisions, study.learned[1].content)
        study.learned.add(old)
        said = CliRunner().invoke(cli, ["tag", "--quiet", "--study", str(study.path)])
        assert "learned.v2 corrects another model" in said.output
        assert "relcode learn" in said.output
        assert chances(study, last) == before
        report = learn(study)
        assert (report.fresh, report.version.number) == (True, 3)
        assert np.array_equal(report.version.heads.bias, versions.get(study, 1).heads.bias)


def stored(study: Study, text: str) -> Stored:
    """A version of so many bytes."""
    return Stored(study.codebook_hash, "model", text, text.encode())


def test_a_copy_that_went_on_learning_is_merged(tmp_path: Path) -> None:
    """Versions that only the other copy has come over with their numbers, once."""
    with learning_study(tmp_path, 1) as study:
        study.learned.add(stored(study, "a"))
        study.backup(tmp_path / "copy.relcode")
        with Study.open(tmp_path / "copy.relcode") as copy:
            copy.learned.add(stored(copy, "b"))
            copy.learned.add(stored(copy, "c"))
            assert study.merge(copy).learned == [2, 3]
            assert [study.learned[n] for n in (1, 2, 3)] == [copy.learned[n] for n in (1, 2, 3)]
            again = study.merge(copy)
            assert (again.learned, again.stayed) == ([], [])
            study.learned.add(stored(study, "d"))
            ahead = study.merge(copy)
            assert (ahead.learned, ahead.stayed) == ([], [])
            assert study.learned.latest() == 4


def test_what_both_learned_apart_is_told(tmp_path: Path) -> None:
    """Where both copies learned by themselves, each keeps its own, and merging says which stay."""
    with learning_study(tmp_path, 1) as study:
        study.learned.add(stored(study, "a"))
        study.backup(tmp_path / "copy.relcode")
        study.learned.add(stored(study, "b"))
        mine = study.learned[2]
    with Study.open(tmp_path / "copy.relcode") as copy:
        copy.learned.add(stored(copy, "c"))
        copy.learned.add(stored(copy, "d"))
    call = ["merge", str(tmp_path / "copy.relcode"), "--study", str(tmp_path / "learning.relcode")]
    said = CliRunner().invoke(cli, call)
    assert said.exit_code == 0, said.output
    assert "learned.v2, learned.v3 of the other study stay there" in said.output
    assert "relcode learn" in said.output
    with Study.open(tmp_path / "learning.relcode") as study:
        assert (study.learned.latest(), study.learned[2]) == (2, mine)


def test_a_study_from_before_learning_learns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the second schema opens with all that was decided, and takes versions."""
    with monkeypatch.context() as before:
        before.setattr(database, "_SCHEMAS", ("schema.sql", "schema_2.sql"))
        before.setattr(database, "SCHEMA_VERSION", 2)
        with learning_study(tmp_path, 2) as study:
            review(study, study.source_ids()[:1])
            decisions = [study.ledger.decisions(one) for one in study.source_ids()]
            path = study.path
    with closing(sqlite3.connect(path)) as file:
        assert not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'learned'").fetchall()
    with Study.open(path) as study:
        assert study.learned.latest() == 0
        assert [study.ledger.decisions(one) for one in study.source_ids()] == decisions
        study.learned.add(stored(study, "a"))
    with closing(sqlite3.connect(path)) as file:
        (version,) = file.execute("PRAGMA user_version").fetchone()
        assert version == database.SCHEMA_VERSION
        with pytest.raises(sqlite3.IntegrityError, match="never taken away"):
            file.execute("DELETE FROM learned")
