"""What is said of units by what is in force, none of them by decisions on its own document."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from relcode.features.encoder import Encoder
from relcode.features.kept import vectors_path
from relcode.features.model import described, shipped
from relcode.learn import versions
from relcode.learn.certifications import State
from relcode.learn.crossed import parts
from relcode.reviewed import Answer, Reviewed, Reviews
from relcode.tag.cues import CueTagger
from relcode.tag.full import learned
from relcode.tag.own import shown, unlearned
from relcode.tag.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from relcode.outcome import Progress
    from relcode.study import Study
    from relcode.tag.gathered import Gathered

    Floats = NDArray[np.float64]

_WORDS = 400_000  # of sources that are read at once
_ASKED = Answer(frozenset(), frozenset())


def state(study: Study) -> State:
    """What probabilities hang on now.

    Where nothing was learned that is in force, what was reviewed of codes that the model has not
    learned: the full tagger reads these by it at once.
    """
    book, about, version = study.codebook(), described(), learned(study)
    own = Reviews(study, unlearned(about.values, book)).fingerprint
    return State(book.hash, about.hash, version.state if version else own())


class Told:
    """Reads units as the full tagger reads those of a document that nobody has reviewed."""

    def __init__(self, study: Study) -> None:
        """Load the encoder; what was learned is fitted where probabilities are asked for."""
        self._study, self._book, self._model = study, study.codebook(), shipped()
        self._encoder = Encoder(self._model, vectors=vectors_path(study.path))
        self._cues = CueTagger(self._book)

    @cached_property
    def trial(self) -> Trial:
        """What reads the units."""
        return Trial(self._model, self._book, self._encoder, self._cues)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that there are probabilities of, in the order of all columns."""
        return self.trial.codes

    def reviewed(self, reviews: Iterable[Reviewed]) -> Gathered:
        """The units that people decided on."""
        return self.trial.gathered(reviews)

    def sources(self, names: Iterable[str]) -> Gathered:
        """All units that can be coded of these sources, their ids."""
        return self.trial.gathered(map(self._whole, names))

    def everything(self, progress: Progress, doing: str) -> Iterator[tuple[Gathered, Floats]]:
        """All units that can be coded, some at a time, with their chances.

        What is done is told to `progress` under the name of `doing`.
        """
        total, done = self._study.words(self._study.source_ids()), 0
        for names in self._batches():
            units = self.sources(names)
            yield units, self.chances(units)
            done += self._study.words(names)
            progress(doing, done, total, "words")

    def vectors(self, name: str) -> NDArray[np.float32]:
        """The vectors (n, width) of these units of one source."""
        one = self._whole(name)
        if not self._cues.reads(one.source):
            return np.zeros((0, 0), np.float32)
        return np.asarray(shown([one], self._encoder, self._cues.uncoded).vectors)

    def chances(self, units: Gathered) -> Floats:
        """The probabilities (n, codes), each by decisions on other documents alone."""
        found = self.trial.plain(units)
        known, rest = self._part, len(set(self._part.values()))
        part = dict.fromkeys(units.sources.tolist(), rest) | known
        for taught, columns in self._taught:
            if len(taught.shown.ids):
                found[:, columns] = self.trial.crossed(taught, units, part)[:, columns]
        return found

    @cached_property
    def _taught(self) -> list[tuple[Gathered, NDArray[np.bool_]]]:
        """What codes were learned from, and which."""
        version = learned(self._study)
        if version is None:
            own = np.arange(len(self.codes)) >= self.trial.learned
            reviews = Reviews(self._study, np.array(self.codes)[own].tolist())
            return [(self.trial.gathered(reviews), own)]
        found = []
        for number in sorted(set(version.by.values()) - {0}):
            mine = [code for code, one in version.by.items() if one == number]
            taught = versions.sources(self._study, version, mine)
            found.append((self.trial.gathered(taught), np.isin(self.codes, mine)))
        return found

    @cached_property
    def _part(self) -> dict[str, int]:
        """The part of each document that was learned from."""
        return parts(name for units, _ in self._taught for name in units.sources.tolist())

    def _batches(self) -> Iterator[Sequence[str]]:
        """The sources, as many at once as can be held."""
        names: list[str] = []
        words = 0
        for name in self._study.source_ids():
            names.append(name)
            words += self._study.words([name])
            if words >= _WORDS:
                yield names
                names, words = [], 0
        if names:
            yield names

    def _whole(self, name: str) -> Reviewed:
        segments = self._study.segments(name)
        answers = {one.id: _ASKED for one in segments}
        return Reviewed(self._study.source(name), segments, answers)
