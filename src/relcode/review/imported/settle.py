"""Make decisions of passages that were found: on a segment, a part of it, or over several."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from relcode.ledger import Decided, Returned
from relcode.review.case import unsaid
from relcode.review.imported.rows import Doubt
from relcode.terms import Coding, Judged, Memo, Span, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.review.imported.placing import Placed
    from relcode.review.imported.rows import Row
    from relcode.study import Study
    from relcode.terms import Segment, Source, Valence

_KEPT = ("accepted", "added", "adjudicated")

_Key = tuple[str, str, str]  # coder, segment, code


@dataclass(frozen=True, slots=True)
class Given:
    """What the decisions of a file have in common.

    With `again`, the same file came in before: what the coder decided since then stays. `usual`
    gives the valence of a code for which the file names none.
    """

    file: str
    again: bool
    usual: Mapping[str, Valence]


@dataclass(slots=True)
class Settled:
    """What is new to the study, and what could not be settled.

    `known` counts decisions that the study has already; `unsaid` new ones that took the usual
    valence of their code, because the file names none.
    """

    brought: Returned = field(default_factory=Returned)
    doubts: list[Doubt] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    known: int = 0
    unsaid: int = 0


@dataclass(slots=True)
class _Making:
    """A decision in the making: the rows that ask for it, each with its valence and place."""

    segment: Segment
    rows: list[tuple[Row, Valence | None]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def settle(study: Study, placed: Sequence[Placed], given: Given) -> Settled:
    """The decisions, marks and memos that the placed rows bring and the study does not have."""
    settled = Settled()
    by_source: defaultdict[str, list[Placed]] = defaultdict(list)
    for each in placed:
        by_source[each.source].append(each)
    for source, rows in by_source.items():
        _Source(study, study.source(source), given).settle(rows, settled)
    return settled


class _Source:
    """One source with its segments and what is decided there already."""

    def __init__(self, study: Study, source: Source, given: Given) -> None:
        self._text = source.text
        self._segments = study.segments(source.id)
        self._ends = list(accumulate((segment.end for segment in self._segments), max))
        self._decided: dict[_Key, Coding] = {
            (one.coder, one.segment, one.code): one for one in study.ledger.decisions(source.id)
        }
        self._judged = {(one.segment, one.coder) for one in study.ledger.judged(source.id)}
        self._memos = set(study.ledger.memos(source.id))
        self._given = given

    def settle(self, placed: Sequence[Placed], settled: Settled) -> None:
        """Add what these rows bring."""
        making: dict[_Key, _Making] = {}
        for row, _, found in placed:
            touched = self._touched(found.spans)
            if not touched:
                settled.doubts.append(Doubt.of(row, "stands outside every segment"))
                continue
            anchor = next((each for each in touched if each.codable), touched[0])
            for applied in row.applied:
                key = (row.coder, anchor.id, applied.code)
                one = making.setdefault(key, _Making(anchor))
                one.rows.append((row, applied.valence))
                one.spans += found.spans
            self._mark(row, touched, found.spans, settled.brought)
            self._note(row, anchor, settled.brought)
        for key, one in making.items():
            self._decide(key, one, settled)

    def _touched(self, spans: Sequence[Span]) -> list[Segment]:
        """The segments that share letters with the spans; one alone where it is just them."""
        found = {each.id: each for span in spans for each in self._overlapping(span)}
        whole = Span(spans[0].start, spans[-1].end)
        exact = (
            each
            for each in found.values()
            if self._covered(each, spans) and not self._lettered(whole, each)
        )
        same = next(exact, None)  # a text cut anew keeps older segments that people worked on
        return [same] if same else list(found.values())

    def _overlapping(self, span: Span) -> Iterator[Segment]:
        bare = not any(map(str.isalnum, self._text[span.start : span.end]))
        for at in range(bisect_right(self._ends, span.start), len(self._segments)):
            segment = self._segments[at]
            if segment.start >= span.end:
                return
            shared = self._text[max(segment.start, span.start) : min(segment.end, span.end)]
            if shared and (bare or any(map(str.isalnum, shared))):
                yield segment

    def _covered(self, segment: Segment, spans: Sequence[Span]) -> bool:
        """Whether all letters of a segment lie in the spans."""
        at, left = segment.start, ""
        for span in sorted(spans):
            left += self._text[at : max(at, min(span.start, segment.end))]
            at = max(at, min(span.end, segment.end))
        return not any(map(str.isalnum, left + self._text[at : segment.end]))

    def _lettered(self, span: Span, segment: Segment) -> bool:
        """Whether a span has letters outside a segment."""
        outside = self._text[span.start : max(span.start, segment.start)]
        outside += self._text[min(span.end, segment.end) : span.end]
        return any(map(str.isalnum, outside))

    def _mark(
        self, row: Row, touched: Sequence[Segment], spans: Sequence[Span], to: Returned
    ) -> None:
        """A row that holds all codes of its passage says that the others do not apply."""
        for segment in touched:
            key = (segment.id, row.coder)
            if row.whole and key not in self._judged and self._covered(segment, spans):
                self._judged.add(key)
                to.judged.append(Judged(*key, "done"))

    def _note(self, row: Row, segment: Segment, to: Returned) -> None:
        code = row.applied[0].code if len(row.applied) == 1 else ""
        memo = Memo(segment.id, row.coder, row.memo, code=code)
        if row.memo and memo not in self._memos:
            self._memos.add(memo)
            to.memos.append(memo)

    def _decide(self, key: _Key, making: _Making, settled: Settled) -> None:
        said = {valence for _, valence in making.rows if valence}
        if len(said) > 1:
            where = ", ".join(row.where for row, _ in making.rows)
            message = f"{key[2]} with {' and '.join(sorted(said))} on one segment (rows {where})"
            settled.doubts += [Doubt.of(row, message) for row, _ in making.rows]
            return
        before = self._decided.get(key)
        coding = self._coding(key, making, next(iter(said), None), before)
        if before and (self._given.again or _same(before, coding)):
            settled.known += 1
            return
        settled.unsaid += not said and not (before and before.status in _KEPT)
        settled.codes[key[2]] += 1
        settled.brought.decisions.append(Decided(coding, before))

    def _coding(
        self, key: _Key, making: _Making, said: Valence | None, before: Coding | None
    ) -> Coding:
        """The decision; what the coder decided before and the table leaves open is kept."""
        coder, segment, code = key
        spans = list(making.spans)
        kept = before if before and before.status in _KEPT else None
        origin = self._origin([row for row, _ in making.rows])
        if kept:
            whole = (Span(making.segment.start, making.segment.end),)
            spans += kept.spans or whole
        return Coding(
            segment=segment,
            code=code,
            valence=said or (kept.valence if kept else self._given.usual[code]),
            role=kept.role if kept else "none",
            stance=kept.stance if kept else "reported",
            status="added",
            coder=coder,
            tagger="",
            why=Why((), "" if said else unsaid(kept), origin),
            spans=self._joined(spans, making.segment),
        )

    def _joined(self, spans: Sequence[Span], segment: Segment) -> tuple[Span, ...]:
        """The spans in order, those joined that overlap; none where they are the whole segment."""
        joined: list[Span] = []
        for span in sorted(set(spans)):
            if joined and span.start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        beyond = any(self._lettered(span, segment) for span in joined)
        return () if self._covered(segment, joined) and not beyond else tuple(joined)

    def _origin(self, rows: Sequence[Row]) -> str:
        """Where a decision came from, and when it was made there."""
        places = ", ".join(dict.fromkeys(row.where for row in rows))
        dates = ", ".join(dict.fromkeys(row.date for row in rows if row.date))
        return f"{self._given.file} {places}" + (f" ({dates})" if dates else "")


def _same(before: Coding, now: Coding) -> bool:
    kept = before.status in _KEPT
    return kept and (before.valence, before.spans) == (now.valence, now.spans)
