"""What a row says about each code, by what stands in it and what no longer does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.review.case import Outcome, sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.review.back import Row
    from relcode.review.case import Case, Wanted

How = Literal["left", "written", "cleared", "restored"]


class Claim(NamedTuple):
    """What a row says about a code, and how: by leaving it, by writing, or by clearing it.

    One that stands as it was sent, though an earlier return said otherwise, was `restored`: by
    the coder, or because this is an older copy of the sheet.
    """

    how: How
    outcome: Outcome
    at: str


def claims(case: Case, row: Row, codes: Mapping[str, Wanted]) -> Iterator[Claim]:
    """What the row says about each code that it shows, showed, or got by an earlier return."""
    overwritten = _overwritten(case, codes)
    for code, wanted in codes.items():
        if code not in overwritten.values():
            yield _present(case, code, wanted)
    asked = case.hints if case.kind in ("adjudication", "codebook") else {}
    for code in {**case.shown, **case.before, **asked}:
        if code in codes:
            continue
        if new := overwritten.get(code):
            yield _replaced(case, code, codes[new])
        elif code in case.shown or not _rejected(case, code):
            yield _absent(case, row, code)


def _overwritten(case: Case, codes: Mapping[str, Wanted]) -> dict[str, str]:
    """The shown codes in whose own cell another code stands now, with that code."""
    new = {each.said.slot: code for code, each in codes.items() if code not in case.shown}
    return {
        code: new[slot]
        for slot, code in enumerate(case.shown, start=1)
        if slot in new and code not in codes
    }


def _present(case: Case, code: str, wanted: Wanted) -> Claim:
    """What it says that this code stands in the row."""
    at, shown = wanted.said.at, case.shown.get(code)
    known = case.before.get(code, shown)
    kept = case.coding(code, "accepted", wanted)
    if known is None and code not in case.hints:
        return Claim("written", Outcome("added", case.coding(code, "added", wanted)), at)
    how: How = "left" if known and sense(kept) == sense(known) else "written"
    if known is None:
        return Claim(how, Outcome("accepted", kept), at)
    if shown and sense(kept) == sense(shown):
        return Claim("left" if how == "left" else "restored", Outcome("accepted", kept), at)
    changed = replace(kept, status="added")
    if shown is None:
        return Claim(how, Outcome("added", changed), at)
    return Claim(how, Outcome("changed", changed, case.coding(code, "rejected")), at)


def _replaced(case: Case, code: str, wanted: Wanted) -> Claim:
    """What it says that another code stands in this one's cell."""
    added = case.coding(wanted.said.code, "added", wanted)
    outcome = Outcome("changed code", added, case.coding(code, "rejected"))
    return Claim("written", outcome, wanted.said.at)


def _absent(case: Case, row: Row, code: str) -> Claim:
    """What it says that this code stands in the row no more."""
    how: How = "written" if code in row.denied else "cleared"
    if _rejected(case, code) or (code in case.hints and code not in case.before):
        how = "left"
    at = row.emptied.get(code, row.at)
    return Claim(how, Outcome("rejected", case.coding(code, "rejected")), at)


def _rejected(case: Case, code: str) -> bool:
    """Whether the coder rejected the code by an earlier return."""
    return code in case.before and case.before[code].status == "rejected"
