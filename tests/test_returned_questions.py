"""Questions cite the cell that raised them, in the order of the file, and ask one thing once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from relcode.cli import cli
from relcode.grid import address
from relcode.review.back import Question
from relcode.review.cells import grouped, in_order
from relcode.review.corrections import plan
from relcode.review.order import Order
from relcode.review.out import send
from returned_sheets import Sent, long_study, rows_of, sent
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRUST, TWO, PLAIN = 1, 2, 3  # rows of the small study


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as CSV."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path)


def asked(sheet: Sent, *cells: tuple[int, str, str]) -> list[Question]:
    """What is asked where these cells were written."""
    return plan(sheet.with_cells(*cells), sheet.study).questions


def place(sheet: Sent, row: int, key: str) -> str:
    """A cell of the returned sheet as it is named."""
    return f"back.csv!{address(row + 2, sheet.column(key))}"


def test_a_code_that_was_cleared_is_asked_about_at_its_cell(sheet: Sent) -> None:
    """The question names the emptied cell: of the code, or of the valence alone."""
    (code,) = asked(sheet, (TWO, "code_2", ""), (TWO, "valence_2", ""))
    assert (code.at, "was cleared" in code.what) == (place(sheet, TWO, "code_2"), True)
    (valence,) = asked(sheet, (TWO, "valence_2", ""))
    assert valence.at == place(sheet, TWO, "valence_2")


def test_an_unknown_code_raises_one_question(sheet: Sent) -> None:
    """Where a code is unknown, nothing is asked about the valence beside it."""
    (question,) = asked(sheet, (TRUST, "code_1", "trusst"))
    assert "trusst" in question.what
    (question,) = asked(sheet, (TRUST, "code_1", "trust; pwoer"), (TRUST, "valence_1", "mixed"))
    assert "pwoer" in question.what


def test_a_code_in_an_unsure_row_of_a_blind_sheet_was_written(tmp_path: Path) -> None:
    """Nothing was sent there, so it was written; clear it, or the row is done after all."""
    with small_study(tmp_path) as study:
        send(study, Order(coders=("Ana",), blind=True), tmp_path / "b.csv")
        sheet = Sent(study, tmp_path / "b.csv", rows_of(tmp_path / "b.csv"))
        (question,) = asked(sheet, (PLAIN, "code_1", "power"), (PLAIN, "status", "unsure"))
    assert question.what == "'power' was written here, and the row is marked unsure"
    assert question.fix == "clear it to stay unsure, or set the status to done"


def test_a_change_in_an_unsure_row_is_to_be_restored(sheet: Sent) -> None:
    """What was sent and is another or gone in an unsure row can be restored."""
    unsure = (TWO, "status", "unsure")
    (changed,) = asked(sheet, (TWO, "valence_1", "mixed"), unsure)
    (cleared,) = asked(sheet, (TWO, "code_1", ""), (TWO, "valence_1", ""), unsure)
    assert "was changed here" in changed.what
    assert "was cleared here" in cleared.what
    assert {changed.fix, cleared.fix} == {"restore it to stay unsure, or set the status to done"}


def test_questions_come_in_the_order_of_the_file() -> None:
    """By sheet, row and column, whatever was found first; what is about no cell comes first."""
    order = ["f.csv", "f.csv!Segments!J3", "f.csv!Segments!AA3", "f.csv!Segments!B12"]
    order.append("f.csv!Codings!A2")
    asked = [Question(at, "what") for at in order]
    assert in_order([*asked[::-1], *asked], ["f.csv!Segments!A3", "f.csv!Codings!A2"]) == asked


def test_the_same_question_over_many_rows_is_one_line() -> None:
    """Cells of one column are named as stretches; other questions stay by themselves."""
    rows = [*range(3, 43), 50, 60, 61]
    asked = [Question(f"f.xlsx!Segments!J{row}", "what", "fix") for row in rows]
    other = [Question("f.xlsx!Segments!K3", "what", "fix"), Question("f.xlsx", "what", "fix")]
    told = grouped([asked[0], *other, *asked[1:]])
    assert [one.at for one in told] == [
        "f.xlsx!Segments!J3:J42, J50, J60:J61",
        *(one.at for one in other),
    ]
    (many,) = grouped(asked[::2])
    assert many.at == "f.xlsx!Segments!J3, J5, J7, J9 … (22 cells)"


def test_the_screen_groups_and_says_what_comes_next(tmp_path: Path) -> None:
    """Forty unknown codes are one line; what was stored is followed by the next steps."""
    with long_study(tmp_path, 42, coded=0) as study:
        sheet = sent(study, tmp_path)
    cells = [list(row) for row in sheet.rows]
    for row in cells[2:]:
        row[sheet.column("code_1")] = "trusst"
    cells[-1][sheet.column("code_1")] = "trust"
    path = tmp_path / "back.csv"
    path.write_text("\n".join(",".join(row) for row in cells), encoding="utf-8")
    words = ["review", "in", str(path), "--study", str(tmp_path / "long.relcode"), "--apply"]
    result = CliRunner().invoke(cli, words)
    column = address(0, sheet.column("code_1"))[:-1]
    assert f"    back.csv!{column}3:{column}43: 'trusst' is not a code" in result.output
    assert result.output.count("'trusst'") == 1
    assert "stored; next: mend the 41 rows held back" in result.output
    assert "'relcode export'" in result.output
    assert "'relcode agree'" not in result.output


def test_a_sheet_without_any_of_its_rows_is_warned_about(sheet: Sent) -> None:
    """Where every row is gone it is remarked on; where one is left it is not."""
    blank = [[""] * len(sheet.keys)]
    blank[0][sheet.column("_sheet")] = sheet.rows[2][sheet.column("_sheet")]
    made = plan(sheet.edited([*sheet.rows[:2], *blank]), sheet.study)
    assert any("none of the 9 rows that were sent" in one.what for one in made.remarks)
    assert not plan(sheet.edited(sheet.rows[:3]), sheet.study).remarks
