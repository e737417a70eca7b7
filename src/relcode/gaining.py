"""Find what to review next so that the finished coding gains most, and how good it is by now."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.errors import RelcodeError
from relcode.learn.gain import LEAST, worth
from relcode.learn.simulation import RISK
from relcode.learn.simulation_kappa import cut
from relcode.learn.simulation_stop import Seen, bound
from relcode.outcome import silent
from relcode.reviewed import Reviews
from relcode.tag.told import Told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from relcode.learn.simulation_kappa import Cut
    from relcode.outcome import Progress
    from relcode.reviewed import Answer
    from relcode.study import Study

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

ENOUGH = 20  # segments drawn at random: a twentieth of 400
_ROWS = 20_000  # segments whose chances are in memory at once


class Gains(NamedTuple):
    """What is gained by reviewing each segment, the `scores`, where that is anything.

    `bounds` are lower bounds of kappa, each but for a risk of 0.1, by the rule of
    `learn.simulation_stop`; of codes that are on fewer than 20 segments, as far as is known, there
    is none, nor of one that all have. `random` counts the segments that they go by: drawn at
    random, and gone through. `unread` are codes asked for that cannot be read.
    """

    scores: dict[str, float]
    bounds: dict[str, float]
    random: int
    unread: tuple[str, ...]


def gaining(study: Study, codes: Collection[str] = (), progress: Progress = silent) -> Gains:
    """What a review of each segment of the study adds to the kappas of these codes, or of all.

    What people decided holds; all else has the chance that what is in force says, never by
    decisions on its own document. The finished coding, of which kappa is spoken, gives each code
    from that chance on with which its kappa is expected to be highest. Chances, eight bytes each,
    wait in a temporary file beside the study. Raises RelcodeError where none of the codes can be
    read, or no segment.
    """
    told = Told(study)
    columns = {code: n for code, n in told.trial.columns.items() if not codes or code in codes}
    with TemporaryFile(dir=study.path.parent) as file:
        read = _Read(file, len(columns))
        if columns:
            _fill(read, study, told, columns, progress)
        if not read.ids:
            message = "the model can read none of these codes, or of the segments: no gain is known"
            raise RelcodeError(message, where=str(study.path), fix="draw with '--by uncertain'")
        found = cut(read)
        kappa = dict(zip(columns, read.bounds(found).tolist(), strict=True))
        return Gains(
            scores=dict(read.scores(found)),
            bounds={code: least for code, least in kappa.items() if np.isfinite(least)},
            random=read.drawn,
            unread=tuple(sorted(set(codes) - columns.keys())),
        )


class _Read:
    """Segments with the chances of their codes in a file, gone through again and again."""

    def __init__(self, file: IO[bytes], codes: int) -> None:
        self.ids: list[str] = []
        self.drawn = 0
        self._file, self._codes = file, codes
        # what was said of segments drawn at random before anybody answered, and the answers
        self._before, self._after = [np.zeros((0, codes))], [np.zeros((0, codes))]

    def add(self, ids: Sequence[str], chances: Floats, said: Floats, random: Bools) -> None:
        """More segments; answers, where there are (else nan), take the place of chances."""
        self.ids += ids
        self._file.write(np.where(np.isnan(said), chances, said).tobytes())
        self.drawn += int(random.sum())
        self._before.append(chances[random])
        self._after.append(said[random])

    def __iter__(self) -> Iterator[tuple[Floats, Bools]]:
        """Chances, some segments at a time; everything is to be decided in the finished coding."""
        self._file.seek(0)
        while data := self._file.read(_ROWS * self._codes * np.dtype(float).itemsize):
            chances = np.frombuffer(data).reshape(-1, self._codes)
            yield chances, np.ones(chances.shape, dtype=bool)

    def scores(self, found: Cut) -> Iterator[tuple[str, float]]:
        """The segments by whose review anything is gained."""
        ids = iter(self.ids)
        for chances, decided in self:
            for score in worth(chances, decided, found.finish(chances)).tolist():
                name = next(ids)
                if score > 0:
                    yield name, score

    def bounds(self, found: Cut) -> Floats:
        """The lower bound of each code's kappa; nan where the code is too rare."""
        before, after = np.concatenate(self._before), np.concatenate(self._after)
        given, decided = before >= found.least, ~np.isnan(after)
        seen = Seen.nothing(self._codes).more(given, before, after == 1, decided)
        least = bound(found.expected, seen, RISK)
        return np.where(found.expected.have >= LEAST, least, np.nan)


def _fill(
    read: _Read, study: Study, told: Told, columns: Mapping[str, int], progress: Progress
) -> None:
    answers = {name: said for one in Reviews(study, columns) for name, said in one.answers.items()}
    random, places = _at_random(study), list(columns.values())
    for units, chances in told.everything(progress, "looking for what gains most"):
        ids = units.shown.ids
        said = [_said(answers.get(name), columns) for name in ids]
        rows = np.array(said, float).reshape(len(ids), len(places))
        read.add(ids, chances[:, places], rows, np.array([name in random for name in ids], bool))


def _said(answer: Answer | None, codes: Collection[str]) -> list[float]:
    """1 for each code that holds, 0 for one that does not, nan where nobody decided."""
    if answer is None:
        return [np.nan] * len(codes)
    return [1.0 if c in answer.holds else 0.0 if c in answer.fails else np.nan for c in codes]


def _at_random(study: Study) -> set[str]:
    """Segments that were drawn into a sample at random, and gone through when it came back."""
    drawn: dict[int | None, set[str]] = {}  # by the file that came in
    for made in study.rounds:
        if made.settings.get("sample") and not made.settings.get("again"):
            for entry in study.rounds.entries(made.name):
                sent = study.rounds.sent(entry.sheet).values()
                drawn[entry.id] = {one.segment for one in sent if one.drawn == "random"}
    touches = (one for source in study.source_ids() for one in study.ledger.touches(source))
    return {
        one.segment
        for one in touches
        if one.mark == "done" and one.segment in drawn.get(one.entry, ())
    }
