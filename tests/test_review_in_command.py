"""`relcode review in` tells what a sheet brings, and writes down all that it asks and remarks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from click.testing import CliRunner

from changing import book, study_with
from relcode.cli import cli
from relcode.review.order import Order
from relcode.review.out import send
from test_older_sheets import FIRST, fill

if TYPE_CHECKING:
    from pathlib import Path


def test_questions_and_remarks_are_written_to_a_file(tmp_path: Path) -> None:
    """--questions lists every question and every remark, with its cell and what to do."""
    sheet, asked = tmp_path / "sheet.csv", tmp_path / "asked.csv"
    with study_with(tmp_path, book(trust="")) as study:
        send(study, Order(coders=("Ana",), blind=True), sheet)
    words = ["review", "in", str(sheet), "--study", str(tmp_path / "own.relcode")]
    blank = sheet.read_bytes()
    fill(sheet, {FIRST: ""})
    assert "stored" in CliRunner().invoke(cli, [*words, "--apply"]).output
    sheet.write_bytes(blank)
    fill(sheet, {"count on them": "zeal"})
    result = CliRunner().invoke(cli, [*words, "--questions", str(asked)])
    assert result.exit_code == 3
    with asked.open(encoding="utf-8-sig", newline="") as file:
        question, remark = csv.DictReader(file)
    assert (question["kind"], remark["kind"]) == ("question", "remark")
    assert "zeal" in question["what"]
    assert "it still counts so" in remark["what"]
    assert remark["where"].startswith("sheet.csv!")
    assert "mark it unsure" in remark["what_to_do"]
