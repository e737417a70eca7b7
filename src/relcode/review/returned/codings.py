"""The rows of the sheet of codings: what is to become of each suggestion."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from relcode.review.back import Question, Remark, Ruling
from relcode.review.returned.changes import SHOWING, Changes
from relcode.review.returned.cut import cut
from relcode.review.returned.displaced import Column, tell_displaced
from relcode.review.returned.identity import Identity
from relcode.review.returned.merged import merged
from relcode.review.returned.vocabulary import brief
from relcode.review.returned.wording import choices, folded, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.review.back import Verdict
    from relcode.review.returned.changes import Asked
    from relcode.review.returned.shown import Shown
    from relcode.review.returned.table import Table
    from relcode.terms import Coding

VERDICTS: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "change": "change"}


class Codings:
    """Reads the rows of one sheet of codings."""

    def __init__(self, table: Table, shown: Shown) -> None:
        """Find out whose rows they are, and which of them are in doubt."""
        self._table, self._shown = table, shown
        self._identity = Identity(table, shown)
        self._changes = Changes(table, shown.grammar)
        self._ids = self._identity.ids
        self._sent = {row: self._coding(row) for row in table.rows}
        self._doubts: defaultdict[int, list[Question]] = defaultdict(list)
        for row, doubt in [*table.unlike.items(), *merged(table, ()).items()]:
            self._doubts[row].append(doubt)
        for row, doubt in chain(self._displaced(), cut(table)):
            self._doubts[row].append(doubt)
        for own in table.own:
            if any(table.grid.rows[row][own.column] for row in table.rows):
                what = f"the column '{own.heading}' is not kept: it stands beside codings"
                fix = "columns of your own belong in the sheet of segments"
                table.remarks.append(Question(table.at(table.rows[0], own.column), what, fix))

    def __iter__(self) -> Iterator[Ruling]:
        """The rows that say anything, in the order of the file; copies of a row once."""
        seen: dict[tuple[str, str], Ruling] = {}
        for row in self._table.rows:
            ruling = self._ruling(row)
            if ruling is None:
                continue
            other = seen.setdefault((ruling.id, ruling.code), ruling)
            if other is ruling:
                yield ruling
            elif _content(other) != _content(ruling):
                what = f"this row and {other.at.rpartition('!')[2]} are about the same coding"
                doubt = Question(ruling.at, f"{what} and say different things", "keep one of them")
                yield replace(ruling, doubts=(*ruling.doubts, doubt))

    def _ruling(self, row: int) -> Ruling | None:
        """What a row says; None where it says nothing."""
        table, sent = self._table, self._sent[row]
        says, note = table.cell(row, "decision"), table.cell(row, "note")
        asked = self._changes.asked(row, sent)
        code = sent.code if sent else table.cell(row, "_code" if self._has_code else "code")
        comments = tuple(
            Remark(comment.author, comment.text, code) for _, comment in table.comments.get(row, ())
        )
        if not (says or note or asked or comments):
            return None
        doubts = [*self._whose(row, code), *self._doubts.get(row, ()), *asked.doubts]
        verdict = self._verdict(row, says, asked, doubts)
        to = asked.said() if verdict == "change" and not doubts else None
        if doubts:
            asked.remarks.clear()
        return Ruling(
            self._at(row, "decision"), self._ids[row], code, verdict, to, note, comments,
            tuple(doubts), tuple(asked.remarks),
        )  # fmt: skip

    @property
    def _has_code(self) -> bool:
        return "_code" in self._table.columns

    def _whose(self, row: int, code: str) -> Iterator[Question]:
        """What speaks against the row being about that coding."""
        segment = self._ids[row]
        found = list(self._identity.doubts(row, segment))
        if not segment and not found:
            what = "this row has no id, so nobody knows what it is about"
            found.append(Question(self._at(row, "decision"), what, "copy the row as it was sent"))
        elif not found and self._sent[row] is None:
            what = f"'{brief(code)}' was not shown for the segment of this row"
            fix = "to add a code, write it in a code cell of the sheet of segments"
            found.append(Question(self._at(row, "code"), what, fix))
        yield from found

    def _verdict(self, row: int, says: str, asked: Asked, doubts: list[Question]) -> Verdict:
        """The decision of a row, by its cell and by what it asks to change."""
        meant = meaning("verdicts", says)
        at = self._at(row, "decision")
        if meant is None:
            valid = ", ".join(choices("verdicts"))
            doubts.append(Question(at, f"'{brief(says)}' is not a decision", f"valid: {valid}"))
        elif meant == "change" and not asked:
            what = "a change, but nothing says to what"
            doubts.append(Question(at, what, "fill in what it is to be changed to"))
        elif asked and (meant == "reject" or (meant == "accept" and asked.code)):
            what = f"the decision is {meant}, but {asked.places} asks for a change"
            doubts.append(Question(at, what, "clear one of the two"))
        elif asked.typed and meant == "accept":
            what = f"the decision is {meant}, but {asked.places} was written over"
            doubts.append(Question(at, what, "clear the decision, or restore the cell"))
        return "change" if asked else VERDICTS.get(meant or "", "")

    def _coding(self, row: int) -> Coding | None:
        """The coding that the row was sent about, or None."""
        sent = self._shown.sent.get(self._ids[row])
        if sent is None:
            return None
        told = self._table.cell(row, "_code" if self._has_code else "code")
        same = (coding for coding in sent.codings if coding.code == told)
        form = folded(told)
        return next(same, None) or next(
            (coding for coding in sent.codings if folded(coding.code) == form), None
        )

    def _displaced(self) -> Iterator[tuple[int, Question]]:
        """The doubts on rows in which cells for reading have moved against the others."""
        known = {row: coding for row, coding in self._sent.items() if coding}
        columns = [
            Column(
                self._table.columns[key],
                [self._changes.shows(row, key) for row in known],
                [self._changes.sent(coding, key) for coding in known.values()],
            )
            for key in SHOWING
            if key in self._table.columns
        ]
        place = self._shown.order
        as_sent = sorted(known, key=lambda row: place[self._ids[row]])
        yield from tell_displaced(self._table, columns, list(known), as_sent)

    def _at(self, row: int, key: str) -> str:
        return self._table.at(row, self._table.columns.get(key, 0))


def _content(ruling: Ruling) -> tuple[object, ...]:
    to = ruling.to._replace(at="") if ruling.to else None
    return ruling.verdict, to, ruling.note, [comment.text for comment in ruling.comments]
