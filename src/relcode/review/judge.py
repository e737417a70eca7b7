"""What a coder decided about one segment: what stands in its rows against what they had shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from relcode.review.back import Question
from relcode.review.case import Outcome
from relcode.review.claims import claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relcode.review.back import Row
    from relcode.review.case import Case, Wanted, Wish
    from relcode.review.claims import Claim
    from relcode.terms import Mark


@dataclass(slots=True)
class Judgement:
    """What is to be stored for one segment; nothing where something has to be asked first."""

    outcomes: list[Outcome] = field(default_factory=list)
    mark: Mark | Literal[""] = ""
    questions: list[Question] = field(default_factory=list)


def judge(
    case: Case, row: Row | None, wanted: Iterable[Wanted], wishes: Iterable[Wish]
) -> Judgement:
    """The judgement of a segment by its row with the codes in it, and by its rows in Codings."""
    told = Judgement()
    if row:
        told.mark = row.mark
        codes = {each.said.code: each for each in wanted}
        told.questions += _contradictions(case, row, codes)
        _settle(case, row, list(claims(case, row, codes)), told)
    for wish in (wish for wish in wishes if wish.ruling.verdict):
        _add(told, _ruled(case, wish), wish.ruling.at)
    if told.questions:
        return Judgement(questions=told.questions)
    return told


def _contradictions(case: Case, row: Row, codes: Mapping[str, Wanted]) -> Iterator[Question]:
    for code in row.denied:
        if code in codes:
            what = f"'{code}' stands in the row, and its own column says no"
            yield Question(codes[code].said.at, what, "clear one of the two")
    for slot, code in enumerate(case.shown, start=1):
        said = codes[code].said if code in codes else None
        if said and said.slot == slot and not said.valence:
            what = f"the valence of '{code}' was cleared"
            at = row.emptied.get(code, said.at)
            yield Question(at, what, "give it one, or clear the code too")


def _settle(case: Case, row: Row, claims: list[Claim], told: Judgement) -> None:
    """Take what the row's status allows to be taken, and ask about the rest."""
    if row.mark == "done":
        for claim in claims:
            _add(told, _final(case, claim.outcome), claim.at)
    elif case.kind == "adjudication" or row.mark == "unsure":
        edited = next((claim for claim in claims if claim.how != "left"), None)
        if edited:
            told.questions.append(_unsettled(row, edited))
    else:
        for claim in claims:
            if claim.how == "written":
                _add(told, claim.outcome, claim.at)
            elif claim.how == "cleared":
                told.questions.append(_cleared(claim))
            elif claim.how == "restored":
                told.questions.append(_restored(claim))


def _final(case: Case, outcome: Outcome) -> Outcome:
    """The outcome as it counts: what an adjudicator leaves standing is adjudicated."""
    if case.kind != "adjudication" or outcome.kind == "rejected":
        return outcome
    coding = replace(outcome.coding, status="adjudicated")
    return Outcome("adjudicated", coding, outcome.rejected)


def _ruled(case: Case, wish: Wish) -> Outcome:
    """What a row in the sheet of codings makes of its coding."""
    code = wish.ruling.code
    if wish.ruling.verdict == "reject":
        return Outcome("rejected", case.coding(code, "rejected"))
    if wish.ruling.verdict == "accept" or wish.to is None:
        return Outcome("accepted", case.coding(code, "accepted"))
    rejected = case.coding(code, "rejected")
    if wish.to.said.code and wish.to.said.code != code:
        return Outcome("changed code", case.coding(wish.to.said.code, "added", wish.to), rejected)
    return Outcome("changed", case.coding(code, "added", wish.to), rejected)


def _add(told: Judgement, outcome: Outcome, at: str) -> None:
    """Add an outcome, unless another says the same; ask where another says something else."""
    says = outcome.sense()
    for other in told.outcomes:
        for code, meaning in other.sense().items():
            if says.get(code, meaning) != meaning:
                what = (
                    f"two places disagree about '{code}': {_told(meaning)}, and {_told(says[code])}"
                )
                told.questions.append(Question(at, what, "make both say the same, or clear one"))
                return
    if any(says.items() <= other.sense().items() for other in told.outcomes):
        return
    others = [other for other in told.outcomes if not other.sense().items() <= says.items()]
    told.outcomes = [*others, outcome]


def _told(meaning: tuple[object, ...]) -> str:
    if meaning[0] == "rejected":
        return "rejected"
    part = " on a part of the text" if meaning[3] else ""
    return f"kept as {meaning[1]}{part}"


def _cleared(claim: Claim) -> Question:
    what = f"'{claim.outcome.coding.code}' was cleared, and the row has no status: is it rejected?"
    return Question(claim.at, what, "set the status to done if the row is right as it stands now")


def _restored(claim: Claim) -> Question:
    code = claim.outcome.coding.code
    what = f"'{code}' stands here as it was sent, and an earlier return of this sheet changed it"
    fix = "set the status to done if the row is right as it stands now, or write what is right"
    return Question(claim.at, what, fix)


def _unsettled(row: Row, claim: Claim) -> Question:
    new = claim.how == "written" and claim.outcome.kind in ("added", "accepted")
    how = "cleared" if claim.outcome.kind == "rejected" else "written" if new else "changed"
    status = f"is marked {row.mark}" if row.mark else "has no status"
    what = f"'{claim.outcome.coding.code}' was {how} here, and the row {status}"
    fix = "set the status to done if the row is right as it stands now"
    if row.mark:
        fix = f"{'clear it' if new else 'restore it'} to stay {row.mark}, or set the status to done"
    return Question(claim.at, what, fix)
