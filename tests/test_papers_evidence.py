"""Evidence tables quote word for word, count what is in force, and link back to file and place."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from relcode import pipeline
from relcode.cli import cli
from relcode.papers import evidence
from relcode.papers.paper import papers
from relcode.papers.quotes import best
from relcode.papers.shelf import shelf
from relcode.rules import content
from review_sheets import bring, codings, decided
from small_papers import ORCHARD, jats, papers_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two papers, tagged by cues."""
    with papers_study(tmp_path / "in") as one:
        yield one


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(study: Study, folder: Path) -> dict[str, list[dict[str, str]]]:
    """The tables by name."""
    evidence.write(study, folder)
    return {name: rows(folder / f"{name}.csv") for name in evidence.TABLES}


def test_a_paper_is_a_row(study: Study, tmp_path: Path) -> None:
    """Its key, what it says of itself, and where it talks of working together."""
    orchard, soil = written(study, tmp_path / "out")["papers"]
    assert (orchard["key"], orchard["year"]) == ("aranda2021trees", "2021")
    assert orchard["country"] == "Malawi"
    assert orchard["goal"] == "goal"
    assert soil["goal"] == soil["depth"] == "none"
    assert "trust" in orchard["barriers"]
    assert "co-design" in orchard["strategies"]
    assert orchard["file"] == "orchard.xml"


def test_quotes_are_word_for_word(study: Study, tmp_path: Path) -> None:
    """Each quote stands in its source where its row says, under its section."""
    found = written(study, tmp_path / "out")["quotes"]
    assert found
    text = {name: one.text for one in study.sources() for name in study.inputs_of(one.id)}
    for row in found:
        there = text[row["file"]][int(row["start"]) : int(row["end"])]
        assert row["quote"] == " ".join(there.split())
    assert {"Discussion", "Results"} <= {row["section"] for row in found}
    assert [row["code"] for row in found] == sorted(row["code"] for row in found)


def test_papers_that_wait_to_be_tagged_are_told(study: Study, tmp_path: Path) -> None:
    """A paper that was read and not tagged is no paper without a code."""
    text = jats("Late trees", ORCHARD, "Silva", 2022)
    (tmp_path / "late.xml").write_text(text.replace("growers", "farmers"), encoding="utf-8")
    pipeline.read(study, [str(tmp_path / "late.xml")])
    place = ["evidence", "--study", str(study.path), "-o", str(tmp_path / "out")]
    told = CliRunner().invoke(cli, place).output
    assert "1 paper is not tagged yet, and counted without a code" in told
    steps = {row["step"]: row["number"] for row in rows(tmp_path / "out" / "flow.csv")}
    assert steps["of these not tagged yet"] == "1"
    pipeline.tag(study, "cues")
    assert "not tagged yet" not in CliRunner().invoke(cli, place).output


def test_what_people_reject_is_gone(study: Study, tmp_path: Path) -> None:
    """A rejected code is in no table, and one that a person added is quoted first."""
    before = written(study, tmp_path / "out")
    (codes,) = [row for row in before["matrix"] if row["key"] == "aranda2021trees"]
    assert int(codes["trust"]) >= 1
    given = [one for one in codings(study) if one.code == "trust"]
    bring(study, "Ana", *(decided(one, "Ana", "rejected") for one in given))
    after = written(study, tmp_path / "out")
    assert all(row["code"] != "trust" for row in after["quotes"])
    assert next(row for row in after["gaps"] if row["code"] == "trust")["told"] == "0"


def test_the_gap_map_counts_papers(study: Study, tmp_path: Path) -> None:
    """A paper counts once for a code and question, however often it answers."""
    found = written(study, tmp_path / "out")["gaps"]
    trust = next(row for row in found if row["code"] == "trust")
    assert (trust["told"], trust["hindered"], trust["found"]) == ("1", "1", "1")
    assert {row["told"] for row in found} <= {"0", "1", "2"}
    assert (tmp_path / "out" / "gaps.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_workbook_has_the_same_rows(study: Study, tmp_path: Path) -> None:
    """Each sheet holds what its CSV file holds."""
    tables = written(study, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "evidence.xlsx")
    for name, there in tables.items():
        sheet = book[content("relcode.papers", "evidence")["sheets"][name]["title"]]
        keys, _, *lines = sheet.values
        assert list(keys) == list(there[0])
        shown = [["" if cell is None else str(cell) for cell in line] for line in lines]
        assert [row[:3] for row in shown] == [list(row.values())[:3] for row in there]


def test_more_rows_than_a_sheet_takes(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a sheet is full it says which file has the rest, and the file has all."""
    monkeypatch.setitem(content("relcode.papers", "evidence"), "rows_in_a_sheet", 2)
    tables = written(study, tmp_path / "out")
    assert len(tables["quotes"]) > 3
    sheet = openpyxl.load_workbook(tmp_path / "out" / "evidence.xlsx")["Quotes"]
    lines = list(sheet.values)[2:]
    assert len(lines) == 3
    assert "quotes.csv" in lines[-1][0]


def test_of_equal_quotes_one(study: Study) -> None:
    """The best quotes of a code differ in their words, and are no more than asked for."""
    for paper in papers(study, shelf(study).references()):
        for group in paper.quotes.values():
            assert len({one.text for one in group}) == len(group) <= 3
            assert best([*group, *group], 1) == group[:1]


def test_the_command_says_what_it_wrote(study: Study, tmp_path: Path) -> None:
    """The command counts the papers and names its files."""
    asked = ["evidence", "--study", str(study.path), "-o", str(tmp_path / "out")]
    ran = CliRunner().invoke(cli, asked)
    assert ran.exit_code == 0, ran.output
    assert "2 papers, 1 with a code" in ran.output
    assert "evidence.xlsx" in ran.output
