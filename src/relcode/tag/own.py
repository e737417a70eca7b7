"""What is known of the codes that the model has not learned: a head each, and its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.fewshot import Taught, blend, told, zero_shot
from relcode.features.model import LANGUAGE
from relcode.features.passages import Unit
from relcode.features.rows import Rows, joined
from relcode.tag.known import known
from relcode.tag.units import units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from scipy.sparse import csr_matrix

    from relcode.codebook import Codebook
    from relcode.features.encoder import Encoder
    from relcode.features.fewshot import Head, Told
    from relcode.features.model import Examples
    from relcode.reviewed import Answer, Reviewed

_MOST = 20.0  # times that one reviewed unit may count


class Own(NamedTuple):
    """A code with its head by the codebook alone (`told`) and by the reviewed units too (`taught`).

    `examples` are rows of `texts`. The first `own` of them are the codebook's, its examples or,
    without any, its definition (`defined`); the others are reviewed units with the code. `judged`
    counts the reviewed units that it was learned from.
    """

    code: str
    told: Head
    taught: Head
    examples: csr_matrix
    texts: tuple[str, ...]
    own: int
    defined: bool
    judged: int


class Shown(NamedTuple):
    """Reviewed units: the ids of their segments, vectors (units, width), texts and answers."""

    ids: list[str]
    vectors: np.ndarray
    texts: list[str]
    answers: list[Answer]


NONE = Shown([], np.zeros((0, 0)), [], [])


def unlearned(about: Mapping[str, Any], codebook: Codebook) -> dict[str, Told]:
    """The codes besides those that the model has learned, with what the codebook tells of each.

    Those of which it tells too little, and all of a codebook in another language than the model's,
    are left out. `about` is model.json.
    """
    if codebook.language != LANGUAGE:
        return {}
    learned = known(about, codebook)
    others = (code for code in codebook.codes if code.id not in learned)
    return {code.id: found for code in others if (found := told(code))}


def shown(reviewed: Iterable[Reviewed], encoder: Encoder, uncoded: Collection[str]) -> Shown:
    """The reviewed units, encoded in their context as where they are tagged.

    Segments of `uncoded` speaker roles are context only.
    """
    ids: list[str] = []
    vectors: list[np.ndarray] = []
    texts: list[str] = []
    answers: list[Answer] = []
    for source, segments, given in reviewed:
        wanted = list(units(source, segments, uncoded))
        for unit in encoder.units(wanted):
            if answer := given.get(segments[unit.number].id):
                ids.append(segments[unit.number].id)
                vectors.append(unit.vector)
                texts.append(wanted[unit.number].text)
                answers.append(answer)
    return Shown(ids, np.array(vectors), texts, answers)


class Learner:
    """Makes heads of codes."""

    def __init__(self, examples: Examples, known: dict[str, Told], encoder: Encoder) -> None:
        """Encode what the codebook tells of these codes; `examples` are the model's."""
        texts = dict.fromkeys(text for one in known.values() for text in (*one.yes, *one.unlike))
        self.rows = Rows(examples, list(texts))
        self._known = known
        self._vectors = {text: _alone(encoder, text) for text in texts}

    def codes(self, given: Shown) -> list[Own]:
        """Each code with its heads."""
        rows = self.rows.of(given.vectors, given.texts)
        return [self._own(code, told, given, rows) for code, told in self._known.items()]

    def _own(self, code: str, told: Told, given: Shown, rows: csr_matrix) -> Own:
        yes, no = self._rows(told.yes), self._rows(told.unlike)
        first = zero_shot(self.rows, yes, no)
        asked = [n for n, one in enumerate(given.answers) if code in one.holds | one.fails]
        holds = np.array([code in given.answers[n].holds for n in asked], dtype=bool)
        stands = np.array([min(given.answers[n].stands, _MOST) for n in asked])
        taught = first
        if asked:
            taught = blend(first, yes, no, Taught(rows[asked], holds, stands / stands.mean()))
        kept = [n for n, held in zip(asked, holds, strict=True) if held]
        texts = told.examples or told.definition
        return Own(
            code=code,
            told=first,
            taught=taught,
            examples=joined(self._rows(texts), rows[kept]),
            texts=(*texts, *(given.texts[n] for n in kept)),
            own=len(texts),
            defined=not told.examples,
            judged=len(asked),
        )

    def _rows(self, texts: Sequence[str]) -> csr_matrix:
        return self.rows.of(np.array([self._vectors[text] for text in texts]), texts)


def _alone(encoder: Encoder, text: str) -> np.ndarray:
    """The vector of a text by itself."""
    (found,) = encoder.units([Unit(text, "turn", wanted=True)])
    return found.vector
