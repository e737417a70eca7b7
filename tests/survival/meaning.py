"""What a reviewer meant, what was taken of it, and whether the two are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from office.table import Book
    from relcode.review.back import Question
    from relcode.review.corrections import Plan
    from relcode.terms import Coding
    from survival.growers import Round

Kind = Literal["exact", "flagged", "wrong"]
KINDS: tuple[Kind, ...] = ("exact", "flagged", "wrong")  # from the best to the worst
BESIDE = "README", "Codebook", "_codebook", "_meta"  # sheets that have no rows of segments
REJECTED = ("rejected",)
_CELLS = re.compile(r"!(?:(?P<sheet>[^!]+)!)?[A-Z]+(?P<first>\d+)(?::[A-Z]+(?P<last>\d+))?$")
_AREA = re.compile(r"\b[A-Z]+(?P<first>\d+):[A-Z]+(?P<last>\d+)\b")  # of merged cells

Sense = tuple[str, ...]  # REJECTED, or valence and role and the words that the code is about
Places = dict[str, set[tuple[str, int]]]


@dataclass(frozen=True)
class Meaning:
    """What is decided about one segment: a sense for each code, a mark, and notes.

    What stands in columns of one's own is a note after the heading of its column.
    """

    codes: Mapping[str, Sense] = field(default_factory=dict)
    mark: str = ""
    notes: frozenset[str] = frozenset()

    def parts(self) -> Iterator[tuple[str, object]]:
        """Each thing decided, by what it is about."""
        yield from self.codes.items()
        if self.mark:
            yield "(mark)", self.mark
        for note in self.notes:
            yield f"(note) {note[:40]}", note


NOTHING = Meaning()
Meant = dict[str, Meaning]


class Verdict(NamedTuple):
    """How well a sheet survived, and what speaks for that."""

    kind: Kind
    why: str = ""


def in_force(valence: str, role: str = "none", *words: str) -> Sense:
    """The sense of a code that stands."""
    return valence, role, *words


def meaning(
    codes: Mapping[str, Sense] | None = None, mark: str = "", note: str = "", *more: str
) -> Meaning:
    """A meaning with any number of notes."""
    return Meaning(codes or {}, mark, frozenset(filter(None, (note, *more))))


def taken(plan: Plan, sent: Round, *, own: bool = True) -> Meant:
    """What would be stored, by the names of the rows; `own`: with the columns of one's own."""
    found: dict[str, dict[str, Sense]] = {}
    for decided in plan.brought.decisions:  # of two about one code the later stands
        found.setdefault(decided.coding.segment, {})[decided.coding.code] = _sense(
            decided.coding, sent
        )
    marks = {one.segment: one.mark for one in plan.brought.judged}
    notes: dict[str, set[str]] = {}
    for memo in plan.brought.memos:
        notes.setdefault(memo.segment or "", set()).add(memo.text)
    for each in plan.brought.own if own else ():
        notes.setdefault(each.segment, set()).add(f"{each.column}: {each.value}")
    segments = {*found, *marks, *notes}
    return {
        sent.name(one): Meaning(
            found.get(one, {}), marks.get(one, ""), frozenset(notes.get(one, ()))
        )
        for one in segments
    }


def verdict(meant: Meant, plan: Plan, sent: Round, book: Book, *, own: bool = True) -> Verdict:
    """Whether what is stored is what was meant; `book` is the file as it came back.

    What was meant and is not stored must be told: by a question or remark on its row or about
    the file; or its row is gone, and counted as missing.
    """
    stored = taken(plan, sent, own=own)
    if more := list(_unlike(stored, meant)):
        return Verdict("wrong", f"not meant: {'; '.join(more)}")
    places = {name: _places(book, name, sent) for name in meant}
    gone = {name for name in sent.ids if not _places(book, name, sent)}
    if len(gone) > plan.counts["missing"]:
        return Verdict("wrong", f"{sorted(gone)} gone, {plan.counts['missing']} told")
    told = set(_told(plan))
    everywhere = any(_CELLS.search(each.at) is None for each in (*plan.questions, *plan.remarks))
    lost = list(_unlike(meant, stored))
    silent = [
        each
        for each in lost
        if (name := each.partition(": ")[0]) not in gone
        and not everywhere
        and not told & places[name]
    ]
    if silent:
        return Verdict("wrong", f"lost without a word: {'; '.join(silent)}")
    if lost:
        return Verdict("flagged", "; ".join(lost))
    return Verdict("exact")


def _unlike(one: Meant, other: Meant) -> Iterator[str]:
    """What the one says and the other does not, each after the name of its row."""
    for name, said in one.items():
        others = dict(other.get(name, NOTHING).parts())
        for about, sense in said.parts():
            if others.get(about) != sense:
                yield f"{name}: {about} {sense}, not {others.get(about)}"


def _sense(coding: Coding, sent: Round) -> Sense:
    if coding.status == "rejected":
        return REJECTED
    text = sent.study.source(coding.segment.rsplit("-", 2)[0]).text
    words = (text[start:end] for start, end in sorted(coding.spans))
    return in_force(coding.valence, coding.role, *words)


def _places(book: Book, name: str, sent: Round) -> set[tuple[str, int]]:
    """The sheets and rows (from 1) where a row stands: by its id, or else its text or check."""
    known = name in sent.ids
    text = (sent.words(name) if known else name).lstrip("'").casefold()
    tried = (sent.ids[name], text, sent.hashes[name]) if known else (text,)
    found: set[tuple[str, int]] = set()
    for sheet, grid in book.items():
        if sheet in BESIDE:
            continue
        rows = [{cell.strip("' \n\u00a0\u2009").casefold() for cell in row} for row in grid]
        for wanted in tried:
            if there := {(sheet, row) for row, cells in enumerate(rows, 1) if wanted in cells}:
                found |= there
                break
    return found


def _told(plan: Plan) -> Iterator[tuple[str, int]]:
    """The sheets and rows that questions and remarks name; in CSV the sheet has no name."""
    told: Iterable[Question] = (*plan.questions, *plan.remarks)
    for each in told:
        found = _CELLS.search(each.at)
        for cells in filter(None, (found, _AREA.search(each.what) if found else None)):
            first = int(cells["first"])
            for row in range(first, int(cells["last"] or first) + 1):
                yield (found or cells)["sheet"] or "", row
