"""Bring together all rows of a returned sheet that are about the same segment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from relcode.review.back import Extent, Question
from relcode.review.case import Wanted, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.review.back import Back, Row, Ruling
    from relcode.review.places import Places
    from relcode.terms import Span


@dataclass(slots=True)
class About:
    """The rows about one segment."""

    rows: list[Row] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)

    def doubts(self) -> list[Question]:
        """What is unclear about the form of any of the rows."""
        doubts = [row.doubts for row in self.rows] + [ruling.doubts for ruling in self.rulings]
        return [doubt for each in doubts for doubt in each]


@dataclass(slots=True)
class Reading:
    """The rows about a segment read as one; `row` is None where only Codings speaks of it."""

    row: Row | None = None
    wanted: list[Wanted] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    repeated: int = 0
    split: bool = False


def gather(back: Back) -> dict[str, About]:
    """The rows of a file by segment; rows without an id are left out."""
    found: defaultdict[str, About] = defaultdict(About)
    for row in back.rows:
        if row.id:
            found[row.id].rows.append(row)
    for ruling in back.rulings:
        found[ruling.id].rulings.append(ruling)
    return found


def read_as_one(segment: str, about: About, places: Places) -> Reading:
    """What the rows about a segment say together, or the questions that this raises."""
    reading = Reading()
    doubts = about.doubts()
    if doubts:
        reading.questions = doubts
        return reading
    rows = _apart(about.rows)
    reading.repeated = len(about.rows) - len(rows)
    if len(rows) == 1:
        reading.row = rows[0]
        reading.wanted = list(_wanted(segment, rows[0], places, reading))
    elif rows:
        _join(segment, rows, places, reading)
    for ruling in about.rulings:
        reading.wishes.append(Wish(ruling, _change(segment, ruling, places, reading)))
    return reading


def _apart(rows: Iterable[Row]) -> list[Row]:
    """The rows that say different things, each once, with the comments of all its copies."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first = found.setdefault(_content(row), row)
        comments = tuple(dict.fromkeys((*first.comments, *row.comments)))
        found[_content(row)] = replace(first, comments=comments)
    return list(found.values())


def _content(row: Row) -> tuple[object, ...]:
    """What a row says, by which copies are told from rows that say something else."""
    said = frozenset((each.code, each.valence, each.role, each.extent) for each in row.said)
    text = " ".join(row.text.split())
    return said, frozenset(row.denied), row.mark, row.note, frozenset(row.own.items()), text


def _wanted(segment: str, row: Row, places: Places, reading: Reading) -> Iterable[Wanted]:
    for said in row.said:
        spans = places.spans(segment, said.extent, said.at)
        if isinstance(spans, Question):
            reading.questions.append(spans)
        else:
            yield Wanted(said, spans)


def _change(segment: str, ruling: Ruling, places: Places, reading: Reading) -> Wanted | None:
    if ruling.to is None:
        return None
    spans = places.spans(segment, ruling.to.extent, ruling.at)
    if isinstance(spans, Question):
        reading.questions.append(spans)
        return None
    return Wanted(ruling.to, spans)


def _join(segment: str, rows: Sequence[Row], places: Places, reading: Reading) -> None:
    """Read rows that share an id: parts that the text was split into, or else a conflict."""
    parts = _parts(segment, rows, places)
    marks = {row.mark for row in rows}
    if not parts or len(marks) > 1:
        others = ", ".join(row.at.rpartition("!")[2] for row in rows[1:])
        what = f"this row and {others} are about the same segment and say different things"
        reading.questions.append(Question(rows[0].at, what, "keep one of them"))
        return
    reading.split = True
    notes = _lines(row.note for row in rows)
    denied = tuple(code for row in rows for code in row.denied)
    comments = tuple(comment for row in rows for comment in row.comments)
    headings = dict.fromkeys(heading for row in rows for heading in row.own)
    own = {heading: _lines(row.own.get(heading, "") for row in rows) for heading in headings}
    reading.row = replace(rows[0], note=notes, denied=denied, comments=comments, own=own)
    reading.wanted = list(_over_parts(segment, rows, parts, places, reading))


def _lines(values: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, values)))


def _parts(segment: str, rows: Sequence[Row], places: Places) -> list[Span]:
    """Where the text of each row stands in the segment; none if any is no part, or they overlap."""
    whole = len(" ".join(places.words(segment).split()))
    texts = [" ".join(row.text.split()) for row in rows]
    found = [places.part(segment, text) for text in texts if text and len(text) < whole]
    spans = [each[0] for each in found if each]
    if len(spans) < len(rows):
        return []
    order = sorted(spans)
    apart = all(one.end <= other.start for one, other in pairwise(order))
    return spans if apart else []


def _over_parts(
    segment: str, rows: Sequence[Row], parts: Sequence[Span], places: Places, reading: Reading
) -> Iterable[Wanted]:
    """The codes of all parts, each about the parts that it stands beside."""
    by_code: defaultdict[str, list[tuple[Wanted, Span]]] = defaultdict(list)
    for row, part in zip(rows, parts, strict=True):
        for wanted in _wanted(segment, row, places, reading):
            by_code[wanted.said.code].append((wanted, part))
    for code, group in by_code.items():
        saids = {(wanted.said.valence, wanted.said.role) for wanted, _ in group}
        first = group[0][0].said
        if len(saids) > 1:
            what = f"'{code}' has different valences in the parts of one segment"
            reading.questions.append(Question(first.at, what, "choose one, such as mixed"))
        spans = tuple(sorted(span for wanted, part in group for span in wanted.spans or (part,)))
        everywhere = len(group) == len(rows) and not any(wanted.spans for wanted, _ in group)
        extent = Extent(words="in parts")
        yield Wanted(first._replace(extent=extent, slot=0), () if everywhere else spans)
