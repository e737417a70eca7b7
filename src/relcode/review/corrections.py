"""Corrections that came back: what a file would change, and storing it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError
from relcode.ledger import Returned
from relcode.questions import KIND
from relcode.review.back import Question
from relcode.review.cells import in_order
from relcode.review.decide import Decider
from relcode.review.migrate import settle
from relcode.review.reanchor import reanchor
from relcode.review.unkeyed import placed
from relcode.terms import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from relcode.review.back import Back
    from relcode.study import Study


@dataclass(slots=True)
class Plan:
    """What one file brings: `counts` says how much of what, `questions` what was held back.

    `remarks` are told and held nothing back; `sources` are those that its rows are about; `known`
    says that this very file is in already: only rows that were held back then are read again.
    """

    back: Back
    coder: str
    brought: Returned = field(default_factory=Returned)
    counts: Counter[str] = field(default_factory=Counter)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Question] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    known: bool = False


def plan(back: Back, study: Study, coder: str = "") -> Plan:
    """What would be stored from a file; `coder` returns it where the sheet does not say who.

    Raises RelcodeError where nobody is known to have returned it, or somebody else.
    """
    made = Plan(back, study.spelt(who(back, coder)))
    settled = study.rounds.settled(back.sheet.id, back.sha256, made.coder)
    made.known = bool(settled)
    sent = study.rounds.sent(back.sheet.id)
    rows, questions, remarks = placed(back, sent, study)
    made.questions = [*back.questions, *questions]
    made.remarks = remarks
    decider = Decider(study, back.sheet, made.coder, sent)
    decider.decide(_without(rows, settled), made)
    _tell_missing(made, rows, sent)
    cells = [*(row.at for row in back.rows), *(ruling.at for ruling in back.rulings)]
    made.questions = in_order(made.questions, cells)
    made.remarks = in_order(made.remarks, cells)
    return made


def _tell_missing(made: Plan, rows: Back, sent: Collection[str]) -> None:
    """Count the rows that were sent and are not in the file, and warn where that is all."""
    missing = made.counts["missing"] = len(set(sent) - {row.id for row in rows.rows})
    if sent and missing == len(sent):
        what = f"none of the {missing:,} rows that were sent is in this file"
        fix = "return the sheet with its rows: those that are gone decide nothing"
        made.remarks.append(Question(made.back.path.name, what, fix))


def apply(backs: Sequence[Back], study: Study, coder: str = "") -> list[Plan]:
    """Store what the files bring, all in one transaction, and give what was stored.

    What they bring is worked out inside the transaction, so that two imports at once cannot both
    store the same. Raises StudyError while another process is writing to the study.
    """
    plans = []
    with study.transaction():
        for back in backs:
            made = plan(back, study, coder)
            # also one that brings nothing: read again later, it is to take nothing back
            if made.brought or not study.rounds.taken(back.sha256):
                entry = Entry(back.sheet.id, back.path.name, back.sha256)
                study.ledger.take(entry, made.brought)
                _carry_on(made, study)
            plans.append(made)
    return plans


def _carry_on(made: Plan, study: Study) -> None:
    """Bring what was said in an older codebook or of an older text to those in use."""
    for source in made.sources:
        if successor := study.successor(source):
            for words in reanchor(study, source, successor).values():
                what = f"“{words}” is no longer in the text; what was said of it is in the history"
                made.remarks.append(Question(made.back.path.name, what))
    back = study.rounds[made.back.sheet.round]
    if back.kind == KIND or back.codebook != study.codebook_hash:
        settled = settle(study)
        if settled.round:
            what = "the codebook has changed since, and some codes have to be asked about"
            fix = f"send the questions: 'relcode codebook questions {settled.round} -o FILE'"
            made.remarks.append(Question(made.back.path.name, what, fix))


def who(back: Back, coder: str) -> str:
    """Who returned a file; raises RelcodeError where that is not known, or contradicted."""
    made_for, where, coder = back.sheet.coder, str(back.path), " ".join(coder.split())
    if not (made_for or coder):
        message = "the sheet does not say who coded it"
        raise RelcodeError(message, where=where, fix="say so with --coder NAME")
    if made_for and coder and made_for.casefold() != coder.casefold():
        message = f"the sheet was made for {made_for}, not for {coder}"
        fix = f"leave --coder out, or send {coder} a sheet of their own"
        raise RelcodeError(message, where=where, fix=fix)
    return made_for or coder


def _without(back: Back, segments: Collection[str]) -> Back:
    """The file without its rows on these segments."""
    rows = tuple(row for row in back.rows if row.id not in segments)
    rulings = tuple(ruling for ruling in back.rulings if ruling.id not in segments)
    return replace(back, rows=rows, rulings=rulings)
