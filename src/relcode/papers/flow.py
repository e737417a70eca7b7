"""The flow of records in the form of PRISMA 2020: identified, duplicates, full texts, coded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from relcode.papers.figures import Box, flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.papers.linking import Link
    from relcode.refs.works import Work
    from relcode.study import Study


class Flow(NamedTuple):
    """How many records, works and full texts there are at each step (Page 2021, BMJ 372:n71).

    `identified` counts records by the file that they came in; `broken` those that could not be
    read. `works` are what is left without duplicates, of which `missing` have no full text.
    `unreadable` are files that gave no text, by path with the reason; `linked` full texts are of a
    work, `others` of none that is known; `uncoded` of both carry no code, `waiting` of these have
    not been tagged yet.
    """

    identified: dict[str, int]
    broken: int
    works: int
    missing: int
    unreadable: dict[str, str]
    linked: int
    others: int
    uncoded: int = 0
    waiting: int = 0

    @property
    def records(self) -> int:
        """All records that could be read."""
        return sum(self.identified.values())

    @property
    def included(self) -> int:
        """Full texts that carry a code."""
        return self.linked + self.others - self.uncoded

    def rows(self) -> Iterator[dict[str, str | int]]:
        """The steps with their numbers, as rows of a table."""
        for name, number in self.identified.items():
            yield {"step": "records identified", "number": number, "of": name}
        if self.broken:
            yield {"step": "records that could not be read", "number": self.broken, "of": ""}
        yield {"step": "duplicates removed", "number": self.records - self.works, "of": ""}
        yield {"step": "works", "number": self.works, "of": "without duplicates"}
        yield {"step": "works without a full text", "number": self.missing, "of": ""}
        yield {"step": "works with a full text", "number": self.works - self.missing, "of": ""}
        yield {"step": "full texts of works", "number": self.linked, "of": ""}
        yield {"step": "full texts of no known work", "number": self.others, "of": ""}
        for path, reason in self.unreadable.items():
            yield {"step": "files that gave no text", "number": 1, "of": f"{path}: {reason}"}
        yield {"step": "full texts without a code", "number": self.uncoded, "of": ""}
        if self.waiting:
            yield {"step": "of these not tagged yet", "number": self.waiting, "of": ""}
        yield {"step": "papers included", "number": self.included, "of": "with a code"}

    def figure(self) -> str:
        """The flow as SVG: what is left at each step, and beside it what was left out."""
        left = [
            Box(["Records identified", *_lines(self.identified), f"together: {self.records:,}"]),
            Box(["Works after duplicates were removed", f"{self.works:,}"]),
            Box(["Works with a full text", f"{self.works - self.missing:,}"]),
            Box(["Full texts read", *self._read()]),
            Box(["Papers included", f"with a code: {self.included:,}"]),
        ]
        aside = {
            0: ("Duplicates removed", self.records - self.works),
            1: ("No full text", self.missing),
            2: ("Files that gave no text", len(self.unreadable)),
            3: ("No code", self.uncoded),
        }
        right = {place: Box([name, f"{n:,}"]) for place, (name, n) in aside.items()}
        if not self.identified:  # a folder of papers, and no references
            return flow(left[3:], {n - 2: box for n, box in right.items() if n == 3})  # noqa: PLR2004 - the fourth box
        return flow(left, right)

    def _read(self) -> list[str]:
        told = [f"of these works: {self.linked:,}"]
        return [*told, f"of no known work: {self.others:,}"] if self.others else told


def counted(study: Study, works: list[Work], links: list[Link], texts: int) -> Flow:
    """The flow of a study up to its full texts, of which there are `texts` in all."""
    exports = study.library.exports()
    identified: Counter[str] = Counter()
    for one in exports:
        identified[one.name] += one.records
    broken = sum(problem.record > 0 for one in exports for problem in one.problems)
    found = {link.work for link in links}
    inputs = study.inputs()
    return Flow(
        identified=dict(sorted(identified.items())),
        broken=broken,
        works=len(works),
        missing=sum(work.id not in found for work in works),
        unreadable={path: one.problem for path, one in sorted(inputs.items()) if one.problem},
        linked=len(links),
        others=texts - len(links),
    )


def _lines(numbers: dict[str, int]) -> list[str]:
    return [f"{name}: {number:,}" for name, number in numbers.items()]
