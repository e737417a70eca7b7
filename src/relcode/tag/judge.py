"""Judge what speaks for a code: its valence, role and stance, and the why that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.tag.roles import role
from relcode.tag.rules import rules
from relcode.tag.stance import asked, embedded, stance
from relcode.tag.valence import Sign, sign, valence
from relcode.terms import Coding, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.codebook import Codebook
    from relcode.tag.context import Reading
    from relcode.tag.support import Case, Support, View
    from relcode.terms import Role, Valence


class Judge:
    """Makes a coding of each case in a segment."""

    def __init__(self, codebook: Codebook, name: str) -> None:
        """Take the polarity of the codes; `name` stands on every coding as coder and tagger."""
        self._polarity = {code.id: code.polarity for code in codebook.codes}
        self._functional = frozenset(rules("precedence")["functional"])
        self._name = name

    def codings(self, view: View, cases: Iterable[Case]) -> Iterator[Coding]:
        """The codings of one segment."""
        kept = list(cases)
        if not kept:
            return
        question, said = asked(view.reading), stance(view.reading)
        for case in kept:
            signs = [self._sign(support) for support in case.supports]
            given, because, note = self._valence(view.reading, signs, question=question)
            evidence = (one.reading.evidence(one.hit, one.via) for one in case.supports)
            notes = "; ".join(part for part in (case.note, note) if part)
            yield Coding(
                segment=view.segment.id,
                code=case.code,
                valence=given,
                role=self._role(view.reading, case),
                stance=said,
                status=case.status,
                coder=self._name,
                tagger=self._name,
                why=Why(tuple(part for parts in evidence for part in parts), because, notes),
            )

    def _sign(self, support: Support) -> Sign:
        found = sign(support.reading, support.hit, self._polarity[support.hit.code])
        if support.by:
            return Sign(found.value * support.turned, found.both, (*found.reasons, support.by))
        return found

    def _valence(
        self, reading: Reading, signs: list[Sign], *, question: bool
    ) -> tuple[Valence, str, str]:
        """The valence of a code in the segment, what set it, and the rule that decided."""
        if question:
            return "neutral", "asked as a question", ""
        if gaps := reading.all("gap"):
            because = f"attention gap by {reading.quoted(gaps[0])}"
            if claims := [one for one in reading.all("matters") if not embedded(reading, one)]:
                because += f", yet said to matter by {reading.quoted(claims[0])}"
                return "positive", because, "attention gap"
            return "neutral", because, "attention gap"
        reasons = dict.fromkeys(reason for one in signs for reason in one.reasons)
        return valence(signs), "; ".join(reasons), ""

    def _role(self, reading: Reading, case: Case) -> Role:
        """The role of a code by the effect words around it; an effect itself has none."""
        if case.code in self._functional:
            return "none"
        hits = [one.hit for one in case.supports if one.reading is reading]
        roles = {role(reading, hit) for hit in hits} - {"none"}
        if len(roles) > 1:
            return "both"
        return roles.pop() if roles else "none"
