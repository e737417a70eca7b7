"""Write docs/survival.md: run the whole matrix of edits with LibreOffice, and say what survives."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # where the matrix is

from survival.case import WAYS  # noqa: E402 - found there only
from survival.matrix import CASES, outcomes  # noqa: E402
from survival.meaning import KINDS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survival.meaning import Verdict

    Found = Mapping[str, Mapping[tuple[str, str], Verdict]]

TARGET = Path(__file__).with_name("survival.md")
_HEAD = """# What survives of a sheet

Written by `make survival`. A fixed set of decisions is written into a review sheet with
{version}, then the edit is made, and the file is saved:
all by LibreOffice itself. What relcode would store of it is compared with what the reviewer meant,
row by row, by a list that knows nothing of relcode's code (`tests/survival`). Of {count} edits in
all, the cells say how many of each kind ended how:

- **exact**: all that was meant is stored, and nothing else
- **flagged**: what is not stored is asked about, by its row or for the file; nothing else is stored
- **wrong**: something is stored that was not meant, or is missing without a word

"""
_TAIL = """
## What no file can tell

Some accidents leave a file that a reviewer might as well have meant. It is taken as it stands:

- the column of statuses, of notes or of more codes sorted alone, or a cell of it deleted so that
  those below move up: nothing was sent in it that could be compared
- single codes or valences that moved up or down in a short sheet where most rows were corrected as
  well, and in a blind round, where no codes were sent; a status or a reason that moved aside into
  the note. Random edits of these kinds are known to fail (`tests/test_survival_random.py`)
- a note in a cell that the program changed while it was typed, as 007 into 7
- a code whose cell was merged into that of another code above it before the sheet was saved as
  .csv, which knows no merged cells: a code is cleared like that, too. Where the cell above has lost
  its valence, holds several codes run together, or has the very same code, it is asked about

## Not tried

**Excel and Google Sheets were not run.** Of them only documented limits are kept: 32,767 UTF-16
units in a cell, 255 characters in a list that stands in a cell's rule (longer lists refer to a
hidden sheet), 31 in the name of a sheet, formulas (`=`, `+`, `-`, `@`) written as text, escapes
(`_x0041_`) kept, and threaded comments read as their format describes them. Google Sheets drops
what it does not know, such as hidden names; rows and columns are therefore known by their cells.

Random sequences of edits are tried by `make nightly`.
"""


def libreoffice() -> str:
    """LibreOffice's name and version."""
    told = subprocess.run(
        ["soffice", "--version"],  # noqa: S607 - as it is found
        capture_output=True,
        text=True,
        check=True,
    )
    return " ".join(told.stdout.split()[:2])


def groups() -> list[str]:
    """The kinds of edits, in the order of the matrix."""
    return list(dict.fromkeys(case.group for case in CASES))


def page(found: Found, version: str) -> str:
    """The whole page for what was found, by the names of ways and of cases."""
    lines = [
        f"| edit | {' | '.join(way.name for way in WAYS)} |",
        f"|---{'|---' * len(WAYS)}|",
        *(f"| {group} | {' | '.join(_cells(found, group))} |" for group in groups()),
    ]
    head = _HEAD.format(version=version, count=len(CASES))
    return f"{head}{chr(10).join(lines)}\n{_TAIL}"


def _cells(found: Found, group: str) -> list[str]:
    """What became of a group on each way."""
    cells = []
    for way in WAYS:
        ends = Counter(each.kind for key, each in found[way.name].items() if key[0] == group)
        told = [f"{ends[kind]} {kind}" for kind in KINDS if ends[kind]]
        cells.append(", ".join(told) or "–")
    return cells


def main() -> None:
    """Run all and write the page."""
    found = {}
    for way in WAYS:
        with tempfile.TemporaryDirectory() as folder:
            found[way.name] = outcomes(way, Path(folder))
        print(way.name, Counter(each.kind for each in found[way.name].values()), flush=True)
    TARGET.write_text(page(found, libreoffice()), encoding="utf-8")


if __name__ == "__main__":
    main()
