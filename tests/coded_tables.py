"""Tables of codes as other programs and people make them, and what comes of them in a study."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from openpyxl import Workbook

from relcode.review import imported
from relcode.review.imported import About, Import

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.study import Study

NO_TRUST = "There was no trust between the crews, none at all."
LATER = "Later we got trusting relationships, and the café became our office."
BOATS = "=SUM of it all: people rowed each other’s boats _x0041_ 😀."
FOG = "I could count on them when the fog came."
SEASON = "Communication has to start before the season does."
RADIO = "- regular calls on the radio"


def table(path: Path, *rows: Sequence[str], delimiter: str = ",") -> Path:
    """A CSV file with these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def book(path: Path, *rows: Sequence[str], sheet: str = "Codings") -> Path:
    """An Excel workbook with these rows in one sheet."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append([None if cell == "" else cell for cell in row])
        for cell in page[page.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    made.save(path)
    return path


def ready(study: Study, path: Path, coder: str = "Ana", **about: object) -> Import:
    """What the file would bring."""
    return imported.imported(study, path, About(coder, **about))  # type: ignore[arg-type]


def brought(result: Import, study: Study) -> list[tuple[str, str, str]]:
    """The words, code and valence of every decision that a file brings, in order."""
    found = []
    for one, _ in result.settled.brought.decisions:
        source, start, end = one.segment.rsplit("-", 2)
        text = study.source(source).text
        spans = one.spans or ((int(start), int(end)),)
        words = " … ".join(text[begin:stop] for begin, stop in spans)
        found.append((words, one.code, one.valence))
    return found


def reasons(result: Import) -> list[tuple[str, str]]:
    """Where each doubt is, and what it says."""
    return [(doubt.where, doubt.what) for doubt in result.doubts]
