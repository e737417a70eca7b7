"""Take a file that came back apart, cell by cell, and tell all that is unclear in it."""

from __future__ import annotations

from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from relcode import grid
from relcode.review.back import Back, Question
from relcode.review.returned.codings import Codings
from relcode.review.returned.recognise import recognised
from relcode.review.returned.rows import Rows
from relcode.review.returned.shown import Shown
from relcode.review.returned.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.review.returned.table import Table
    from relcode.study import Study

__all__ = ["take_apart"]


def take_apart(path: Path, study: Study) -> Back:
    """What stands in a file that came back, as an answer to one sheet of the study.

    All that is unclear about a row is told with it, and all about the file beside the rows. Raises
    RelcodeError for a file that cannot be read, that is none of relcode's sheets, or that was made
    for another study or for a round that this study does not have.
    """
    grids = grid.grids(path)
    tables = [found for each in grids if (found := table(each, path.name))]
    sheet = recognised(path, grids, tables, study)
    shown = Shown(study, sheet)
    rows = tuple(chain(*(Rows(each, shown) for each in tables if each.kind == "segments")))
    rulings = tuple(chain(*(Codings(each, shown) for each in tables if each.kind == "codings")))
    questions = tuple(question for each in tables for question in each.questions)
    remarks = [*_several(tables), *(remark for each in tables for remark in each.remarks)]
    for each in tables:
        remarks += _outside(each)
    remarks += _without_codings(path, tables, shown)
    digest = sha256(path.read_bytes()).hexdigest()
    return Back(path, digest, sheet, rows, rulings, questions, tuple(remarks))


def _several(tables: Sequence[Table]) -> Iterator[Question]:
    """That a file has several sheets of one kind."""
    for kind in ("segments", "codings"):
        found = [each.where for each in tables if each.kind == kind]
        if len(found) > 1:
            what = f"there are {len(found)} sheets of {kind}, and all were read"
            yield Question(found[1], what)


def _without_codings(path: Path, tables: Sequence[Table], shown: Shown) -> Iterator[Question]:
    """That a file has no sheet of codings, where one was sent."""
    files = shown.round.settings.get("files", ())
    sent = shown.round.kind == "review" and not all(file.endswith(".csv") for file in files)
    if sent and not any(each.kind == "codings" for each in tables):
        what = "there is no sheet of codings in this file; what was decided there is not in it"
        yield Question(path.name, what)


def _outside(found: Table) -> Iterator[Question]:
    """The comments that stand on none of the rows."""
    rows = set(found.rows)
    for row, comments in found.comments.items():
        for column, comment in comments if row not in rows else ():
            what = f"a comment that is about no row: {comment.text}"
            yield Question(found.at(row, column), what)
