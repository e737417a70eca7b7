"""What becomes of one coder's decisions on one segment when the codebook changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from relcode.ledger import Decided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Heirs
    from relcode.ledger import Held
    from relcode.terms import Coding, Span


Question = tuple[str, str, "Heirs", "Heirs"]


class Open(NamedTuple):
    """What only the coder can tell: which of `choices` hold where they decided on `codes`.

    Several codes and one choice ask for the valence and role of a code that they are merged in.
    `said` is what the coder had decided.
    """

    segment: str
    coder: str
    codes: tuple[str, ...]
    choices: tuple[str, ...]
    said: str = ""

    @property
    def question(self) -> Question:
        """What it asks, without what was said."""
        return self[:4]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where each code goes.

    `heirs` are the codes that take a code over; `back` those that it had taken over and that are
    codes again, with the time of that in `taken`; `known_as` says where a code is from, for the
    record; `asked` are questions put before, each with the name and time of its round.
    """

    heirs: dict[str, Heirs] = field(default_factory=dict)
    back: dict[str, Heirs] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    known_as: dict[str, str] = field(default_factory=dict)
    asked: dict[Question, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Fate:
    """Decisions to be carried over in this order, questions, and decisions on retired codes."""

    carried: list[Decided] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    left: list[Coding] = field(default_factory=list)

    def __iadd__(self, other: Fate) -> Self:
        """This with the other's added."""
        self.carried += other.carried
        self.open += other.open
        self.left += other.left
        return self


def fate(rows: Sequence[Held], ways: Ways, at: str) -> Fate:
    """What becomes of one coder's decisions on one segment, given in order of making.

    All that count are carried, not only the latest, so that undoing a round later brings to light
    what it brought to light before. `at` is the time of the change.
    """
    return _Change(rows, ways, at).fate


class _Change:
    """The decisions of one coder on one segment under a new codebook."""

    def __init__(self, rows: Sequence[Held], ways: Ways, at: str) -> None:
        self.fate = Fate()
        self._ways = ways
        self._at = max(at, *(row.coding.made_at for row in rows))
        self._order = {row.coding.id: place for place, row in enumerate(rows)}
        self._decided = {row.coding.code: row for row in rows if not row.was}
        self._to: dict[str, list[list[Coding]]] = {}
        self._own: dict[str, list[Coding]] = {}
        codes: dict[str, list[Held]] = {}
        for row in rows:
            codes.setdefault(row.coding.code, []).append(row)
        for code, held in codes.items():
            self._sort(code, held)
        for code, members in self._to.items():
            self._merge(code, members, self._own.get(code, []))

    def _sort(self, code: str, held: Sequence[Held]) -> None:
        """Say where the decisions on one code go."""
        rows = self._restore(self._ways.back.get(code, ()), held)
        heirs = self._ways.heirs[code]
        if not rows:
            return
        if not heirs:
            self.fate.left.append(rows[-1])
        elif len(heirs) > 1 and not self._stays(code, rows[-1]):
            self._ask((code,), heirs, rows[-1:])
        elif code in heirs:
            self._own[code] = rows
        else:
            self._to.setdefault(heirs[0], []).append(rows)

    def _restore(self, back: Heirs, held: Sequence[Held]) -> list[Coding]:
        """Give back what was taken over, unless decided anew since; gives the others."""
        anew = max((place for place, row in enumerate(held) if not row.was), default=-1)
        returns = {place for place, row in enumerate(held) if place > anew and row.was in back}
        for name in back:
            rows = [held[place].coding for place in sorted(returns) if held[place].was == name]
            if rows:
                self._to.setdefault(name, []).append(rows)
        return [row.coding for place, row in enumerate(held) if place not in returns]

    def _stays(self, code: str, latest: Coding) -> bool:
        """Whether a decision on a code that gives others back was on that code itself."""
        heirs, back = self._ways.heirs[code], self._ways.back.get(code, ())
        own = code in heirs and set(heirs) <= {code, *back}
        return own and latest.made_at <= self._ways.taken.get(code, latest.made_at)

    def _merge(self, code: str, members: list[list[Coding]], own: list[Coding]) -> None:
        """Carry decisions on several codes to one: what is accepted once is accepted.

        Where two acceptances differ in valence or role, that is a question.
        """
        latest = sorted((rows[-1] for rows in (*members, own) if rows), key=self._place)
        kept = [row for row in latest if row.status != "rejected"]
        if len({(row.valence, row.role) for row in kept}) > 1:
            others = tuple(sorted({row.code for row in latest} - {code}))
            answer = self._ask(others, (code,), latest)
            if answer is None:
                return
            latest, kept = [answer], []
        winner = (kept or latest)[-1]
        for rows in sorted(members, key=lambda rows: rows[-1] is winner):
            self._carry(rows, code, winner, kept)
        if winner.code == code and winner in own:
            self._carry(own[-1:], code, winner, kept)

    def _carry(
        self, rows: Sequence[Coding], code: str, winner: Coding, kept: Sequence[Coding]
    ) -> None:
        for row in rows:
            was = f"coded as '{row.code}' in {self._ways.known_as.get(row.code, 'another version')}"
            parts = [row.why.note] if row.code == code else [row.why.note, was]
            why = replace(row.why, note="; ".join(filter(None, parts)))
            spans = _together(kept) if row is winner and row in kept else row.spans
            new = replace(row, code=code, why=why, spans=spans, made_at=self._at, carried=True)
            self.fate.carried.append(Decided(new, row))

    def _ask(self, codes: Heirs, choices: Heirs, rows: Sequence[Coding]) -> Coding | None:
        """Put a question, unless it was put before and answered; gives the answer."""
        question = Open(rows[-1].segment, rows[-1].coder, codes, choices, _said(rows))
        if question.question in self._ways.asked:
            name, at = self._ways.asked[question.question]
            found = [self._decided[code] for code in choices if code in self._decided]
            answers = [row.coding for row in found if row.round == name or row.coding.made_at > at]
            if answers:
                return max(answers, key=self._place)
        self.fate.open.append(question)
        return None

    def _place(self, row: Coding) -> int:
        return self._order[row.id]


def _said(rows: Sequence[Coding]) -> str:
    """What was decided on each code."""
    return "; ".join(f"{row.code} {row.status}, {row.valence}, {row.role}" for row in rows)


def _together(kept: Sequence[Coding]) -> tuple[Span, ...]:
    """All places that decisions are about; the whole segment where one is about that."""
    if any(not row.spans for row in kept):
        return ()
    return tuple(sorted({span for row in kept for span in row.spans}))
