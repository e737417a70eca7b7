"""Measure sheets out and in: time and peak memory, beside pandas doing the bare write or read.

Usage: python bench/review.py [ROWS] [REPEATS] [FORM…]      (needs pandas; default 100000 3 xlsx)

The study is made of the demo corpus, as in bench/run.py. Out: a round with all suggestions, code
cells, drop-downs, colours and reasons, and its record. The bare write is the same cells of the
sheet of segments as a plain table, by pandas through openpyxl. In: every tenth row is marked done;
the sheet is taken apart, compared with what was sent, and the decisions are stored. The bare read
is pandas through openpyxl, and once through calamine, without doing anything with the cells.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from run import make_corpus

WORDS_A_ROW = 16
_PEAK = """
import resource
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def told(began):
    print(json.dumps({"seconds": time.perf_counter() - began, "peak_mib": peak()}))
"""
_STEPS = {
    "study": """
from relcode import pipeline
with pipeline.init(folder / "study.relcode") as study:
    pipeline.read(study, [str(folder / "texts")])
    pipeline.tag(study)
""",
    "out": """
from relcode.review.order import Order
from relcode.review.out import send
from relcode.study import Study
with Study.open(folder / "study.relcode") as study:
    send(study, Order(coders=("Ana",), sample=rows), sheet, force=True)
""",
    "mark": """
import openpyxl
book = openpyxl.load_workbook(sheet)
page = book["Segments"]
status = next(cell.column for cell in page[1] if cell.value == "status")
for row in range(3, page.max_row + 1, 10):
    page.cell(row, status, "done")
book.save(sheet)
""",
    "in": """
from relcode.review import corrections
from relcode.review.returned import take_apart
from relcode.study import Study
with Study.open(folder / "study.relcode") as study:
    (plan,) = corrections.apply([take_apart(sheet, study)], study)
    assert not plan.questions, plan.questions[:3]
    for entry in study.rounds:
        study.rounds.undo(entry.name)
""",
    "bare read, openpyxl": """
import pandas
pandas.read_excel(sheet, sheet_name="Segments", engine="openpyxl")
""",
    "bare read, calamine": """
import pandas
pandas.read_excel(sheet, sheet_name="Segments", engine="calamine")
""",
    "bare write, openpyxl": """
import pandas
table = pandas.read_pickle(folder / "cells.pickle")
began = time.perf_counter()
table.to_excel(folder / "bare.xlsx", index=False, engine="openpyxl")
""",
    "cells": """
import pandas
cells = pandas.read_excel(sheet, sheet_name="Segments", engine="calamine")
cells.to_pickle(folder / "cells.pickle")
""",
}


def step(name: str, folder: Path, rows: int, form: str) -> dict[str, float]:
    """One step in a process of its own."""
    head = (
        f"import json, sys, time\nfrom pathlib import Path\n{_PEAK}\n"
        f"folder, rows = Path({str(folder)!r}), {rows}\n"
        f"sheet = folder / 'sheet.{form}'\nbegan = time.perf_counter()\n"
    )
    command = [sys.executable, "-c", f"{head}{_STEPS[name]}\ntold(began)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def tell(name: str, runs: list[dict[str, float]]) -> None:
    """One line of the table."""
    seconds, peak = (median(run[key] for run in runs) for key in ("seconds", "peak_mib"))
    print(f"{name:<24}{seconds:>8.1f} s{peak:>8.0f} MiB", flush=True)


def main() -> None:
    """Print the medians."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3  # noqa: PLR2004 - the second argument
    forms = sys.argv[3:] or ["xlsx"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "texts").mkdir()
        make_corpus(folder / "texts", rows * WORDS_A_ROW * 5 // 4)
        step("study", folder, rows, "xlsx")
        for form in forms:
            print(f"{rows:,} rows, .{form}, median of {repeats}")
            tell("out", [step("out", folder, rows, form) for _ in range(repeats)])
            if form == "xlsx":
                step("mark", folder, rows, form)
            tell("in", [step("in", folder, rows, form) for _ in range(repeats)])
            if form == "xlsx":
                step("cells", folder, rows, form)
                for name in list(_STEPS)[4:7]:
                    tell(name, [step(name, folder, rows, form) for _ in range(repeats)])


if __name__ == "__main__":
    main()
