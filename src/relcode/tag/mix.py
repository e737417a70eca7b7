"""One probability for each code on a unit, from the model's logit and what the cues say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from relcode.features.model import LANGUAGE
from relcode.tag.stance import asked, stance
from relcode.terms import Coding, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.codebook import Codebook
    from relcode.features.encoder import Encoded
    from relcode.features.model import Model
    from relcode.tag.grounds import Grounds
    from relcode.tag.support import View
    from relcode.terms import Status, Valence

_VALENCES: tuple[Valence, ...] = ("positive", "negative", "mixed", "neutral")
_CANDIDATE = 0.6  # of the probability from which on a code is suggested


class Mix:
    """Combines as the model was calibrated: per code a bias, a slope, and weights of cues."""

    def __init__(self, model: Model, codebook: Codebook, grounds: Grounds, name: str) -> None:
        """Take the weights for those codes of the codebook that the model has learned.

        For a codebook in another language that is none, even where it names them alike.
        """
        learned = model.codes if codebook.language == LANGUAGE else ()
        known = {code: number for number, code in enumerate(learned)}
        self._order = [code.id for code in codebook.codes]
        self._codes = {code: known[code] for code in self._order if code in known}
        self._heads = model.heads
        self._weights = {k: np.array(v) for k, v in model.about["combination"].items()}
        self._cuts = np.array(model.about["thresholds"])
        self._grounds, self._name = grounds, name

    def codings(
        self, view: View, text: str, cued: Iterable[Coding], unit: Encoded
    ) -> Iterator[Coding]:
        """The codings of a segment of this text; `cued` are those that cues speak for."""
        said = {coding.code: coding for coding in cued}
        chances = self._chances(unit.vector, said)
        for code in self._order:
            if code not in self._codes:
                if code in said:
                    yield said[code]
                continue
            number = self._codes[code]
            status = self._status(float(chances[number]), float(self._cuts[number]))
            if status is None and code not in said:
                continue
            chance = round(float(chances[number]), 3)
            if code in said:
                yield self._weighed(said[code], chance, status)
            elif status is not None:
                why = self._grounds.why(view, text, unit, number)
                read = self._read(view, code, unit)
                yield replace(read, status=status, probability=chance, why=why)

    def _chances(self, vector: np.ndarray, said: dict[str, Coding]) -> np.ndarray:
        weights = self._weights
        logits = vector @ self._heads["codes"] + self._heads["codes_bias"]
        total = weights["bias"] + weights["slope"] * logits
        for code, coding in said.items():
            if code in self._codes:
                number = self._codes[code]
                kind = "strong" if coding.status == "suggested" else "weak"
                total[number] += weights[kind][number]
        return np.asarray(1 / (1 + np.exp(-total)))

    def _status(self, chance: float, cut: float) -> Status | None:
        if chance >= cut:
            return "suggested"
        return "candidate" if chance >= _CANDIDATE * cut else None

    def _weighed(self, coding: Coding, chance: float, status: Status | None) -> Coding:
        """A coding of the cues with the probability that the model gives it, too."""
        return replace(coding, probability=chance, status=status or "candidate")

    def _read(self, view: View, code: str, unit: Encoded) -> Coding:
        """A coding that no cue speaks for, without its grounds."""
        question = asked(view.reading)
        return Coding(
            segment=view.segment.id,
            code=code,
            valence="neutral" if question else self._valence(code, unit),
            role="none",
            stance=stance(view.reading),
            status="candidate",
            coder=self._name,
            tagger=self._name,
            why=Why(),
        )

    def _valence(self, code: str, unit: Encoded) -> Valence:
        number = self._codes[code]
        part = slice(4 * number, 4 * number + 4)
        weights, bias = self._heads["valences"][:, part], self._heads["valences_bias"][part]
        return _VALENCES[int((unit.vector @ weights + bias).argmax())]
