"""Find the rows of a table of codes in the sources of a study."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from relcode.outcome import silent
from relcode.review.anchor import LOOSE, STRICT, Anchors, Found
from relcode.review.imported.order import Finding, chosen
from relcode.review.imported.rows import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.outcome import Progress
    from relcode.review.anchor import Step
    from relcode.review.imported.documents import Documents
    from relcode.review.imported.rows import Row
    from relcode.study import Study

_TELLING = 30  # characters: so long a passage tells by itself which source a document is
_SHORT = 12  # characters: such words may stand in any source
_MANY, _FEW = 500, 5  # passages and sources: so many are sifted before they are looked for
_LISTED = 4  # places named in a doubt


class Placed(NamedTuple):
    """A row and where it stands: in which source, and how it was found there."""

    row: Row
    source: str
    found: Found


@dataclass(slots=True)
class Placing:
    """What was placed, and what was not; `taken_for` maps documents to the sources they are.

    The latter are documents that no source is called like: their passages told.
    """

    placed: list[Placed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    taken_for: dict[str, str] = field(default_factory=dict)


def place(
    study: Study, rows: Sequence[Row], documents: Documents, progress: Progress = silent
) -> Placing:
    """Where each row stands: in the source that its document names, else in any."""
    places = _Places(study, rows, documents, progress)
    placing = Placing()
    for document, group in places.by_document.items():
        if document and document not in documents:
            group = places.of_unknown(document, group, placing)  # noqa: PLW2901 - narrowed
        for (source, _), findings in places.by_source(group, placing).items():
            for row, found in chosen(findings):
                if found.spans:
                    placing.placed.append(Placed(row, source, found))
                else:
                    placing.doubts.append(Doubt.of(row, places.told({source: found})))
    return placing


class _Places:
    """All places of all rows, each row known by its number."""

    def __init__(
        self, study: Study, rows: Sequence[Row], documents: Documents, progress: Progress
    ) -> None:
        self._rows = rows
        self._names = study.names()
        self.by_document: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            self.by_document[row.document].append(number)
        self._found: list[dict[str, Found]] = [{} for _ in rows]
        wanted = {document: set(documents.find(document)) for document in self.by_document}
        for steps in (STRICT, LOOSE):
            self._search(study, wanted, steps, progress)

    def _search(
        self, study: Study, wanted: dict[str, set[str]], steps: Sequence[Step], progress: Progress
    ) -> None:
        """Look for every row that was not found yet in the sources it may stand in."""
        left = {
            document: missing
            for document, numbers in self.by_document.items()
            if (missing := [number for number in numbers if not self._found[number]])
        }
        by_source = {
            source: [
                number
                for document, numbers in left.items()
                if not wanted[document] or source in wanted[document]
                for number in numbers
            ]
            for source in study.source_ids()
        }
        total = sum(map(bool, by_source.values()))
        for done, (source, numbers) in enumerate(filter(itemgetter(1), by_source.items()), 1):
            anchors = Anchors(study.source(source).text)
            known = self._found_in(anchors, numbers, steps, sift=total > _FEW)
            for number in numbers:
                found = known.get(self._rows[number].text)
                if found and found.places:
                    self._found[number][source] = found
            progress("searching", done, total, "sources")

    def _found_in(
        self, anchors: Anchors, numbers: Sequence[int], steps: Sequence[Step], *, sift: bool
    ) -> dict[str, Found]:
        """Where the passages of these rows stand in one text; `sift` them first if few will."""
        texts = {self._rows[number].text for number in numbers}
        if sift and len(texts) > _MANY:
            texts = anchors.may_hold(texts)
        return {text: anchors.find(text, steps=steps) for text in texts}

    def of_unknown(self, document: str, group: Sequence[int], placing: Placing) -> list[int]:
        """Of the rows of a document that no source is called like, those that can be placed.

        Where all long passages that stand in one place only stand in one source, it is that one.
        """
        telling = [number for number in group if self._tells(number)]
        sources = {source for number in telling for source in self._found[number]}
        if len(sources) == 1:
            (source,) = sources
            placing.taken_for[document] = self._names[source]
            for number in group:
                found = self._found[number]
                self._found[number] = {source: found[source]} if source in found else {}
            return list(group)
        for number in sorted(set(group) - set(telling)):
            message = f"no source is called '{document}'"
            placing.doubts.append(Doubt.of(self._rows[number], message))
        return telling

    def _tells(self, number: int) -> bool:
        found = list(self._found[number].values())
        long = len(self._rows[number].text) >= _TELLING
        return long and len(found) == 1 and bool(found[0].spans)

    def by_source(
        self, group: Sequence[int], placing: Placing
    ) -> dict[tuple[str, str], list[Finding]]:
        """The rows that stand in one source, by source and coder; doubts about the others."""
        findings: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for number in group:
            row, found = self._rows[number], self._best(number)
            if not row.document and len(row.text) < _SHORT and len(self._names) > 1:
                message = "is too short to be told without the name of its document"
                placing.doubts.append(Doubt.of(row, message))
            elif len(found) == 1:
                ((source, one),) = found.items()
                findings[source, row.coder].append(Finding(row, one))
            else:
                where = f"in {row.document}" if row.document else "in any source"
                message = self.told(found) if found else f"does not stand {where}"
                placing.doubts.append(Doubt.of(row, message))
        return findings

    def _best(self, number: int) -> dict[str, Found]:
        """Where a row was found by the strictest step."""
        found = self._found[number]
        order = [*STRICT, *LOOSE]
        best = min((order.index(one.step) for one in found.values() if one.step), default=0)
        return {source: one for source, one in found.items() if one.step == order[best]}

    def told(self, found: dict[str, Found]) -> str:
        """Where a passage stands that stands in several places."""
        places = [
            f"{self._names[source]} {place[0].start}–{place[-1].end}"
            for source, one in found.items()
            for place in one.places
        ]
        more = f" … ({len(places)} in all)" if len(places) > _LISTED else ""
        return f"stands in several places: {'; '.join(places[:_LISTED])}{more}"
