"""What a study's decisions teach, and how that compares with what was used before."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.errors import RelcodeError
from relcode.features.encoder import Encoder
from relcode.features.kept import vectors_path
from relcode.learn import versions
from relcode.learn.compare import Said, compared
from relcode.learn.crossed import crossed, parts
from relcode.learn.cuts import cuts
from relcode.learn.heads import Heads, learned
from relcode.tag.cues import CueTagger
from relcode.tag.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from relcode.features.model import Model
    from relcode.learn.compare import Compared
    from relcode.learn.versions import Version
    from relcode.reviewed import Answer, Reviewed
    from relcode.study import Study

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


class Correction(NamedTuple):
    """Heads and thresholds of the codes of the shipped model, in its order."""

    heads: Heads
    cuts: Floats

    def mixed(self, other: Correction, codes: Bools) -> Correction:
        """These for the codes that are marked, the other ones for the rest."""
        heads = self.heads.mixed(other.heads, codes)
        return Correction(heads, np.where(codes, self.cuts, other.cuts))


class Lesson:
    """The reviewed units of a study, read once, and what they teach.

    `codes` are those of the shipped model, then the codebook's own; `judged` and `found` count for
    each the units that were decided on and those that have it; `answers` are what was decided.
    """

    def __init__(self, study: Study, model: Model, reviewed: Iterable[Reviewed]) -> None:
        """Encode what was reviewed, or take it from beside the study."""
        book = study.codebook()
        encoder = Encoder(model, vectors=vectors_path(study.path))
        self._study = study
        self._trial = Trial(model, book, encoder, CueTagger(book))
        self._units = self._trial.gathered(reviewed)
        self._given = self._trial.given(self._units)
        self._part = parts(self._units.sources)
        self.codes, self.learned = self._trial.codes, self._trial.learned
        self._holds = self._trial.holds(self._units)
        self._counts = self._trial.counts(self._units)
        self.judged = (self._counts > 0).sum(0)
        self.found = self._holds.sum(0)

    @property
    def answers(self) -> dict[str, Answer]:
        """What people decided, by segment."""
        return dict(zip(self._units.shown.ids, self._units.shown.answers, strict=True))

    @property
    def sources(self) -> int:
        """In how many sources anything was decided."""
        return len(self._part)

    def correction(self) -> Correction:
        """What the decisions teach about the codes of the model."""
        heads = learned(self._given, self._trial.space)
        return Correction(heads, self._cuts(self._told, np.ones(len(self._told), dtype=bool)))

    def shipped(self) -> Correction:
        """What changes nothing."""
        shape = self._given.vectors.shape[1], self.learned
        return Correction(Heads.shipped(*shape), self._trial.shipped.cuts)

    def compared(self, before: Version | None) -> list[Compared]:
        """How well each code is told by other documents, before (None: as shipped) and after.

        Raises RelcodeError where decisions are in one document alone.
        """
        if self.sources < 2:  # noqa: PLR2004 - one to learn from, one to be told
            message = "what was learned is compared on other documents, and one alone was reviewed"
            fix = "review a second document, or learn without --compare"
            raise RelcodeError(message, where=str(self._study.path), fix=fix)
        return compared(self._before(before), self._after(), self._holds, self._counts)

    @cached_property
    def _told(self) -> Floats:
        """The probabilities of the model's codes on each unit, by decisions on other documents."""
        return crossed(self._given, self._given, self._part, self._trial.space)

    def _cuts(self, told: Floats, rows: Bools) -> Floats:
        """The thresholds that these units speak for; of one document alone, the shipped ones."""
        plain = self._trial.shipped.cuts
        if self.sources < 2:  # noqa: PLR2004 - as above
            return plain
        some = self._given.of(rows)
        return cuts(told[rows], some.holds, some.counts, some.sources, plain)

    def _after(self) -> Said:
        """What is told by what is learned now."""
        found = self._trial.crossed(self._units, self._units, self._part)
        own = np.array([self._part[name] for name in self._units.sources])
        thresholds = np.zeros((len(own), self.learned))
        for number in np.unique(own):
            thresholds[own == number] = self._cuts(found[:, : self.learned], own != number)
        return Said(found, self._trial.suggested(found, self._units, thresholds))

    def _before(self, version: Version | None) -> Said:
        """What is told by what each code was learned from before, or as shipped."""
        found, thresholds = self._trial.plain(self._units), self._trial.shipped.cuts
        if version:
            thresholds = version.cuts
            for number in {version.by.get(code, 0) for code in self.codes} - {0}:
                codes = [code for code in self.codes if version.by.get(code) == number]
                taught = self._trial.gathered(versions.sources(self._study, version, codes))
                told = self._trial.crossed(taught, self._units, self._part)
                columns = np.isin(self.codes, codes)
                found[:, columns] = told[:, columns]
        return Said(found, self._trial.suggested(found, self._units, thresholds))
