"""What the judgement of one segment rests on, and what can come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.ledger import Decided
from relcode.terms import Coding, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.review.back import Ruling, Said
    from relcode.terms import RoundKind, Span, Status, Valence

Kind = Literal["accepted", "rejected", "added", "changed code", "changed", "adjudicated"]
OWN_VALENCE = "not given: the usual one of the code"


class Wanted(NamedTuple):
    """A code that a person wrote, with the places in the source that it is about."""

    said: Said
    spans: tuple[Span, ...] = ()


class Wish(NamedTuple):
    """What a row of the sheet of codings asks for; `to` is what it changes the coding to."""

    ruling: Ruling
    to: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """All that the judgement of one segment rests on, by code.

    `shown` are the codings in the row's slots, in their order, and `hints` those beside them;
    `before` is what the coder decided by an earlier return of the same sheet; `usual` gives the
    valence of a code that is added without one.
    """

    segment: str
    coder: str
    kind: RoundKind
    shown: Mapping[str, Coding]
    hints: Mapping[str, Coding]
    before: Mapping[str, Coding]
    usual: Mapping[str, Valence]

    def coding(self, code: str, status: Status, wanted: Wanted | None = None) -> Coding:
        """The decision on a code; what the person did not write is as it was shown."""
        plain = Coding(
            self.segment, code, self.usual.get(code, "neutral"), "none", "reported", status, "", "",
            Why(valence=OWN_VALENCE) if wanted and not wanted.said.valence else Why(),
        )  # fmt: skip
        sent = self.shown.get(code) or self.hints.get(code)
        base = sent or self.before.get(code) or plain
        said = wanted.said if wanted else None
        # what was sent does not show its places; what the coder wrote does, also that it has none
        placed = wanted if wanted and (wanted.said.extent or not sent) else base
        return replace(
            base,
            status=status,
            coder=self.coder,
            valence=(said and said.valence) or base.valence,
            role=(said and said.role) or base.role,
            spans=placed.spans,
            made_at="",
            replaces=None,
            carried=False,
            id=None,
            origin=None,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a code: the decision and, of a change, the rejection that it goes with."""

    kind: Kind
    coding: Coding
    rejected: Coding | None = None

    def decided(self) -> Iterator[Decided]:
        """The decisions to store, in order."""
        if self.rejected:
            yield Decided(self.rejected)
        yield Decided(self.coding, self.rejected)

    def sense(self) -> dict[str, tuple[object, ...]]:
        """What it says about each code that it touches; two that agree on it are the same."""
        rows = [self.rejected, self.coding] if self.rejected else [self.coding]
        return {row.code: sense(row) for row in rows}


def sense(coding: Coding) -> tuple[object, ...]:
    """What a decision says: rejected, or in force with a valence, a role and places."""
    if coding.status == "rejected":
        return ("rejected",)
    return ("in force", coding.valence, coding.role, coding.spans)
