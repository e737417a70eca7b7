"""What the judgement of one segment rests on, and what can come of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcode.ledger import Decided
from relcode.terms import Coding, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.review.back import Ruling, Said
    from relcode.terms import RoundKind, Span, Status, Valence

Kind = Literal["accepted", "rejected", "added", "changed code", "changed", "adjudicated"]
OWN_VALENCE = "not given: the usual one of the code"
KEPT_VALENCE = "not given: as the coder gave it before"


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
    `before` is what the coder decided by an earlier return of the same sheet, and `own` what of
    theirs stands, by whatever sheet; `usual` gives the valence of a code that is added without one.
    """

    segment: str
    coder: str
    kind: RoundKind
    shown: Mapping[str, Coding]
    hints: Mapping[str, Coding]
    before: Mapping[str, Coding]
    usual: Mapping[str, Valence]
    own: Mapping[str, Coding] = field(default_factory=dict)

    def coding(self, code: str, status: Status, wanted: Wanted | None = None) -> Coding:
        """The decision on a code; what the person did not write is as it was shown."""
        said = wanted.said if wanted else None
        sent = self.shown.get(code) or self.hints.get(code)
        base = sent or self.before.get(code) or self._plain(code, said)
        kept = self._kept(code, said)
        meant = kept or base
        # what was sent does not show its places; what the coder wrote does, also that it has none
        placed = wanted if wanted and (wanted.said.extent or not sent) else base
        return replace(
            base,
            status=status,
            coder=self.coder,
            valence=(said and said.valence) or meant.valence,
            role=(said and said.role) or meant.role,
            why=_why(base.why, said, kept=kept is not None),
            spans=placed.spans,
            made_at="",
            replaces=None,
            carried=False,
            id=None,
            origin=None,
        )

    def _plain(self, code: str, said: Said | None) -> Coding:
        """A code as the codebook has it, where nothing else is known of it."""
        why = Why(valence=OWN_VALENCE) if said and not said.valence else Why()
        usual = self.usual.get(code, "neutral")
        return Coding(self.segment, code, usual, "none", "reported", "added", "", "", why)

    def _kept(self, code: str, said: Said | None) -> Coding | None:
        """What the coder had said of a code that they now name alone, though it was not shown."""
        if not (said and said.code) or said.valence or code in self.shown:
            return None
        known = self.before.get(code) or self.own.get(code)
        given = known and known.status != "rejected" and unsaid(known) == KEPT_VALENCE
        return known if given else None


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


def unsaid(earlier: Coding | None) -> str:
    """Why a code has its valence where its coder names none: as before, or as is usual."""
    kept = earlier is not None and earlier.why.valence != OWN_VALENCE
    return KEPT_VALENCE if kept else OWN_VALENCE


def _why(why: Why, said: Said | None, *, kept: bool) -> Why:
    """The reason with what set the valence now."""
    if kept:
        return replace(why, valence=KEPT_VALENCE)
    given = said and said.valence and why.valence in (OWN_VALENCE, KEPT_VALENCE)
    return replace(why, valence="") if given else why


def sense(coding: Coding) -> tuple[object, ...]:
    """What a decision says: rejected, or in force with a valence, a role and places."""
    if coding.status == "rejected":
        return ("rejected",)
    return ("in force", coding.valence, coding.role, coding.spans)
