"""What cannot be sent out is said, with what to do; exports are rounds that do not pile up."""

from __future__ import annotations

import sys
from subprocess import run
from typing import TYPE_CHECKING

import pytest

from relcode.errors import RelcodeError
from relcode.records import Input
from relcode.review.exporter import REVIEW
from relcode.review.order import Order
from relcode.review.out import send
from relcode.study import Study
from review_sheets import bring, codings, decided, rows
from small_study import book, interview, small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import CompletedProcess


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study."""
    with small_study(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (Order(sample=2, by="code", codes=("trsut",)), "'trsut' is not a code .*'trust'"),
        (Order(sample=2, by="code"), "--by code CODE"),
        (Order(sample=2, codes=("trust",)), "--by code CODE"),
        (Order(by="random"), "--sample N"),
        (Order(("Ana", " ana ")), "named twice"),
        (Order((" ",)), "needs a name"),
        (Order(("Ana",), overlap=1), "two or more"),
        (Order(("Ana", "Ben"), sample=2, overlap=3), "more than the sample"),
        (Order(("a b", "a/b")), "the same file"),
    ],
    ids=str,
)
def test_an_order_that_cannot_be_met(
    study: Study, tmp_path: Path, order: Order, message: str
) -> None:
    """Each mistake is named with what to do, and leaves no round and no file."""
    there = set(tmp_path.iterdir())
    with pytest.raises(RelcodeError, match=message):
        send(study, order, tmp_path / "sheet.xlsx")
    assert not list(study.rounds)
    assert set(tmp_path.iterdir()) == there


def test_a_file_is_not_written_over(study: Study, tmp_path: Path) -> None:
    """A file that exists is left alone unless told otherwise, and only known forms are written."""
    path = tmp_path / "sheet-ben.csv"
    path.write_text("Ben's work")
    with pytest.raises(RelcodeError, match="exists already"):
        send(study, Order(("Ana", "Ben")), tmp_path / "sheet.csv")
    assert path.read_text() == "Ben's work"
    send(study, Order(("Ana", "Ben")), tmp_path / "sheet.csv", force=True)
    assert len(rows(path)) == 9
    for name in ("sheet.doc", "sheet"):
        with pytest.raises(RelcodeError, match="xlsx, ods and csv"):
            send(study, Order(), tmp_path / name)


def test_a_name_of_a_round_is_used_once(study: Study, tmp_path: Path) -> None:
    """Rounds are counted by kind, and a name that is taken is refused with a free one."""
    for place, order in enumerate([Order(), Order(blind=True), Order(), Order(round="last")]):
        send(study, order, tmp_path / f"{place}.csv")
    assert [made.name for made in study.rounds] == ["review-1", "blind-1", "review-2", "last"]
    with pytest.raises(RelcodeError, match=r"a round 'last' already; .* last-1"):
        send(study, Order(round="last"), tmp_path / "sheet.csv")


def test_there_must_be_something_to_review(tmp_path: Path) -> None:
    """An empty study has nothing to send, and an untagged one only blind sheets."""
    with Study.create(tmp_path / "new.relcode", book()) as study:
        with pytest.raises(RelcodeError, match=r"no text to code; .*relcode read"):
            send(study, Order(), tmp_path / "s.csv")
        source, segments = interview()
        study.add(Input("0.txt", "0", "0", source.id, ""), source, segments)
        with pytest.raises(RelcodeError, match=r"no source is tagged.*relcode tag.*--blind"):
            send(study, Order(), tmp_path / "s.csv")
        send(study, Order(blind=True), tmp_path / "s.csv")


def test_an_export_is_a_round(study: Study, tmp_path: Path) -> None:
    """review.xlsx is a round of its own; the same rows again are the same round."""
    tokens = []
    for _ in range(2):
        path = REVIEW.export(study, tmp_path)
        tokens.append(rows(path)[0]["_sheet"])
        assert [made.name for made in study.rounds] == ["run-1"]
    bring(study, "Ana", decided(codings(study)[0], "Ana", "rejected"))
    tokens.append(rows(REVIEW.export(study, tmp_path))[0]["_sheet"])
    assert [made.name for made in study.rounds] == ["run-1", "past-1", "run-2"]
    assert tokens[0] == tokens[1] != tokens[2]
    sheets = [study.rounds.sheets(name) for name in ("run-1", "run-2")]
    assert [(one.id, one.coder, one.schema) for (one,) in sheets] == [
        (tokens[0], "", 2),
        (tokens[2], "", 2),
    ]
    assert len(study.rounds.sent(tokens[2])) == 9


def relcode(*arguments: str, cwd: Path) -> CompletedProcess[str]:
    """The command, run as a user would."""
    command = [sys.executable, "-c", "from relcode.cli import main; main()", *arguments]
    return run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_says_what_went_out(tmp_path: Path) -> None:
    """`relcode review out` names the round, the files and their rows, and what was too much."""
    small_study(tmp_path).close()
    where = ("review", "out", "--study", "small.relcode")
    done = relcode(*where, "--coder", "Ana", "--sample", "50", "-o", "s.xlsx", cwd=tmp_path)
    assert done.stdout.splitlines() == [
        "round review-1: 6 of 6 segments that can be coded",
        "  50 were asked for, and there are no more",
        "wrote s.xlsx (6 rows, for Ana)",
    ]
    by_code = ("--sample", "4", "--by", "code", "trust", "power", "-o", "c.csv")
    assert relcode(*where, *by_code, cwd=tmp_path).returncode == 0
    found = rows(tmp_path / "c.csv")
    assert sum("trust" in (row.get("code_1"), row.get("maybe")) for row in found) == 3
    wrong = relcode(*where, "--sample", "4", "--by", "luck", "-o", "d.csv", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "'uncertain', 'random', 'stratified', 'code'" in wrong.stderr
    refused = relcode(*where, "-o", "s.xlsx", cwd=tmp_path)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
