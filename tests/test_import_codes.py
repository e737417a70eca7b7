"""Codes made elsewhere become a coder's decisions, once, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

from coded_tables import FOG, LATER, NO_TRUST, SEASON, brought, ready, reasons, table
from relcode.cli.import_codes import COMMAND
from relcode.errors import RelcodeError
from relcode.review import imported
from relcode.standing import standing
from relcode.terms import Memo, Span
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from relcode.study import Study
    from relcode.terms import Coding

HEAD = ("Document", "Segment", "Codes", "Coder", "Memo")
ROWS = [
    ("ferry", NO_TRUST, "trust-", "Ana", ""),
    ("ferry", LATER, "trust; relationships", "Ben", "what a place"),
    ("ferry", "count on them", "trust", "", "cautious"),
    ("season", SEASON, "", "Ana", ""),
]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study: an interview `ferry.docx` and a report `season.pdf`."""
    with small_study(tmp_path) as made:
        yield made


def stored(study: Study) -> list[Coding]:
    """Every decision that stands."""
    return [one for source in study.source_ids() for one in study.ledger.decisions(source)]


def test_decisions_marks_and_memos_of_several_coders_are_stored(
    study: Study, tmp_path: Path
) -> None:
    """The file's coders are named on their decisions; --coder stands in where none is named."""
    result = ready(study, table(tmp_path / "c.csv", HEAD, *ROWS), coder="Cleo")
    assert imported.store(study, result)
    found = {(one.coder, one.code, one.valence, one.status) for one in stored(study)}
    assert found == {
        ("Ana", "trust", "negative", "added"),
        ("Ben", "trust", "positive", "added"),
        ("Ben", "relationships", "positive", "added"),
        ("Cleo", "trust", "positive", "added"),
    }
    interview, report = study.source_ids()
    assert [mark.coder for mark in study.ledger.judged(report)] == ["Ana"]
    memos = study.ledger.memos(interview)
    assert [(memo.coder, memo.text, memo.code) for memo in memos] == [
        ("Ben", "what a place", ""),
        ("Cleo", "cautious", "trust"),
    ]
    assert isinstance(memos[0], Memo)
    assert [each.kind for each in study.rounds] == ["import"]
    whys = {one.why.note for one in stored(study)}
    assert whys == {"c.csv 2", "c.csv 3", "c.csv 4"}


def test_a_coder_is_one_person_however_spelt(study: Study, tmp_path: Path) -> None:
    """Names that differ in case or blanks are one coder, spelt as in the study or first here."""
    for number, spelt in enumerate((("Ana", "aNa"), ("ANA", " ana "))):
        rows = [(*row[:3], name, "") for row, name in zip(ROWS, spelt, strict=False)]
        result = ready(study, table(tmp_path / f"{number}.csv", HEAD, *rows))
        assert result.coders == ("Ana",)
        assert bool(imported.store(study, result)) == (number == 0)
    assert study.ledger.coders() == ["Ana"]


def test_the_same_file_twice_changes_nothing(study: Study, tmp_path: Path) -> None:
    """What the study has already is not stored again, also from another file."""
    path = table(tmp_path / "c.csv", HEAD, *ROWS)
    assert imported.store(study, ready(study, path))
    state = study.state()
    again = ready(study, path)
    assert (again.settled.known, imported.store(study, again)) == (4, None)
    other = ready(study, table(tmp_path / "other.csv", HEAD, *ROWS[:3]))
    assert imported.store(study, other) is None
    assert study.state() == state


def test_undone_codes_can_be_taken_in_again(study: Study, tmp_path: Path) -> None:
    """After undo the file brings all it brought before."""
    path = table(tmp_path / "c.csv", HEAD, *ROWS)
    before = standing(study.codings(study.source_ids()[0]))
    first = imported.store(study, ready(study, path))
    assert first
    study.rounds.undo("import-1")
    assert standing(study.codings(study.source_ids()[0])) == before
    assert len(ready(study, path).settled.brought.decisions) == 4


def test_what_a_coder_decided_later_stays(study: Study, tmp_path: Path) -> None:
    """A file that was in before brings nothing back that its coder has changed since then."""
    path = table(tmp_path / "c.csv", HEAD, ROWS[0])
    imported.store(study, ready(study, path))
    changed = table(tmp_path / "d.csv", HEAD, ("ferry", NO_TRUST, "trust (mixed)", "Ana", ""))
    imported.store(study, ready(study, changed))
    assert [one.valence for one in stored(study)] == ["mixed"]
    assert imported.store(study, ready(study, path)) is None


def test_a_second_file_adds_places_to_a_decision(study: Study, tmp_path: Path) -> None:
    """Another part of a segment with the same code joins the first; nothing is lost."""
    for name, words in (("c", "no trust"), ("d", "none at all"), ("e", "no trust")):
        path = table(tmp_path / f"{name}.csv", HEAD, ("ferry", words, "trust", "Ana", ""))
        imported.store(study, ready(study, path))
    (one,) = stored(study)
    text = study.source(study.source_ids()[0]).text
    at = text.index("no trust"), text.index("none at all")
    assert one.spans == (Span(at[0], at[0] + 8), Span(at[1], at[1] + 11))
    assert one.replaces is not None


def test_unknown_codes_are_listed_once_with_the_nearest(study: Study, tmp_path: Path) -> None:
    """Nothing is guessed: the user's own list says what names stand for, if for anything."""
    rows = [(*row[:2], "Trst, general", "Ana", "") for row in ROWS[:2]]
    rows += [
        ("ferry", FOG, "Boat", "Ana", ""),
        ("season", SEASON, "Talk; communication", "Ana", ""),
    ]
    path = table(tmp_path / "c.csv", HEAD, *rows)
    result = ready(study, path)
    assert [(one.name, one.rows) for one in result.unknown] == [
        ("Trst", 2), ("general", 2), ("Boat", 1), ("Talk", 1),
    ]  # fmt: skip
    assert "trust" in result.unknown[0].advice
    assert [code for _, code, _ in brought(result, study)] == ["communication"]
    theirs = table(
        tmp_path / "map.csv",
        ("theirs", "ours"),
        ("trst, General", "trust (negative)"),
        ("Boat", ""),
        ("Talk", "openness; voice"),
    )
    mapped = ready(study, path, codes=theirs)
    assert not mapped.unknown
    assert [(code, valence) for _, code, valence in brought(mapped, study)] == [
        ("trust", "negative"), ("trust", "negative"), ("openness", "positive"),
        ("voice", "positive"), ("communication", "positive"),
    ]  # fmt: skip


def test_a_list_of_names_with_mistakes_is_refused(study: Study, tmp_path: Path) -> None:
    """Every row of the list that names no code is told at once."""
    rows = [("Boat", "bot"), ("Talk", "voice"), ("Talk", "trust"), ("Sea", "see")]
    path = table(tmp_path / "c.csv", HEAD, *ROWS)
    with pytest.raises(RelcodeError) as told:
        ready(study, path, codes=table(tmp_path / "map.csv", *rows))
    lines = str(told.value).splitlines()
    assert [line.rpartition("map.csv!")[2].split(":")[0] for line in lines] == ["1", "3", "4"]


def test_unknown_names_beside_a_comma_hold_their_row_back(study: Study, tmp_path: Path) -> None:
    """A code might be the part of a longer name that is not known: it is not taken for itself."""
    path = table(tmp_path / "c.csv", HEAD, ("ferry", FOG, "Trust, fog and weather", "Ana", ""))
    result = ready(study, path)
    assert not brought(result, study)
    assert reasons(result) == [
        ("2", "'fog and weather' is not known, and might belong to a name beside it")
    ]


def test_somebody_must_have_coded(study: Study, tmp_path: Path) -> None:
    """Without a coder, in the file or named, nothing is taken."""
    path = table(tmp_path / "c.csv", ("Segment", "Code"), (FOG, "trust"))
    with pytest.raises(RelcodeError, match="--coder NAME"):
        ready(study, path, coder="")
    result = ready(study, table(tmp_path / "d.csv", HEAD, *ROWS), coder="")
    assert reasons(result) == [("4", "no coder is named; say --coder NAME")]


def run(study: Study, *arguments: Any) -> Result:
    """The command's result."""
    words = [str(each) for each in arguments]
    return CliRunner().invoke(COMMAND, [*words, "--study", str(study.path)])


def test_the_command_shows_before_it_stores(study: Study, tmp_path: Path) -> None:
    """Nothing is stored without --apply; what was left out is listed, and ends in code 3."""
    path = table(tmp_path / "c.csv", HEAD, *ROWS, ("ferry", "not there", "nonsense", "Ana", ""))
    dry = run(study, path, "--coder", "Cleo")
    assert dry.exit_code == 3
    assert not stored(study)
    for line in (
        "document: Document; coder: Coder; memo: Memo; text: Segment; codes: Codes",
        "4  codes to be added, of 2 kinds, by Ana (new), Ben (new), Cleo (new)",
        "nonsense (1 row)",
        "c.csv!6: does not stand in ferry: ferry · not there",
        "nothing is stored yet: add --apply",
    ):
        assert line in dry.output
    report, unknown = tmp_path / "r.csv", tmp_path / "u.csv"
    options = ("--apply", "--coder", "Cleo", "--report", report, "--unknown", unknown)
    told = run(study, path, *options).output
    assert "stored as round import-1; next: 'relcode export'" in told
    assert "'relcode agree' compares coders" in told
    assert len(stored(study)) == 4
    assert "does not stand in ferry" in report.read_text(encoding="utf-8-sig")
    assert unknown.read_text(encoding="utf-8-sig").splitlines()[1].startswith("nonsense,,")
    filled = run(study, path, "--apply", "--coder", "Cleo", "--map", unknown)
    assert "nothing new: nothing is stored" in filled.output


def test_mistakes_in_options_are_explained(study: Study, tmp_path: Path) -> None:
    """A kind of column that there is none of, or one without a name, is refused."""
    path = table(tmp_path / "c.csv", HEAD, *ROWS)
    assert "no kind of column; did you mean 'text'" in run(study, path, "--column", "txt=A").output
    assert "write text=NAME" in run(study, path, "--column", "text").output
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    assert isinstance(run(study, empty, "--coder", "A").exception, RelcodeError)
    assert isinstance(COMMAND, click.Command)
