"""What becomes of one coder's decisions on one segment when the codebook changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from relcode.ledger import Decided
from relcode.questions import Open

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from relcode.codebook import Heirs
    from relcode.ledger import Held
    from relcode.questions import Key
    from relcode.terms import Coding, Span


@dataclass(frozen=True, slots=True)
class Ways:
    """Where each code goes when the codebook changes.

    `heirs` are the codes that take the place of a code: itself where it stays, none where it is
    retired, several where it is split. `returned` are codes that it had taken the place of by an
    earlier change and that are codes again; `took_over` is when it did. `known_as` names the
    codebook that a code is from, for the record. `asked` are the questions put before, each with
    the name and time of its round; `settled` says by segment, coder and codes when the coder
    answered last what became of these codes.
    """

    heirs: dict[str, Heirs] = field(default_factory=dict)
    returned: dict[str, Heirs] = field(default_factory=dict)
    took_over: dict[str, str] = field(default_factory=dict)
    known_as: dict[str, str] = field(default_factory=dict)
    asked: dict[Key, tuple[str, str]] = field(default_factory=dict)
    settled: dict[tuple[str, str, Heirs], str] = field(default_factory=dict)


@dataclass(slots=True)
class Fate:
    """What becomes of decisions: `carried` over in this order, `open` questions, or `left`.

    Those on retired codes are left in the history.
    """

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
    what it brought to light before. What changes nothing is in none of the three. `at` is the time
    of the change.
    """
    return _Change(rows, ways, at).fate


class _Change:
    """The decisions of one coder on one segment under a new codebook."""

    def __init__(self, rows: Sequence[Held], ways: Ways, at: str) -> None:
        self.fate = Fate()
        self._ways = ways
        self._at = max(at, *(row.coding.made_at for row in rows))
        self._order = {row.coding.id: place for place, row in enumerate(rows)}
        # by code the latest decision on the code itself, not one that came over from another code
        self._first_hand = {row.coding.code: row for row in rows if not row.was}
        # by code the decisions that stay on it, and those that come to it, a list from each code
        self._staying: dict[str, list[Coding]] = {}
        self._coming: dict[str, list[list[Coding]]] = {}
        codes: dict[str, list[Held]] = {}
        for row in rows:
            codes.setdefault(row.coding.code, []).append(row)
        for code, held in codes.items():
            self._direct(code, held)
        for code, coming in self._coming.items():
            self._join(code, coming, self._staying.get(code, []))

    def _direct(self, code: str, held: Sequence[Held]) -> None:
        """Say where the decisions on one code go."""
        heirs = self._ways.heirs[code]
        parts = {heir for heir in heirs if heir != code} if len(heirs) > 1 else set()
        kept = self._give_back(parts.union(self._ways.returned.get(code, ())), held)
        rows = [row.coding for row in kept]
        if not rows:
            return
        if not heirs:
            self.fate.left.append(rows[-1])
        elif len(heirs) > 1 and not self._stays(code, rows[-1]):
            if not self._settled(code, kept):
                self._ask((code,), heirs, rows[-1:])
        elif code in heirs:
            self._staying[code] = rows
        else:
            self._coming.setdefault(heirs[0], []).append(rows)

    def _give_back(self, returned: Collection[str], held: Sequence[Held]) -> list[Held]:
        """Send decisions back to the codes that they came over from and that are codes again.

        Those before a decision on the code itself stay: it was made in their stead. Gives what is
        left on the code.
        """
        anew = max((place for place, row in enumerate(held) if not row.was), default=-1)
        going = {place for place, row in enumerate(held) if place > anew and row.was in returned}
        for name in sorted(returned):
            rows = [held[place].coding for place in sorted(going) if held[place].was == name]
            if rows:
                self._coming.setdefault(name, []).append(rows)
        return [row for place, row in enumerate(held) if place not in going]

    def _settled(self, code: str, held: Sequence[Held]) -> bool:
        """Whether the coder has answered what becomes of the decisions on a code that was split."""
        one = held[-1].coding
        at = self._ways.settled.get((one.segment, one.coder, (code,)), "")
        return bool(at) and all(row.coding.made_at <= at for row in held if row.was != code)

    def _stays(self, code: str, latest: Coding) -> bool:
        """Whether a decision means the code alone: made before others were merged into it."""
        heirs, returned = self._ways.heirs[code], self._ways.returned.get(code, ())
        unmerged = code in heirs and set(heirs) <= {code, *returned}
        return unmerged and latest.made_at <= self._ways.took_over.get(code, latest.made_at)

    def _join(self, code: str, coming: list[list[Coding]], staying: list[Coding]) -> None:
        """Carry decisions on several codes to one: what is accepted once is accepted.

        Where two acceptances differ in valence or role, that is a question.
        """
        latest = sorted((rows[-1] for rows in (*coming, staying) if rows), key=self._place)
        kept = [row for row in latest if row.status != "rejected"]
        if len({(row.valence, row.role) for row in kept}) > 1:
            others = tuple(sorted({row.code for row in latest} - {code}))
            answer = self._ask(others, (code,), latest)
            if answer is None:
                return
            latest, kept = [answer], []
        winner = (kept or latest)[-1]
        # the winner last, so that it is the latest on the code from now on
        for rows in sorted(coming, key=lambda rows: rows[-1] is winner):
            self._carry(rows, code, winner, kept)
        if winner.code == code and winner in staying:
            self._carry(staying[-1:], code, winner, kept)

    def _carry(
        self, rows: Sequence[Coding], code: str, winner: Coding, kept: Sequence[Coding]
    ) -> None:
        """Carry decisions to a code; the winner also holds where the others in force hold."""
        for row in rows:
            was = f"coded as '{row.code}' in {self._ways.known_as.get(row.code, 'another version')}"
            parts = [row.why.note] if row.code == code else [row.why.note, was]
            why = replace(row.why, note="; ".join(filter(None, parts)))
            spans = _all_places(kept) if row is winner and row in kept else row.spans
            new = replace(row, code=code, why=why, spans=spans, made_at=self._at, carried=True)
            self.fate.carried.append(Decided(new, row))

    def _ask(self, codes: Heirs, choices: Heirs, rows: Sequence[Coding]) -> Coding | None:
        """The answer to a question that was put before; else puts it, and gives None."""
        asking = Open(rows[-1].segment, rows[-1].coder, codes, choices, _said(rows))
        if asking.key in self._ways.asked:
            name, at = self._ways.asked[asking.key]
            found = [self._first_hand[code] for code in choices if code in self._first_hand]
            answers = [row.coding for row in found if row.round == name or row.coding.made_at > at]
            if answers:
                return max(answers, key=self._place)
        self.fate.open.append(asking)
        return None

    def _place(self, row: Coding) -> int:
        """Where it stands in the order of making."""
        return self._order[row.id]


def _said(rows: Sequence[Coding]) -> str:
    """What was decided on each code, in words."""
    return "; ".join(f"{row.code} {row.status}, {row.valence}, {row.role}" for row in rows)


def _all_places(kept: Sequence[Coding]) -> tuple[Span, ...]:
    """All places that decisions are about; the whole segment where one is about that."""
    if any(not row.spans for row in kept):
        return ()
    return tuple(sorted({span for row in kept for span in row.spans}))
