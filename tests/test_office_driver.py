"""Edits made in a real LibreOffice do what the model of them says, in every format."""

from __future__ import annotations

import ast
import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from office import model, sequences
from office.cases import cases, do
from office.session import answers, edited, grids
from relcode import plugins
from small_study import small_study

if TYPE_CHECKING:
    from office.table import Book, Edit

SEQUENCES = int(
    os.environ.get("RELCODE_SEQUENCES", "9")
)  # of random edits; more in the nightly run
LENGTH = 12
FORMS = ("xlsx", "ods", "csv")
ROWS = (3, 4, 2, 10)  # two with codes, one without, the last
CHANGED = {  # what the formats keep differently
    *("text that looks like more", "many letters", "very long", "typed numbers", "typed words"),
    "typed where text is wanted",
    *("blanks around", "merge, others unseen", "own row", "filter", "sheet last"),
}

SLOW = {"very long"}  # where LibreOffice lays the text out anew, half a minute


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review workbook of the small study."""
    folder = tmp_path_factory.mktemp("study")
    with small_study(folder) as study:
        path: Path = plugins.load("exporters", "review").export(study, folder)
    return path


@pytest.fixture(scope="module")
def book(review: Path) -> Book:
    """Its sheets."""
    return grids(review)


@pytest.fixture(scope="module")
def matrix(book: Book) -> dict[str, list[Edit]]:
    """The fixed matrix of edits for its rows."""
    return cases(*(book["Segments"][row][0] for row in ROWS))


def compared(
    review: Path, folder: Path, edits: dict[str, list[Edit]], form: str, **more: Any
) -> dict[str, str]:
    """By name, where LibreOffice and the model differ on a sequence of edits."""
    jobs = [
        {
            "file": review,
            "save_as": folder / f"{number}.{form}",
            "form": form,
            "edits": each,
            **more,
        }
        for number, each in enumerate(edits.values())
    ]
    start, wrong = grids(review), {}
    for (name, each), job, answer in zip(edits.items(), jobs, answers(jobs), strict=True):
        assert answer["ok"], f"{name}: {answer['error']}"
        expected = model.after(start, each, answer["edits"])
        for passed in (*more.get("via", ()), form):
            expected = model.saved(expected, passed, more.get("saved"))
        found = grids(job["save_as"], {**more.get("saved", {}), "sheet": next(iter(expected))})
        if difference := first_difference(expected, found):
            wrong[name] = f"{difference} after {each}"
    return wrong


def first_difference(expected: Book, found: Book) -> str:
    """The first cell in which two workbooks differ, or ""."""
    if list(expected) != list(found):
        return f"sheets {list(found)}, not {list(expected)}"
    for name, grid in expected.items():
        for number, (row, other) in enumerate(zip(grid, found[name], strict=False), start=1):
            for key, text, read in zip(grid[0], row, other, strict=False):
                if text != read:
                    return f"{name}, row {number}, {key}: {read[:60]!r}, not {text[:60]!r}"
        if grid != found[name]:
            return f"{name}: {len(found[name])} rows, not {len(grid)}, or other columns"
    return ""


def test_every_edit(review: Path, matrix: dict[str, list[Edit]], tmp_path: Path) -> None:
    """The model and LibreOffice agree on every edit of the matrix."""
    assert compared(review, tmp_path, matrix, "xlsx") == {}


@pytest.mark.parametrize(
    ("form", "more"),
    [
        ("ods", {}),
        ("xlsx", {"via": ["ods"]}),
        ("csv", {}),
        ("csv", {"saved": {"separator": ";", "encoding": "windows-1252"}}),
    ],
)
def test_other_formats(
    review: Path, matrix: dict[str, list[Edit]], tmp_path: Path, form: str, more: dict[str, Any]
) -> None:
    """The model knows what each format makes of special texts, and CSV holds the right sheet."""
    wanted = CHANGED - SLOW if "via" in more else CHANGED
    chosen = {name: edits for name, edits in matrix.items() if name in wanted}
    assert chosen.keys() == wanted
    assert compared(review, tmp_path, chosen, form, **more) == {}


@pytest.mark.parametrize("form", FORMS)
def test_random_edits(review: Path, book: Book, tmp_path: Path, form: str) -> None:
    """The model and LibreOffice agree on random sequences of edits."""
    seeds = range(FORMS.index(form), SEQUENCES, len(FORMS))
    codes = ("trust", "power", "relationships", "communication")
    edits = {f"seed {seed}": sequences.random_edits(seed, LENGTH, book, codes) for seed in seeds}
    assert all(len(each) == LENGTH for each in edits.values())
    assert compared(review, tmp_path, edits, form) == {}


def test_random_edits_again(book: Book) -> None:
    """The same seed gives the same edits, another one others; the kinds can be chosen."""
    made = [sequences.random_edits(seed, LENGTH, book, ("trust",)) for seed in (5, 5, 6)]
    assert made[0] == made[1] != made[2]
    chosen = sequences.random_edits(5, LENGTH, book, ("trust",), {"sort", "clear"})
    assert {edit["do"] for edit in chosen} == {"sort", "clear"}


def test_nothing_is_left_out(matrix: dict[str, list[Edit]]) -> None:
    """Every edit of the driver is in the model, and in the matrix."""
    made = {edit["do"] for edits in matrix.values() for edit in edits}
    folder = Path(sequences.__file__).parent
    trees = [ast.parse(path.read_text("utf-8")) for path in folder.glob("on_*.py")]
    names = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert {name for name in names if name[0] != "_"} == set(model.KINDS) == made


def test_comments(review: Path, matrix: dict[str, list[Edit]], tmp_path: Path) -> None:
    """Comments keep their authors, and go with their row when it is sorted, asked for or not."""
    names = ("comment twice", "sort with comments", "sort, comments not asked for")
    job = {"file": review, "form": "xlsx", "via": ["ods"]}
    places: list[Any] = []
    for path in edited(
        [job | {"save_as": tmp_path / f"{name}.xlsx", "edits": matrix[name]} for name in names]
    ):
        rows = openpyxl.load_workbook(path)["Segments"].iter_rows()
        places += [(row[0].value, cell.comment) for row in rows for cell in row if cell.comment]
    assert [row for row, _ in places] == [matrix["comment twice"][0]["id"]] * 3
    assert [said.author for _, said in places] == ["Mara K.", "Tom", "Tom"]
    assert places[0][1].text == "Is it?\nSo?"


def test_opened_from_csv(tmp_path: Path) -> None:
    """Opening CSV makes numbers of ids that look so, unless the columns are opened as text."""
    texts = ["007", "1e5", "=cmd", "12345678901234567890", "00e12345", "\u00a07", " x ", "-trust"]
    rows = [["_id", "note"], ["id", "Note"], *([f"s{text}", text] for text in texts)]
    path = tmp_path / "sent.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    ways: tuple[Edit, ...] = ({}, {"as_text": True})
    made = edited(
        [
            {"file": path, "save_as": tmp_path / f"{way}.csv", "form": "csv", "opened": how}
            for way, how in enumerate(ways)
        ]
    )
    expected = model.saved(model.opened({"Segments": rows}), "csv")
    assert [grids(each) for each in made] == [expected, {"Segments": rows}]
    assert expected["Segments"][6][1] == "0"


def test_one_bad_job(review: Path, tmp_path: Path) -> None:
    """A job that fails, or takes too long, says so, and the jobs after it are done."""
    good: Edit = {"file": review, "save_as": tmp_path / "a.xlsx", "form": "xlsx", "edits": []}
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(review.read_bytes()[:999])
    none: list[Edit] = [{"file": tmp_path / "none.xlsx"}, {"edits": [do("none")]}]
    bad = [*none, {"file": torn}, {"limit": 0.03}]
    found = answers([piece for more in bad for piece in (good | more, good)])
    assert [answer["ok"] for answer in found] == [False, True] * len(bad)
    assert [answer.get("died", False) for answer in found[::2]] == [False, False, False, True]
