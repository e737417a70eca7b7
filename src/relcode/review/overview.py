"""The rounds of a study: what went out to whom, what came back, and what is still open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.questions import KIND, asking, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.study import Study
    from relcode.terms import Round

COLUMNS = (
    "round", "kind", "made_at", "coder", "sent", "decided", "files", "last_came_at", "questions"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One coder in one round; `coder` is "" where a sheet is for nobody by name and not back.

    `sent` counts the rows of the coder's sheets and `decided` those with a mark or a decision of
    theirs; `files` are those that came back and count, the last at `last_came_at`; `questions` are
    those that a change of the codebook has put to them and that are open.
    """

    round: str
    kind: str
    made_at: str
    coder: str
    sent: int
    decided: int
    files: int
    last_came_at: str
    questions: int


def overview(study: Study) -> Iterator[Line]:
    """A line for each coder of each round, in the order of making."""
    for made in study.rounds:
        about = _About(study, made)
        yield from map(about.line, about.coders())


class _About:
    """One round, with what came back for it."""

    def __init__(self, study: Study, made: Round) -> None:
        self._study, self._made = study, made
        self._sheets = [
            (one.id, study.spelt(one.coder) if one.coder else "", study.rounds.segments(one.id))
            for one in study.rounds.sheets(made.name)
        ]
        self._came = [
            ({study.spelt(coder) for coder in one.coders}, one.entry.at)
            for one in study.rounds.came(made.name)
        ]
        self._asked = _asked(study, made)

    def coders(self) -> list[str]:
        """Whom a sheet was made for, who returned one, and who is asked; "" for nobody by name."""
        back = {coder for coders, _ in self._came for coder in coders}
        named = {coder for _, coder, _ in self._sheets if coder}
        return sorted(back | named | self._asked.keys()) or [""]

    def line(self, coder: str) -> Line:
        """What there is to say of a coder."""
        times = [at for coders, at in self._came if coder in coders or not coders]
        sent, decided = set[str](), set[str]()
        for token, whose, rows in self._sheets:
            if whose in ("", coder):
                brought = self._study.ledger.by_sheet(token, coder)
                sent |= rows
                decided |= {one.segment for one in brought.judged}
                decided |= {one.coding.segment for one in brought.decisions}
        return Line(
            self._made.name, self._made.kind, self._made.made_at, coder, len(sent), len(decided),
            len(times), max(times, default=""), self._asked[coder],
        )  # fmt: skip


def _asked(study: Study, made: Round) -> Counter[str]:
    """How many open questions a round puts to each coder."""
    if made.kind != KIND:
        return Counter()
    found = standing(study, asking(study, made.name))
    return Counter(one.coder for one in found.open)
