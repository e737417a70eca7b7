"""Certificates hold for one codebook, one version and sources alike; the rest goes to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from certified_study import PROMISE, REVIEWED, added, certified_path, copied
from learning_study import HABIT, learning_study, review
from relcode import pipeline
from relcode.certifying.certify import certify
from relcode.certifying.check import check
from relcode.certifying.refused import refused
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.learn import certifications
from relcode.learn.drift import Sample, unlike
from relcode.learning import learn
from relcode.tag.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Study]:
    """A copy of a study that was certified once."""
    with copied(certified_path(tmp_path_factory.getbasetemp()), tmp_path) as one:
        yield one


def test_nothing_certified_is_nothing_to_check(tmp_path: Path) -> None:
    """Without a certification both say what to run."""
    with learning_study(tmp_path, 1) as study:
        for ask in (check, refused):
            with pytest.raises(RelcodeError, match="run 'relcode certify'"):
                ask(study)


def test_certificates_hold_for_sources_alike(study: Study) -> None:
    """Sources like those reviewed suspend nothing, whether they were there or came since."""
    made = certifications.get(study, 1)
    some = study.source_ids()[REVIEWED : REVIEWED + 2]
    certifications.add(study, made._replace(sources=frozenset({*made.split, *some})))
    found = check(study)
    assert [(one.late, sorted(one.sources)) for one in found.groups] == [
        (False, sorted(some)), (True, sorted(study.source_ids()[REVIEWED + 2 :])),
    ]  # fmt: skip
    assert {one.level for one in found.groups} == {0.025}
    assert (found.changed, found.suspended) == ([], False)


def test_unlike_sources_suspend_them(study: Study) -> None:
    """Sources of another kind are told apart from old ones, and named for review."""
    added(study, range(6))
    found = check(study)
    late = found.groups[1]
    assert (late.late, late.differ, found.groups[0].differ) == (True, True, False)
    assert found.suspended
    said = CliRunner().invoke(cli, ["certify", "--check", "--study", str(study.path)])
    assert said.exit_code == 0, said.output
    assert "suspended: 6 sources that came since" in said.output
    assert "at least 4 of these" in said.output


def test_one_source_is_too_few_to_tell(study: Study) -> None:
    """One new source does not say how sources differ: it is said so, and nothing is suspended."""
    added(study, [1])
    late = check(study).groups[1]
    assert (late.few, late.differ) == (True, False)


def test_the_most_unlike_source_comes_first() -> None:
    """Sources far from all that was certified lead the list of what to review."""
    rng = np.random.default_rng(0)
    before = Sample(rng.normal(size=(40, 4)), np.repeat(np.arange(4), 10))
    rows = np.vstack([rng.normal(size=(10, 4)), rng.normal(3, size=(10, 4))])
    found = unlike(before, Sample(rows, np.repeat(np.array(["near", "far"]), 10)))
    assert list(found) == ["far", "near"]
    assert found["far"] > 3 * abs(found["near"])


def test_another_version_suspends_them(study: Study) -> None:
    """After learning again codes are read otherwise: certified anew, they hold again."""
    review(study, study.source_ids()[REVIEWED:])
    assert not check(study).suspended
    learn(study)
    assert check(study).changed == ["codes are read by learned.v2, not learned.v1"]
    with pytest.raises(RelcodeError, match=r"suspended.*learned\.v2.*certify"):
        refused(study)
    certify(study, PROMISE)
    assert not check(study).suspended


def test_another_codebook_suspends_them(study: Study) -> None:
    """A code may mean something else then; the command says so."""
    book = study.codebook()
    study.use_codebook(book.model_copy(update={"version": "99"}))
    said = CliRunner().invoke(cli, ["certify", "--check", "--study", str(study.path)])
    assert "suspended: the codebook has changed" in said.output
    assert "the certificates hold" not in said.output


def wide_band(study: Study) -> dict[str, float]:
    """Certify anew with thresholds far apart; gives what lies between, with the probabilities."""
    made = certifications.get(study, 1)
    told = Told(study)
    units = told.sources(study.source_ids()[REVIEWED:])
    chances = told.chances(units)[:, told.codes.index(HABIT)]
    low, high = np.quantile(chances, [0.2, 0.7])
    one = made.codes[HABIT]
    cut = one.certificate._replace(low=float(low), high=float(high))
    codes = made.codes | {HABIT: one._replace(certificate=cut)}
    certifications.add(study, made._replace(codes=codes))
    pairs = zip(units.shown.ids, chances.tolist(), strict=True)
    return {segment: chance for segment, chance in pairs if low <= chance < high}


def test_refused_is_what_lies_between(study: Study) -> None:
    """Segments between the thresholds go to people, also where nothing was stored of them."""
    between = wide_band(study)
    found = refused(study)
    assert found.segments.keys() == between.keys()
    assert {key: one[HABIT] for key, one in found.segments.items()} == pytest.approx(between)
    assert HABIT not in found.codes
    assert "trust" in found.codes
    review(study, study.source_ids()[REVIEWED:][:1])
    assert refused(study).segments.keys() < between.keys()


def test_refused_goes_to_people_first(study: Study, tmp_path: Path) -> None:
    """Three quarters of a sample by refused are refused segments; where none is it says so."""
    pipeline.tag(study, "cues")
    asked = ["review", "out", "--study", str(study.path), "--by", "refused", "--sample", "8"]
    asked += ["-o", str(tmp_path / "first.xlsx")]
    between = wide_band(study)
    ran = CliRunner().invoke(cli, asked)
    assert ran.exit_code == 0, ran.output
    (sheet,) = study.rounds.sheets("review-2")
    drawn = study.rounds.sent(sheet.id)
    assert {key for key, one in drawn.items() if one.drawn == "refused"} <= between.keys()
    assert [one.drawn for one in drawn.values()].count("refused") == 6
    review(study, study.source_ids()[REVIEWED:])
    ran = CliRunner().invoke(cli, [*asked, "--force"])
    assert "what certificates leave to people has been decided" in str(ran.exception)
