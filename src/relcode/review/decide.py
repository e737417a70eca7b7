"""Go through a returned sheet source by source and decide what each row brings."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from relcode.ledger import Decided
from relcode.questions import KIND, opened
from relcode.review.back import Question
from relcode.review.case import Case, sense
from relcode.review.gather import gather, read_as_one
from relcode.review.judge import judge
from relcode.review.places import Places
from relcode.terms import MACHINE, Judged, Memo, Own, segment_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.codebook import Codebook
    from relcode.review.back import Back, Remark, Row
    from relcode.review.case import Outcome
    from relcode.review.corrections import Plan
    from relcode.review.gather import About, Reading
    from relcode.review.judge import Judgement
    from relcode.study import Study
    from relcode.terms import Coding, Mark, Round, Sent, Sheet, Valence, Why

USUAL: dict[str, Valence] = {"desirable": "positive", "undesirable": "negative"}


class Decider:
    """Decides on the rows of one sheet, by what it had shown and what came back before."""

    def __init__(self, study: Study, sheet: Sheet, coder: str, sent: Mapping[str, Sent]) -> None:
        """Look up the round and the coder's earlier returns of this sheet."""
        made = study.rounds[sheet.round]
        self._study, self._coder, self._sent = study, coder, sent
        self._kind = made.kind
        books = (study.codebook(), study.codebook(made.codebook))
        self._usual = {k: v for book in books for k, v in usual_valences(book).items()}
        earlier = study.ledger.by_sheet(sheet.id, coder)
        self._before = self._beside(made) if made.kind == KIND else {}
        for coding, _ in earlier.decisions:
            self._before.setdefault(coding.segment, {})[coding.code] = coding
        self._marks = {one.segment: one.mark for one in earlier.judged}
        self._memos = set(earlier.memos)
        self._own = {(one.segment, one.column): one.value for one in earlier.own}
        self._stands: dict[str, dict[str, Coding]] = {}
        self._sent_at = made.made_at

    def decide(self, back: Back, plan: Plan) -> None:
        """Add to the plan what the file brings."""
        plan.remarks += back.told()
        found = gather(back)
        known = {segment: about for segment, about in found.items() if segment in self._sent}
        for segment in sorted(found.keys() - known.keys()):
            plan.questions += _not_sent(found[segment])
        for source, segments in groupby(sorted(known, key=_order), key=segment_source):
            if not self._study.holds(source):
                for segment in segments:
                    plan.questions += known[segment].doubts() or _gone(known[segment])
                continue
            plan.sources.append(source)
            places = Places(self._study, source)
            whys = self._look_up(source)
            self._own = self._own_sent(source) | self._own
            for segment in segments:
                self._segment(segment, known[segment], places, whys, plan)

    def _segment(
        self,
        segment: str,
        about: About,
        places: Places,
        whys: Mapping[tuple[str, str], Why],
        plan: Plan,
    ) -> None:
        if segment not in places.segments:
            self._study.recut(segment)
            places.read()
        reading = read_as_one(segment, about, places)
        told = judge(self._case(segment, whys), reading.row, reading.wanted, reading.wishes)
        questions = [*reading.questions, *told.questions]
        plan.counts["repeated"] += reading.repeated
        if questions:
            plan.questions += dict.fromkeys(questions)
            plan.counts["held"] += 1
        else:
            self._store(segment, reading, told, plan)

    def _beside(self, made: Round) -> dict[str, dict[str, Coding]]:
        """The codes that a sheet of questions shows and does not ask about: they are known."""
        asked: dict[str, set[str]] = {}
        for one in opened(self._study, made.name):
            if one.coder == self._coder:
                asked.setdefault(one.segment, set()).update(one.choices)
        return {
            segment: {
                one.code: one
                for one in row.codings
                if one.status != "candidate" and one.code not in asked.get(segment, ())
            }
            for segment, row in self._sent.items()
        }

    def _case(self, segment: str, whys: Mapping[tuple[str, str], Why]) -> Case:
        shown: dict[str, Coding] = {}
        hints: dict[str, Coding] = {}
        for coding in self._sent[segment].codings:
            place = hints if coding.status == "candidate" else shown
            place[coding.code] = _with_why(coding, whys)
        before = self._before.get(segment, {})
        own = self._stands.get(segment, {})
        return Case(segment, self._coder, self._kind, shown, hints, before, self._usual, own)

    def _look_up(self, source: str) -> dict[tuple[str, str], Why]:
        """The reasons for a source's suggestions, which a sheet's record does not hold.

        Notes what of the coder's own stands there, too.
        """
        codings = self._study.codings(source)
        self._stands = {}
        mine = (one for one in codings if one.coder == self._coder and one.status not in MACHINE)
        for one in sorted(mine, key=attrgetter("made_at")):
            self._stands.setdefault(one.segment, {})[one.code] = one
        return {(c.segment, c.code): c.why for c in codings if c.status in MACHINE}

    def _store(self, segment: str, reading: Reading, told: Judgement, plan: Plan) -> None:
        brought = plan.brought
        for outcome in told.outcomes:
            new = list(self._new(outcome))
            brought.decisions += new
            plan.counts[outcome.kind if new else "known"] += 1
        before = self._marks.get(segment)
        if told.mark and before != told.mark:
            brought.judged.append(Judged(segment, self._coder, told.mark))
            plan.counts[told.mark] += 1
        elif before and reading.row and not told.mark:
            plan.remarks.append(_still(reading.row, before))
        memos = [memo for memo in self._memos_of(segment, reading) if memo not in self._memos]
        own = list(self._own_of(segment, reading))
        brought.memos += memos
        brought.own += own
        plan.counts.update(memos=len(memos), own=len(own), split=reading.split)
        silent = not (told.outcomes or told.mark or memos or own)
        plan.counts["untouched"] += silent and reading.row is not None

    def _new(self, outcome: Outcome) -> Iterator[Decided]:
        """The decisions of an outcome that an earlier return has not brought."""
        before = self._before.get(outcome.coding.segment, {})
        earlier, rejected = before.get(outcome.coding.code), outcome.rejected
        known = _same(earlier, outcome.coding)
        if rejected and not (known and rejected.code == outcome.coding.code):
            denied = before.get(rejected.code)
            if _same(denied, rejected):
                rejected = denied
            else:
                yield Decided(rejected, denied)
        if not known:
            yield Decided(outcome.coding, rejected or earlier)

    def _memos_of(self, segment: str, reading: Reading) -> Iterator[Memo]:
        row = reading.row
        if row and row.note:
            yield Memo(segment, self._coder, row.note)
        for wish in reading.wishes:
            if wish.ruling.note:
                yield Memo(segment, self._coder, wish.ruling.note, code=wish.ruling.code)
        remarks = [*(row.comments if row else ()), *_comments(reading)]
        for remark in remarks:
            yield Memo(segment, self._coder, remark.text, remark.author, remark.code)

    def _own_of(self, segment: str, reading: Reading) -> Iterator[Own]:
        """What the coder wrote into own columns, or cleared there."""
        for column, value in reading.row.own.items() if reading.row else ():
            if value != self._own.get((segment, column), ""):
                yield Own(segment, self._coder, column, value)

    def _own_sent(self, source: str) -> dict[tuple[str, str], str]:
        """What the sheet showed in the coder's own columns."""
        if self._kind == "blind":
            return {}
        own = self._study.ledger.own(source, self._sent_at)
        return {(one.segment, one.column): one.value for one in own if one.coder == self._coder}


def usual_valences(codebook: Codebook) -> dict[str, Valence]:
    """The valence of each code where a text just has it: that of what it is about."""
    return {code.id: USUAL.get(code.polarity, "neutral") for code in codebook.codes}


def _order(segment: str) -> tuple[str, int]:
    source, start, _ = segment.rsplit("-", 2)
    return source, int(start)


def _same(one: Coding | None, other: Coding) -> bool:
    return one is not None and sense(one) == sense(other)


def _with_why(coding: Coding, whys: Mapping[tuple[str, str], Why]) -> Coding:
    return replace(coding, why=whys.get((coding.segment, coding.code), coding.why))


def _comments(reading: Reading) -> Iterator[Remark]:
    for wish in reading.wishes:
        for remark in wish.ruling.comments:
            yield remark._replace(code=remark.code or wish.ruling.code)


def _still(row: Row, mark: Mark) -> Question:
    """That a mark stands which the sheet no longer has: it may be an older copy, or a part."""
    what = f"an earlier return marked this row {mark}, and now it has no status: it still counts so"
    fix = "mark it unsure to take that back" if mark == "done" else "mark it done if it is"
    return Question(row.at, what, fix)


def _gone(about: About) -> list[Question]:
    what = "the text of this row is no longer in the study"
    return [Question(row.at, what) for row in about.rows]


def _not_sent(about: About) -> list[Question]:
    """Questions about rows whose segment the sheet had not shown."""
    what = "this row was not in the sheet that was sent"
    places = [*(row.at for row in about.rows), *(ruling.at for ruling in about.rulings)]
    return about.doubts() or [Question(at, what, "return it in its own sheet") for at in places]
