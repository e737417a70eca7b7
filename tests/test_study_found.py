"""A study is found by its folder too, and what is missing is told with a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from relcode import pipeline
from relcode.cli import cli
from relcode.errors import StudyError
from relcode.review.choice import chosen
from relcode.review.order import Order
from relcode.review.out import send
from relcode.study import Study

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "\n\n".join(
    f"P: We never met the {who} before the plan was signed, and nobody asked us about it."
    for who in ("warden", "farmer", "nurse", "pilot", "baker", "clerk", "driver", "cook")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that a run wrote into."""
    (tmp_path / "talk.txt").write_text(TEXT, encoding="utf-8")
    pipeline.run([str(tmp_path / "talk.txt")], tmp_path / "results")
    return tmp_path / "results"


def test_a_folder_stands_for_the_study_in_it(folder: Path) -> None:
    """Whoever names the folder of a run gets its study."""
    with Study.open(folder) as study:
        assert study.path == folder / "study.relcode"


def test_a_missing_study_names_the_one_nearby(folder: Path) -> None:
    """Where there is no study, one in a folder beside is named."""
    with pytest.raises(StudyError, match="no study here") as raised:
        Study.open(folder.parent / "study.relcode")
    assert str(folder / "study.relcode") in raised.value.fix


def test_what_a_coder_saw_with_suggestions_is_not_sent_to_her_blind(folder: Path) -> None:
    """A blind round leaves out, and counts, what its coder was shown with suggestions before."""
    with Study.open(folder) as study:
        first = Order(coders=("Ana",), sample=3, by="random")
        sent = set(send(study, first, folder / "ana.csv").choice.segments())
        blind = chosen(study, Order(coders=("ana",), blind=True))
        assert blind.shown == len(sent) == 3
        assert not sent & set(blind.segments())
        other = chosen(study, Order(coders=("Ben",), blind=True))
        assert sent <= set(other.segments())
        assert other.shown == 0


def test_an_export_goes_beside_the_study_that_a_folder_stands_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder of a run is named for its study, tables are written into that folder."""
    monkeypatch.chdir(folder.parent)
    done = CliRunner().invoke(cli, ["export", "--study", "results", "--format", "segments"])
    assert done.exit_code == 0, done.output
    assert not (folder.parent / "segments.csv").exists()
