"""What came in by a round is shown first, and then undone, of all coders or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from changing import book, decide, on, stand, study_with
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.ledger import Decided, Returned
from relcode.rounds import token
from relcode.terms import Entry, Round, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study with two codes by Ana, in two files, and one by Ben, all of one round."""
    with study_with(tmp_path, book(trust="", power="")) as made:
        decide(made, "review-1", "Ana", on(made, "trust"))
        decide(made, "review-1", "Ben", on(made, "trust", coder="Ben"))
        decide(made, "review-1", "Ana", on(made, "trust", status="rejected"), on(made, "power"))
        yield made


def run(study: Study, *words: str) -> str:
    """What `relcode undo` says."""
    result = CliRunner().invoke(cli, ["undo", *words, "--study", str(study.path)])
    return result.output + (str(result.exception) if result.exception else "")


def test_it_is_shown_first(study: Study) -> None:
    """Without --apply each file is listed with coder, time and decisions, and nothing is undone."""
    before = stand(study)
    told = run(study, "review-1").splitlines()
    at = study.rounds.entries()[0].at[:19]
    assert told[1] == f"  Ana · a.xlsx · came in at {at}Z · 1 decision"
    assert told[2].startswith("  Ben · a.xlsx")
    assert told[3].endswith("2 decisions")
    assert told[4] == "nothing is undone yet: add --apply"
    assert stand(study) == before


def test_a_round_is_undone_whole(study: Study) -> None:
    """With --apply all that came in counts no more; then nothing is left to be undone."""
    assert run(study, "review-1", "--apply").endswith("undone\n")
    assert stand(study) == {}
    assert "nothing has come in, or all of it is undone" in run(study, "review-1", "--apply")
    assert "did you mean 'review-1'" in run(study, "review1")


def test_one_coder_is_undone(study: Study) -> None:
    """With --coder only that coder's files are undone, whatever the case of the name."""
    told = run(study, "review-1", "--coder", "ana", "--apply")
    assert "Ben" not in told
    assert stand(study) == {("Ben", "trust"): "accepted"}
    assert "nothing by Ana came in" in run(study, "review-1", "--coder", "Ana")
    assert "did you mean 'Ben'" in run(study, "review-1", "--coder", "Benn")
    run(study, "review-1", "--coder", "Ana", "--coder", "Ben")
    assert stand(study) == {("Ben", "trust"): "accepted"}


def test_a_file_of_several_coders_is_undone_whole(study: Study) -> None:
    """A table with the codes of two people is not undone for one of them; it says what to do."""
    made = study.rounds.add(Round("import-1", "import", 1, study.codebook_hash))
    sheet = Sheet(token(study.id, made, ""), "import-1", "")
    study.rounds.send(sheet, [])
    rows = [Decided(on(study, "power", coder=coder)) for coder in ("Ben", "Cy")]
    study.ledger.take(Entry(sheet.id, "codes.csv", "sha"), Returned(rows))
    with pytest.raises(RelcodeError, match=r"codes\.csv holds what Ben, Cy coded") as caught:
        study.rounds.undo("import-1", ["Ben"])
    assert "name Cy too" in caught.value.fix
    assert [one.coders for one in study.rounds.undo("import-1", ["cy", "ben"])] == [("Ben", "Cy")]


def test_a_file_that_brought_nothing_is_its_coders(study: Study) -> None:
    """A sheet that came back untouched is undone with the others of the one it was made for."""
    decide(study, "review-2", "Ana")
    (came,) = study.rounds.undo("review-2", ["Ana"])
    assert (came.coders, came.decisions) == (("Ana",), 0)
