"""The commands that compare codebooks and change the one of a study say what they do."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from changing import book, decide, on, stand, study_with
from relcode.cli.codebook import COMMAND
from relcode.codebook import load
from relcode.errors import CodebookError, RelcodeError
from relcode.study import Study

if TYPE_CHECKING:
    from pathlib import Path

ONE = book(a="", b="", c="")
TWO = book("2", x="a", b1="b", b2="b")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a study of Ana's and Ben's decisions, and a new codebook."""
    monkeypatch.chdir(tmp_path)
    with study_with(tmp_path, ONE) as study:
        decide(study, "r", "Ana", on(study, "a"), on(study, "b"), on(study, "c"))
        decide(study, "r", "Ben", on(study, "b", "Ben", segment=1, status="rejected"))
    (tmp_path / "own.relcode").rename(tmp_path / "study.relcode")
    (tmp_path / "one.yaml").write_text(ONE.dump(), encoding="utf-8")
    (tmp_path / "two.yaml").write_text(TWO.dump(), encoding="utf-8")
    return tmp_path


def told(*arguments: str) -> str:
    """What the command prints; its errors come through."""
    result = CliRunner().invoke(COMMAND, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_diff(folder: Path) -> None:
    """All that differs is told, and the same stands in the table."""
    said = told("diff", "one.yaml", "two.yaml", "--csv", "diff.csv")
    for part in ("own 1", "own 2", "1 split, 1 retired, 1 renamed", "a → x", "b → b1, b2"):
        assert part in said
    with (folder / "diff.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "change": "split", "old": "b", "new": "b1, b2", "part": "", "before": "", "after": "",
    }  # fmt: skip
    assert {"change": "reworded", "old": "a", "new": "x", "part": "definition",
            "before": "a", "after": "x"} in rows  # fmt: skip


def test_diff_shows_every_kind_of_detail(folder: Path) -> None:
    """Wordings, cues, relations, values and likely renames are all shown."""
    old = """\
name: n
version: 1
language: en
relation_types: {feeds: {meaning: feeds}}
codes:
  - {id: a, name: A, definition: to rely on others, core: true, cues: {strong: [rely, lean]}}
  - {id: b, name: B, definition: something that grows slowly in time}
relations: [{from: a, type: feeds, to: a}]
"""
    new = old.replace("rely on others", "count on others").replace("core: true, ", "")
    new = new.replace("[rely, lean]", "[lean, 'count on']").replace("id: b", "id: bee")
    (folder / "old.yaml").write_text(old, encoding="utf-8")
    (folder / "new.yaml").write_text(new.partition("relations:")[0], encoding="utf-8")
    said = told("diff", "old.yaml", "new.yaml")
    for part in (
        "to [-rely-] {+count+} on others",
        "core: True → False",
        "strong cues: 1 out, 1 in\n    - rely\n    + count on",
        "relations\n    - a · feeds · a",
        "looks like a rename: write  formerly: [b]  at 'bee'",
        "bee – B",
    ):
        assert part in said
    assert "no difference" in told("diff", "old.yaml", "old.yaml")


def test_diff_with_the_study(folder: Path) -> None:
    """With one codebook, or a hash, the study's own versions are what it is compared with."""
    assert "a → x" in told("diff", "two.yaml")
    assert "a → x" in told(
        "diff", ONE.hash[:8], "two.yaml", "--study", str(folder / "study.relcode")
    )
    with pytest.raises(RelcodeError, match=r"no codebook 'three.yaml'"):
        told("diff", "three.yaml")


def test_apply_is_dry_at_first(folder: Path) -> None:
    """Without --apply it says what would be done, and does nothing."""
    said = told("apply", "two.yaml")
    assert "nothing was written; say --apply to do it" in said
    assert [line.split() for line in said.splitlines() if line.startswith("  b   ")] == [
        ["b", "0", "2", "0", "2", "b1,", "b2"]
    ]
    assert "b1 or b2?  (b accepted, positive, none)" in said
    with Study.open(folder / "study.relcode") as study:
        assert study.codebook_hash == ONE.hash


def test_apply(folder: Path) -> None:
    """With --apply it is done, once; the version before can be taken up again by its hash."""
    said = told("apply", "two.yaml", "--apply", "--quiet", "--csv", "questions.csv")
    assert "2 questions kept; send: relcode codebook questions codebook-1 -o FILE" in said
    assert "tagged 1 source with it" in said
    assert (folder / "questions.csv").read_text("utf-8-sig").splitlines()[1].startswith("Ana,s")
    assert "nothing to do" in told("apply", "two.yaml", "--apply")
    assert [line[:12] for line in told("versions").splitlines()] == [ONE.hash[:12], TWO.hash[:12]]
    told("apply", ONE.hash[:8], "--apply", "--quiet")
    with Study.open(folder / "study.relcode") as study:
        assert stand(study) == dict.fromkeys((("Ana", code) for code in "abc"), "accepted")


def test_misspelt_former_name(folder: Path) -> None:
    """A former name that never was a code stops what would lose the one that is meant."""
    (folder / "two.yaml").write_text(book("2", x="aa", b="", c="").dump(), encoding="utf-8")
    with pytest.raises(CodebookError, match="'aa' was never a code; did you mean 'a'"):
        told("apply", "two.yaml", "--apply")


def test_questions_are_sent(folder: Path) -> None:
    """The segments that a change asks about go out as a sheet to each coder."""
    told("apply", "two.yaml", "--apply", "--quiet")
    said = told("questions", "codebook-1", "-o", "ask.csv")
    assert said.count("1 rows, for ") == 2
    sheets = [path.read_text("utf-8-sig") for path in sorted(folder.glob("ask-*.csv"))]
    with Study.open(folder / "study.relcode") as study:
        sent = [study.rounds.sent(sheet.id) for sheet in study.rounds.sheets("codebook-1")]
    assert [next(iter(rows)) in text for rows, text in zip(sent, sheets, strict=True)] == [
        True,
        True,
    ]
    with pytest.raises(RelcodeError, match=r"'r' asks nothing .*; these do: codebook-1"):
        told("questions", "r", "-o", "more.csv")


def test_decisions_that_a_change_leaves_on_no_code(folder: Path) -> None:
    """The dry run warns of decisions whose code nothing takes over, in the change that does it."""
    assert "careful: no code takes over 1 decision on c" in told("apply", "two.yaml")
    told("apply", "two.yaml", "--apply", "--quiet")
    assert "careful" not in told("apply", "two.yaml")
    (folder / "three.yaml").write_text(book("3", x="a", b1="b", b2="b", d="c").dump(), "utf-8")
    assert "careful" not in told("apply", "three.yaml")


def test_going_back_from_a_part_warns_of_nothing(folder: Path) -> None:
    """On the way back a part that was split off is shown to become its code again."""
    (folder / "part.yaml").write_text(book("2", a="", part="a", b="", c="").dump(), "utf-8")
    told("apply", "part.yaml", "--apply", "--quiet")
    with Study.open(folder / "study.relcode") as study:
        decide(study, "codebook-1", "Ana", on(study, "part"), on(study, "a", status="rejected"))
    said = told("apply", ONE.hash[:8])
    assert "careful" not in said
    assert "a, part → a" in said


def test_hints_name_the_study_again(folder: Path) -> None:
    """A command that is to be typed next names the study that this one was told."""
    (folder / "study.relcode").rename(folder / "our study.relcode")
    said = told("apply", "two.yaml", "--study", "our study.relcode", "--apply", "--quiet")
    assert "codebook questions codebook-1 --study 'our study.relcode' -o FILE" in said


@pytest.mark.parametrize("names", [(), ("one.yaml", "two.yaml", "three.yaml")])
def test_diff_of_too_few_or_many(folder: Path, names: tuple[str, ...]) -> None:
    """NEW alone is what has to be named."""
    result = CliRunner().invoke(COMMAND, ["diff", *names, "--study", str(folder)])
    assert ("Missing argument 'NEW'" if not names else "extra argument") in result.output


def test_codebooks_of_a_study_are_shown_and_written(folder: Path) -> None:
    """The one in use, and by its hash any other that the study keeps."""
    told("apply", "two.yaml", "--apply", "--quiet")
    place = ("--study", str(folder))
    assert told("tree", *place).split() == ["x", "x", "b1", "b1", "b2", "b2"]
    assert "c – c" in told("show", "c", *place, "-c", ONE.hash[:12])
    told("show", *place, "-o", "written.yaml")
    assert load("written.yaml") == TWO
    with pytest.raises(RelcodeError, match="exists already; name another file, or use --force"):
        told("show", *place, "-o", "written.yaml")
    assert "Missing argument 'CODE'" in CliRunner().invoke(COMMAND, ["show", *place]).output
