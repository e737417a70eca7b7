"""One probability for each code on a unit, from the model's logit and what the cues say."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.fewshot import chances
from relcode.learn.heads import STRONG, WEAK
from relcode.learn.shipped import Shipped
from relcode.learned import named
from relcode.tag.known import known
from relcode.tag.stance import asked, stance
from relcode.terms import Coding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from relcode.codebook import Codebook
    from relcode.features.encoder import Encoded
    from relcode.features.model import Model
    from relcode.learn.versions import Version
    from relcode.tag.grounds import Grounds
    from relcode.tag.support import View
    from relcode.tag.unlearned import Unlearned
    from relcode.terms import Segment, Source, Status, Valence

    Change = Callable[[float], float]

_VALENCES: tuple[Valence, ...] = ("positive", "negative", "mixed", "neutral")
_READ = "as the model reads it"
_CANDIDATE = 0.6  # of the probability from which on a code is suggested


class Branch(NamedTuple):
    """A core code with those under it that the model has learned, by number.

    From `cut` on, the probability that any of them holds makes the likeliest a suggestion.
    """

    members: list[int]
    cut: float

    def likeliest(self, chances: np.ndarray, cuts: np.ndarray) -> int | None:
        """The member that is suggested for them all, where none reaches its own cut."""
        mine = chances[self.members]
        if (mine >= cuts[self.members]).any() or 1 - np.prod(1 - mine) < self.cut:
            return None
        return self.members[int(mine.argmax())]


class Mix:
    """Combines as the model was calibrated: per code a bias, a bent slope, and weights of cues."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of the full tagger
        self,
        model: Model,
        codebook: Codebook,
        grounds: Grounds,
        name: str,
        others: Unlearned,
        learned: Version | None = None,
    ) -> None:
        """Take the weights for those codes of the codebook that the model has learned.

        `others` reads the other codes; `learned` is what decisions correct in the model.
        """
        self._order = [code.id for code in codebook.codes]
        self._codes = known(model.about, codebook)
        self._heads = model.heads
        self._shipped, self._learned = Shipped(model), learned
        self._tone = {name: np.array(part) for name, part in model.about["tone"].items()}
        self._branches = list(_branches(model, codebook, self._codes))
        self._grounds, self._name, self._others = grounds, name, others

    def codings(
        self, view: View, source: Source, cued: Iterable[Coding], unit: Encoded
    ) -> Iterator[Coding]:
        """The codings of a segment; `cued` are those that cues speak for."""
        said = {coding.code: coding for coding in cued}
        learned = self._of(view.segment)
        chance_of = self._chances(unit.vector, said, learned)
        cuts = learned.cuts if learned else self._shipped.cuts
        text = source.text[view.segment.start : view.segment.end]
        others = self._others.codings(view, text, unit, said)
        lent = {branch.likeliest(chance_of, cuts) for branch in self._branches}
        for code in self._order:
            if code not in self._codes:
                if found := others.get(code) or said.get(code):
                    yield found
                continue
            number = self._codes[code]
            chance = float(chance_of[number])
            cut = chance if number in lent else float(cuts[number])
            status = self._status(chance, cut, said.get(code))
            if status is None:
                continue
            coding = said.get(code) or self._read(view, text, unit, code, chance)
            if not asked(view.reading):
                coding = self._toned(coding, unit.vector, cued=code in said)
            yield replace(coding, status=status, probability=round(chance, 3))

    def known(
        self, vector: np.ndarray, said: Mapping[str, Coding], segment: Segment
    ) -> dict[str, float]:
        """The probability of each code that the model has learned; `said` are those of cues."""
        found = self._chances(vector, said, self._of(segment))
        return {code: float(found[number]) for code, number in self._codes.items()}

    def _of(self, segment: Segment) -> Version | None:
        """What was learned, for a segment that did not teach it; others are read as shipped."""
        learned = self._learned
        return None if learned is None or segment.id in learned.taught else learned

    def _chances(
        self, vector: np.ndarray, said: Mapping[str, Coding], learned: Version | None
    ) -> np.ndarray:
        cues = np.zeros((1, len(self._shipped.cuts)), np.int8)
        for code, coding in said.items():
            if code in self._codes:
                cues[0, self._codes[code]] = STRONG if coding.status == "suggested" else WEAK
        logits = self._shipped.logits(vector[None], cues)
        if learned:
            logits = learned.heads.logits(vector[None], logits, cues)
        return chances(logits[0])

    def _status(self, chance: float, cut: float, said: Coding | None) -> Status | None:
        """A strong cue is worth a look whatever the model thinks; a weak one is not."""
        if chance >= cut:
            return "suggested"
        named = said is not None and said.status == "suggested"
        return "candidate" if named or chance >= _CANDIDATE * cut else None

    def _read(self, view: View, text: str, unit: Encoded, code: str, chance: float) -> Coding:
        """A coding that no cue speaks for, with this probability."""
        number, learned = self._codes[code], self._of(view.segment)
        slope, by = 1.0, "the model"
        if learned and learned.by.get(code):
            slope = float(learned.heads.slope[number])
            by = f"the model and {named(learned.by[code])}"
        moved = _moved(chance, slope, self._shipped.gains(unit.vector, number))
        return Coding(
            segment=view.segment.id,
            code=code,
            valence="neutral",
            role="none",
            stance=stance(view.reading),
            status="candidate",
            coder=self._name,
            tagger=self._name,
            why=self._grounds.why(view, text, unit, number, moved, by),
        )

    def _toned(self, coding: Coding, vector: np.ndarray, *, cued: bool) -> Coding:
        """Its valence by the model and, where a cue speaks for the code, by the rules, too."""
        number = self._codes[coding.code]
        part = slice(4 * number, 4 * number + 4)
        tones = vector @ self._heads["valences"][:, part] + self._heads["valences_bias"][part]
        judged = [cued and coding.valence == one for one in _VALENCES]
        given = np.concatenate([tones - np.logaddexp.reduce(tones), judged])
        valence = _VALENCES[int((given @ self._tone["weights"] + self._tone["bias"]).argmax())]
        if not cued or valence == coding.valence:
            return replace(coding, valence=valence)
        return replace(coding, valence=valence, why=replace(coding.why, valence=_READ))


def _branches(model: Model, codebook: Codebook, known: dict[str, int]) -> Iterator[Branch]:
    for core, cut in model.about["branches"].items():
        members = [number for code, number in known.items() if codebook.core(code) == core]
        if len(members) > 1:
            yield Branch(members, cut)


def _moved(chance: float, slope: float, gains: Change) -> Change:
    """The probability that a code would have, were the network's logit so much higher."""
    return lambda change: 1 / (1 + (1 / chance - 1) * exp(-slope * gains(change)))
