"""The tables of a systematic review: papers, lessons, quotes, codes by paper and question, flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.files import atomic
from relcode.outcome import silent
from relcode.papers.flow import Flow, counted
from relcode.papers.gaps import Gaps
from relcode.papers.paper import papers
from relcode.papers.rows import lesson_row, matrix_row, paper_row, quote_row
from relcode.papers.shelf import shelf
from relcode.papers.sorting import sorting
from relcode.papers.tables import columns, table
from relcode.refs.write import bibtex
from relcode.rules import content
from relcode.workbook import Column, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from relcode.export.tables import Value
    from relcode.outcome import Progress
    from relcode.papers.paper import Paper
    from relcode.papers.shelf import Shelf
    from relcode.papers.sorting import Sorted
    from relcode.reference import Reference
    from relcode.study import Study
    from relcode.workbook import Shown, Workbook

TABLES = ("papers", "lessons", "quotes", "matrix", "gaps", "texts", "flow")
FIGURES = ("gaps.svg", "flow.svg")


class Written(NamedTuple):
    """The files written, and how many there are of what they tell of."""

    files: list[Path]
    flow: Flow


def write(
    study: Study, folder: Path, kinds: Sequence[str] = (), progress: Progress = silent
) -> Written:
    """Write `evidence.xlsx`, each of its tables as CSV, figures and `included.bib` into the folder.

    Papers are held one at a time, and quotes wait on disk until they are sorted by code.
    """
    book, gaps, there = workbook("Evidence", "xlsx"), Gaps(study.codebook()), shelf(study, kinds)
    with sorting() as quotes:
        writing = _Writing(book, folder, gaps, quotes)
        included = writing.papers(study, there, progress)
        writing.listed("quotes", quotes)
    flow = counted(study, there.works, there.links, len(there.texts))
    tagged = study.tagged()
    waiting = sum(text.reference.id not in tagged for text in there.texts)
    flow = flow._replace(uncoded=len(there.texts) - len(included), waiting=waiting)
    writing.listed("gaps", gaps.rows(), gaps.columns())
    writing.listed("texts", there.rows())
    writing.listed("flow", flow.rows())
    book.save(folder / "evidence.xlsx")
    for name, figure in zip(FIGURES, (gaps.figure(), flow.figure()), strict=True):
        _put(folder / name, [figure])
    cited = {one.key: one for one in included}
    _put(folder / "included.bib", bibtex(cited[key] for key in sorted(cited)))
    names = ("evidence.xlsx", *(f"{name}.csv" for name in TABLES), *FIGURES, "included.bib")
    return Written([folder / name for name in names], flow)


class _Writing(NamedTuple):
    """Where rows go: a sheet and a CSV file each; quotes wait to be sorted."""

    book: Workbook
    folder: Path
    gaps: Gaps
    quotes: Sorted

    def papers(self, study: Study, there: Shelf, progress: Progress) -> list[Reference]:
        """Write the rows of each paper; gives the references of those with a code."""
        codes = [code.id for code in study.codebook().codes]
        width = content(__package__, "evidence")["sheets"]["matrix"]["code_width"]
        by_code = columns("matrix", [Column(code, code, width) for code in codes])
        references, included = there.references(), []
        with (
            table(self.book, self.folder, "papers", columns("papers")) as add_paper,
            table(self.book, self.folder, "lessons", columns("lessons")) as add_lesson,
            table(self.book, self.folder, "matrix", by_code) as add_counts,
        ):
            for done, paper in enumerate(papers(study, references), start=1):
                add_paper(paper_row(paper))
                add_counts(matrix_row(paper))
                for one in paper.lessons:
                    add_lesson(lesson_row(paper, one))
                self._take(paper)
                included += [paper.reference] if paper.coded else []
                progress("reading papers", done, len(references), "sources")
        return included

    def _take(self, paper: Paper) -> None:
        """Keep what is written when all papers have been read."""
        self.gaps.take(paper)
        for code, best in paper.quotes.items():
            for one in best:
                self.quotes.add(code, one.score, quote_row(paper, one))

    def listed(
        self,
        name: str,
        rows: Iterable[Mapping[str, Value | Shown]],
        there: Sequence[Column] | None = None,
    ) -> None:
        """Write a table of these rows."""
        with table(self.book, self.folder, name, there or columns(name)) as add:
            for row in rows:
                add(row)


def _put(path: Path, parts: Iterable[str]) -> None:
    with atomic(path, "w") as file:
        file.writelines(parts)
