"""What is said when decisions were stored: that they are, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcode.study import Study
    from relcode.terms import Entry


def stored(study: Study, entry: Entry | None = None, *, held: int = 0) -> str:
    """One line, with the round that an entry made, and how many rows wait for an answer."""
    steps = ["'relcode export' brings the tables up to date"]
    if held:
        rows = "1 row" if held == 1 else f"{held:,} rows"
        steps.insert(0, f"mend the {rows} held back and take the file in again")
    if len(study.ledger.coders()) > 1:
        steps.append("'relcode agree' compares coders")
        steps.append("'relcode adjudicate out' sends out what they differ on")
    sheet = study.rounds.sheet(entry.sheet) if entry else None
    as_round = f" as round {sheet.round}" if sheet else ""
    return f"stored{as_round}; next: {'; '.join(steps)}"
