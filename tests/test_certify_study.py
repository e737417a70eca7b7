"""`relcode certify`: which codes may be decided without people, and what the study keeps of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from math import inf, isnan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from agreeing import decision, returned
from certified_study import PROMISE, REVIEWED, certified_path, copied
from learning_study import BOARDS, HABIT, learning_study, review, tag
from relcode.certifying.certify import certify, entries
from relcode.certifying.evidence import Evidence
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.learn import certifications
from relcode.learn.verdict import Promise
from relcode.ledger import Decided, Returned
from relcode.tag.told import Told
from relcode.terms import Entry, Round, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.learn.certifications import Certification
    from relcode.learn.split import Part
    from relcode.study import Study


@pytest.fixture
def study(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Study]:
    """A copy of a study that was certified once."""
    with copied(certified_path(tmp_path_factory.getbasetemp()), tmp_path) as one:
        yield one


@pytest.fixture
def made(study: Study) -> Certification:
    """What was certified there."""
    return certifications.get(study, 1)


def test_a_habit_is_certified(made: Certification) -> None:
    """What a coder does alike in all sources may be decided, with bounds on fresh sources."""
    entry = made.codes[HABIT]
    one = entry.certificate
    assert (one.verdict, entry.decides) == ("certified", True)
    assert 0 < one.low <= one.high < 1
    assert max(one.calibration.upper(), one.holds_at) <= PROMISE.alpha
    assert {name: part.sources for name, part in one.counts.items()} == {
        "development": 4, "calibration": 7, "test": 3,
    }  # fmt: skip
    assert entry.given_wrong.wrong == 0
    assert entry.given_wrong.units <= 3 * 10
    other = made.codes["trust"]
    assert (other.certificate.verdict, other.certificate.high) == ("too little evidence", inf)
    assert (other.certificate.refused, other.decides) == (1.0, False)


def test_a_certification_is_read_back_as_it_was(study: Study, made: Certification) -> None:
    """Certificates, the split, the state and the sample survive the file, also inf and nan."""
    again = certifications.add(study, made)
    assert repr(again.codes) == repr(made.codes)
    assert isnan(again.codes["trust"].certificate.test.withheld.rate)
    assert (again.number, again.made_by) == (2, made.made_by)
    assert (again.split, again.sources) == (made.split, frozenset(study.source_ids()))
    assert (again.rows == made.rows).all()
    assert again.rows.dtype == np.float16
    assert len(again.rows) == len(again.row_sources) == REVIEWED * 7
    assert again.state.learned.startswith("learned.v1:")
    assert study.certified[1].split_hash == study.certified[2].split_hash
    with pytest.raises(KeyError):
        study.certified[3]


def test_it_stands_until_something_changes(study: Study) -> None:
    """The same decisions are not certified twice: another try would be another chance."""
    again = certify(study, PROMISE, seed=99)
    assert (again.fresh, again.made.number) == (False, 1)
    assert certify(study, Promise(0.3, 0.1)).made.number == 2


def test_the_split_is_frozen(study: Study, made: Certification) -> None:
    """A source stays in its part, by whatever seed; those reviewed since are dealt out.

    A text that was read anew takes the place of the old one there, too.
    """
    *late, new = study.source_ids()[REVIEWED:]
    old = study.source_ids()[0]
    study.succeed(old, new)
    review(study, [*late, new])
    after = certify(study, PROMISE, seed=99).made.split
    assert len(after) == len(made.split) + 4
    assert made.split.items() <= after.items()
    assert after[new] == made.split[old]


def test_certifications_are_never_changed(study: Study) -> None:
    """Neither a change nor a deletion gets past the file itself."""
    with closing(sqlite3.connect(study.path)) as file:
        for statement in ("UPDATE certified SET alpha = 0.5", "DELETE FROM certified"):
            with pytest.raises(sqlite3.IntegrityError, match="certification is never"):
                file.execute(statement)


def test_no_evidence_is_said(tmp_path: Path) -> None:
    """Nobody, too few sources, and rows that nobody marked as done: each with what to do."""
    with learning_study(tmp_path) as study:
        with pytest.raises(RelcodeError, match=r"nobody has decided.*review out"):
            certify(study, PROMISE)
        _accept(study)
        with pytest.raises(RelcodeError, match=r"no source, marked as done.*review out"):
            certify(study, PROMISE)
        review(study, study.source_ids()[:2])
        with pytest.raises(RelcodeError, match="2 sources, marked as done"):
            certify(study, PROMISE)
        assert study.certified.latest() == 0


def _accept(study: Study) -> None:
    """A round in which suggestions were accepted, and nothing else was gone through."""
    study.rounds.add(Round("some", "review", 0, study.codebook_hash))
    study.rounds.send(Sheet("some-Ana", "some", "Ana"), [])
    segments = [study.segments(name)[0].id for name in study.source_ids()]
    given = [Decided(decision(one, HABIT, "Ana", "accepted")) for one in segments]
    study.ledger.take(Entry("some-Ana", "some.xlsx", "some"), Returned(given, []))


def test_other_sources_are_read_as_the_tagger_reads_them(study: Study) -> None:
    """The probabilities that thresholds stand on are those of suggestions in new sources."""
    tag(study)
    name = study.source_ids()[-1]
    told = Told(study)
    units = told.sources([name])
    found = told.chances(units)
    rows = {segment: number for number, segment in enumerate(units.shown.ids)}
    stored = [one for one in study.codings(name) if one.probability is not None]
    assert stored
    for one in stored:
        chance = found[rows[one.segment], told.codes.index(one.code)]
        assert chance == pytest.approx(one.probability, abs=0.001)


def test_people_are_beside_the_machine(study: Study) -> None:
    """Where two who coded blind find too little of each other's, the definition needs work."""
    segments = [one.id for name in study.source_ids() for one in study.segments(name)[:4]]
    for coder, every in (("Ben", 2), ("Cem", 3)):
        codes = {one: (HABIT,) if n % every == 0 else () for n, one in enumerate(segments)}
        returned(study, coder, codes)
    entry = certify(study, PROMISE).made.codes[HABIT]
    assert entry.ceiling is not None
    assert entry.ceiling.units == len(segments)
    assert entry.ceiling.kappa < 0.2
    assert entry.ceiling.high < 1 - PROMISE.alpha
    assert entry.unclear


def test_precision_is_beside_a_rare_code() -> None:
    """A code on 2 % of segments can be certified while a third of what is given is wrong."""
    sources = np.repeat(np.array([f"s{n:02}" for n in range(60)]), 100)
    holds = np.tile(np.arange(100) < 2, 60)
    chances = np.where(holds, 0.67, 0.001)
    chances[np.tile(np.arange(100) == 50, 60)] = 0.67
    units = Evidence(
        ("rare",),
        chances[:, None],
        holds[:, None],
        np.ones((6000, 1), bool),
        np.ones(6000),
        sources,
    )
    parts: dict[str, Part] = dict.fromkeys(sources[:1500].tolist(), "development")
    parts |= dict.fromkeys(sources[1500:4500].tolist(), "calibration")
    parts |= dict.fromkeys(sources[4500:].tolist(), "test")
    entry = entries(units, Promise(0.1, 0.05), parts, {})["rare"]
    assert entry.certificate.verdict == "certified"
    assert entry.given_wrong.rate == pytest.approx(1 / 3)
    assert (entry.given_wrong.wrong, entry.given_wrong.units) == (45, 135)


def test_the_command_shows_each_code(study: Study) -> None:
    """A line a code with thresholds and bounds; what a certificate takes is said once."""
    given = ["certify", "--study", str(study.path), "--alpha", "0.35"]
    said = CliRunner().invoke(cli, [*given, "--delta", "0.1"])
    assert said.exit_code == 0, said.output
    assert "it stands" in said.output
    (line,) = (one for one in said.output.splitlines() if one.startswith(f"{HABIT} "))
    assert " certified " in line
    assert f" {REVIEWED * len(BOARDS)} " in line
    assert said.output.count("error-free") == 1
    assert "6 error-free segments" in said.output
    said = CliRunner().invoke(cli, ["certify", "--study", str(study.path), "--alpha", "0"])
    assert said.exit_code == 2
