"""What decisions would say of each reviewed unit, had nobody decided on its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.features.fewshot import chances
from relcode.learn.crossed import crossed
from relcode.learn.heads import STRONG, WEAK, Given
from relcode.learn.shipped import Shipped
from relcode.learn.space import Space
from relcode.tag.gathered import gathered
from relcode.tag.known import known
from relcode.tag.own import NONE, Learner, Shown, unlearned
from relcode.tag.unlearned import CUED, SUGGESTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from relcode.codebook import Codebook
    from relcode.features.encoder import Encoder
    from relcode.features.model import Model
    from relcode.reviewed import Reviewed
    from relcode.tag.cues import CueTagger
    from relcode.tag.gathered import Gathered

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


class Trial:
    """Reads reviewed units by all codes: those of the shipped model first, then the codebook's own.

    `codes` are their ids, in the order of all columns; `learned` counts those of the model. One of
    the model whose id the codebook gives to something else is in both parts; nobody decides on it.
    """

    def __init__(self, model: Model, codebook: Codebook, encoder: Encoder, cues: CueTagger) -> None:
        """Take the parts of the full tagger for this codebook."""
        own = unlearned(model.about, codebook)
        self.codes = (*model.codes, *own)
        self.learned = len(model.codes)
        self.shipped, self.space = Shipped(model), Space(model.examples.vectors)
        self.cuts = np.append(self.shipped.cuts, np.full(len(own), SUGGESTED))
        meant = list(known(model.about, codebook).values())
        self._asked = np.append(np.isin(np.arange(self.learned), meant), np.ones(len(own), bool))
        self._encoder, self._cues = encoder, cues
        self._own = Learner(model.examples, own, encoder) if own else None
        self._width = model.heads["codes"].shape[0]

    @property
    def columns(self) -> dict[str, int]:
        """The column of each code that the codebook has and that can be read."""
        return {self.codes[number]: number for number in np.flatnonzero(self._asked).tolist()}

    def gathered(self, reviewed: Iterable[Reviewed]) -> Gathered:
        """The units that were decided on."""
        return gathered(reviewed, self._encoder, self._cues, self.codes)

    def holds(self, units: Gathered) -> Bools:
        """Whether each code holds on each unit, (n, codes)."""
        return np.asarray(units.holds(self.codes) & self._asked)

    def counts(self, units: Gathered) -> Floats:
        """How many units each stands for, (n, codes), and 0 where nobody decided on the code."""
        return np.asarray(units.counts(self.codes) * self._asked)

    def given(self, units: Gathered) -> Given:
        """The units as codes of the model learn from them."""
        vectors = units.shown.vectors.reshape(-1, self._width)
        cues = units.cues[:, : self.learned]
        return Given(
            vectors=vectors,
            logits=self.shipped.logits(vectors, cues),
            cues=cues,
            holds=self.holds(units)[:, : self.learned],
            counts=self.counts(units)[:, : self.learned],
            sources=units.sources,
        )

    def plain(self, units: Gathered) -> Floats:
        """The probabilities (n, codes) by the shipped model, and by the codebook alone."""
        known = chances(self.given(units).logits)
        return np.hstack([known, self._own_codes(None, units, {})])

    def crossed(self, taught: Gathered, units: Gathered, part: Mapping[str, int]) -> Floats:
        """The probabilities of units by what was decided on documents of other parts than theirs.

        They are (n, codes); `taught` are the units with these decisions.
        """
        known = crossed(self.given(taught), self.given(units), part, self.space)
        return np.hstack([known, self._own_codes(taught, units, part)])

    def suggested(self, probabilities: Floats, units: Gathered, cuts: Floats) -> Bools:
        """Which codes are suggested, (n, codes); those of the codebook's own by a strong cue, too.

        `cuts` are those of the model's codes: (codes), or a row a unit.
        """
        own = np.arange(len(self.codes)) >= self.learned
        rows = np.broadcast_to(cuts, (len(probabilities), self.learned))
        all_cuts = np.hstack([rows, np.tile(self.cuts[self.learned :], (len(rows), 1))])
        return np.asarray((probabilities >= all_cuts) | (own & (units.cues == STRONG)))

    def _own_codes(
        self, taught: Gathered | None, units: Gathered, part: Mapping[str, int]
    ) -> Floats:
        """The probabilities of codes that the model has not learned."""
        found = np.zeros((len(units.shown.ids), len(self.codes) - self.learned))
        if self._own is None or not len(found):
            return found
        rows = self._own.rows.of(units.shown.vectors, units.shown.texts)
        asked = np.array([part.get(name, 0) for name in units.sources])
        for number in np.unique(asked):
            some = NONE if taught is None else _without(taught, part, number)
            for code, own in enumerate(self._own.codes(some)):
                mine = rows[asked == number] @ own.taught.weights
                found[asked == number, code] = mine + own.taught.bias
        cues = units.cues[:, self.learned :]
        cued = CUED["suggested"] * (cues == STRONG) + CUED["candidate"] * (cues == WEAK)
        return chances(found + cued)


def _without(units: Gathered, part: Mapping[str, int], number: int) -> Shown:
    """The reviewed units of other parts than this one."""
    shown = units.shown
    rows = [n for n, name in enumerate(units.sources) if part.get(name, -1) != number]
    return Shown(
        ids=[shown.ids[n] for n in rows],
        vectors=shown.vectors[rows],
        texts=[shown.texts[n] for n in rows],
        answers=[shown.answers[n] for n in rows],
    )
