"""Corrections that came back: what a file would change, and storing it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError
from relcode.ledger import Returned
from relcode.review.decide import Decider
from relcode.review.unkeyed import placed
from relcode.terms import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.review.back import Back, Question
    from relcode.study import Study


@dataclass(slots=True)
class Plan:
    """What one file brings: `counts` says how much of what, `questions` what was held back.

    `remarks` are told and held nothing back; `known` says that this very file is in already.
    """

    back: Back
    coder: str
    brought: Returned = field(default_factory=Returned)
    counts: Counter[str] = field(default_factory=Counter)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Question] = field(default_factory=list)
    known: bool = False


def plan(back: Back, study: Study, coder: str = "") -> Plan:
    """What would be stored from a file; `coder` returns it where the sheet does not say who.

    Raises RelcodeError where nobody is known to have returned it, or somebody else.
    """
    made = Plan(back, _coder(back, coder))
    if study.rounds.taken(back.sha256):
        made.known = True
        return made
    sent = study.rounds.sent(back.sheet.id)
    rows, questions, remarks = placed(back, sent, study)
    made.questions = [*back.questions, *questions]
    made.remarks = remarks
    decider = Decider(study, back.sheet, made.coder, sent)
    decider.decide(rows, made)
    made.counts["missing"] = len(sent.keys() - {row.id for row in rows.rows})
    return made


def apply(backs: Sequence[Back], study: Study, coder: str = "") -> list[Plan]:
    """Store what the files bring, all in one transaction, and give what was stored.

    What they bring is worked out inside the transaction, so that two imports at once cannot both
    store the same. Raises StudyError while another process is writing to the study.
    """
    plans = []
    with study.transaction():
        for back in backs:
            made = plan(back, study, coder)
            if made.brought:
                entry = Entry(back.sheet.id, back.path.name, back.sha256)
                study.ledger.take(entry, made.brought)
            plans.append(made)
    return plans


def _coder(back: Back, coder: str) -> str:
    """Who returned a file; raises RelcodeError where that is not known, or contradicted."""
    made_for, where = back.sheet.coder, str(back.path)
    if not (made_for or coder):
        message = "the sheet does not say who coded it"
        raise RelcodeError(message, where=where, fix="say so with --coder NAME")
    if made_for and coder and made_for.casefold() != coder.casefold():
        message = f"the sheet was made for {made_for}, not for {coder}"
        fix = f"leave --coder out, or send {coder} a sheet of their own"
        raise RelcodeError(message, where=where, fix=fix)
    return made_for or coder
