"""The gap map: for each code and question no evidence, one paper, or many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcode.papers.figures import gap_map
from relcode.papers.questions import questions
from relcode.papers.tables import columns
from relcode.rules import content
from relcode.workbook import Column, Look, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.codebook import Codebook
    from relcode.papers.paper import Paper


class Gaps:
    """Counts the papers that answer each question on each code."""

    def __init__(self, book: Codebook) -> None:
        """Begin with none; the codes are those of the codebook, in its order."""
        self._book, self._questions = book, questions()
        self._found: Counter[tuple[str, str]] = Counter()

    def take(self, paper: Paper) -> None:
        """Count a paper where any of its segments answers."""
        for code, answers in paper.answers.items():
            self._found.update((code, question) for question, times in answers.items() if times)

    def count(self, code: str, question: str) -> int:
        """How many papers answer the question on the code."""
        return self._found[code, question]

    def columns(self) -> list[Column]:
        """The columns of the sheet."""
        width = content(__package__, "evidence")["sheets"]["gaps"]["question_width"]
        return columns("gaps", [Column(one.id, one.ask, width) for one in self._questions])

    def rows(self) -> Iterator[dict[str, Shown | str]]:
        """A row for each code, its cells in the colour of how much there is."""
        for code in self._book.codes:
            cells = {one.id: self._cell(code.id, one.id) for one in self._questions}
            yield {"code": code.id, "name": code.name, **cells}

    def _cell(self, code: str, question: str) -> Shown:
        looks = content(__package__, "evidence")["sheets"]["gaps"]["looks"]
        number = self.count(code, question)
        return Shown(number, Look(**looks[("none", "one")[number] if number < 2 else "many"]))  # noqa: PLR2004 - none, one, many

    def figure(self) -> str:
        """The map as SVG: a row for each code that any paper tells of."""
        ids = [one.id for one in self._questions]
        told = [code for code in self._book.codes if any(self._found[code.id, q] for q in ids)]
        counts = {
            (row, column): self.count(code.id, question)
            for row, code in enumerate(told)
            for column, question in enumerate(ids)
        }
        return gap_map([c.name for c in told], [q.ask for q in self._questions], counts)
