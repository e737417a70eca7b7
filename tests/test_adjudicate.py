"""What coders differ on goes out in one sheet, and comes back as gold."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner

from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.review import adjudicate, corrections
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.returned import take_apart
from relcode.standing import standing
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from relcode.study import Study

LATER, FOG = "Later we got", "I could count on them"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, coded blind by Ana and Ben, who differ on two segments."""
    with small_study(tmp_path) as made:
        send(made, Order(coders=("Ana", "Ben"), blind=True), tmp_path / "b.csv")
        code(made, tmp_path / "b-ana.csv", {LATER: "trust (positive); voice", FOG: "trust"})
        code(made, tmp_path / "b-ben.csv", {LATER: "trust (negative); voice", FOG: ""})
        yield made


def code(study: Study, path: Path, codes: Mapping[str, str]) -> None:
    """Fill in a blind sheet: these codes, a note on the last, and every row done."""

    def edit(row: dict[str, str]) -> None:
        row["status"] = "done"
        for words, given in codes.items():
            if words in row["text"]:
                row["more"], row["note"] = given, f"seen by {path.stem}"

    fill(path, edit)
    (plan,) = corrections.apply([take_apart(path, study)], study)
    assert not plan.questions


def fill(path: Path, edit: Callable[[dict[str, str]], None]) -> None:
    """Edit each row of a sheet, by column key."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    keys = rows[0]
    for number, cells in enumerate(rows[2:], start=2):
        row = dict(zip(keys, cells, strict=True))
        edit(row)
        rows[number] = list(row.values())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def shown(path: Path) -> list[dict[str, Any]]:
    """The rows of a workbook's segments by title."""
    sheet = openpyxl.load_workbook(path)["Segments"]
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(map(str, rows[1]), row, strict=True)) for row in rows[2:] if row[0]]


def gold(study: Study) -> dict[str, set[tuple[str, str]]]:
    """The codes in force by the first words of their segment."""
    found = {}
    for source in study.source_ids():
        text = study.source(source).text
        places = {one.id: one.start for one in study.segments(source)}
        for segment, codings in standing(study.codings(source)).items():
            words = text[places[segment] : places[segment] + 12]
            found[words] = {(one.code, one.valence) for one in codings if one.coder == "Eva"}
    return found


def test_only_disputes_go_out(study: Study, tmp_path: Path) -> None:
    """The sheet holds the segments on which coders differ, what each said, and what they share."""
    path = tmp_path / "d.xlsx"
    adjudicate.send(study, path)
    later, fog = shown(path)
    assert later["Ana"] == "trust (positive); voice (positive)\nseen by b-ana"
    assert later["Ben"] == "trust (negative); voice (positive)\nseen by b-ben"
    assert (later["Code 1"], later["Code 2"], later["In dispute"]) == ("voice", None, "trust")
    assert (fog["Ana"], fog["Ben"]) == ("trust (positive)\nseen by b-ana", "no code\nseen by b-ben")
    assert fog["In dispute"] == "trust"
    assert "Why" not in later
    assert "Codings" not in openpyxl.load_workbook(path).sheetnames


def test_answers_are_gold(study: Study, tmp_path: Path) -> None:
    """What the adjudicator leaves or chooses is in force, all else in dispute is not."""
    path = tmp_path / "d.csv"
    adjudicate.send(study, path, adjudicator="Eva")

    def edit(row: dict[str, str]) -> None:
        row["status"] = "done"
        if LATER in row["text"]:
            row["code_2"], row["valence_2"] = "trust", "mixed"

    fill(path, edit)
    (plan,) = corrections.apply([take_apart(path, study)], study)
    assert plan.counts["adjudicated"] == 2
    assert plan.counts["rejected"] == 1
    found = gold(study)
    assert found["Later we got"] == {("trust", "mixed"), ("voice", "positive")}
    assert "I could coun" not in found
    with pytest.raises(RelcodeError, match="disagree about nothing"):
        adjudicate.send(study, tmp_path / "again.csv")


def test_a_row_without_status_settles_nothing(study: Study, tmp_path: Path) -> None:
    """A code chosen in a row that is not done is asked about."""
    path = tmp_path / "d.csv"
    adjudicate.send(study, path, adjudicator="Eva")
    fill(path, lambda row: row.update(code_3="trust", valence_3="mixed"))
    (plan,) = corrections.apply([take_apart(path, study)], study)
    assert not plan.brought
    assert len(plan.questions) == 2


def test_the_command_tells_between_whom(study: Study, tmp_path: Path) -> None:
    """The command names the coders, and refuses one coder alone and unknown ones."""
    where = ["--study", str(study.path), "-o", str(tmp_path / "d.ods")]
    one = CliRunner().invoke(cli, ["adjudicate", "out", *where, "--coder", "Ana"])
    assert "one coder alone" in str(one.exception)
    lost = CliRunner().invoke(cli, ["adjudicate", "out", *where, "--coder", "Ada"])
    assert "coders are: Ana, Ben" in str(lost.exception)
    done = CliRunner().invoke(cli, ["adjudicate", "out", *where])
    assert "between Ana, Ben" in done.output
    assert "(2 rows)" in done.output
    back = CliRunner().invoke(
        cli,
        ["adjudicate", "in", str(tmp_path / "d.ods"), "--coder", "Eva", *where[:2]],
    )
    assert "rows left as they were" in back.output


def test_before_anyone_has_coded_it_is_said_so(tmp_path: Path) -> None:
    """With no coder or one there is nobody to disagree, and that is what is said."""
    with small_study(tmp_path) as study:
        with pytest.raises(RelcodeError, match="nobody has coded yet; send sheets"):
            adjudicate.send(study, tmp_path / "d.csv")
        send(study, Order(coders=("Ana",), blind=True), tmp_path / "b.csv")
        code(study, tmp_path / "b.csv", {LATER: "trust"})
        with pytest.raises(RelcodeError, match="nobody but Ana has coded yet"):
            adjudicate.send(study, tmp_path / "d.csv")
