"""Codings with codes that the model has not learned: by their definition, and by the reviewed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from relcode.features.fewshot import chances
from relcode.features.rows import WORD
from relcode.tag.grounds import shortened
from relcode.tag.own import NONE, Learner, unlearned
from relcode.tag.stance import stance
from relcode.terms import Coding, Evidence, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scipy.sparse import csr_matrix

    from relcode.codebook import Codebook
    from relcode.features.encoder import Encoded, Encoder
    from relcode.features.fewshot import Head
    from relcode.features.model import Model
    from relcode.tag.own import Own, Shown
    from relcode.tag.support import View
    from relcode.terms import Status

SUGGESTED, CANDIDATE = 0.15, 0.09  # the probability from which on a code is one
# what a cue adds to the logit: the median of the codes that the model has learned
CUED = {"suggested": 2.4, "candidate": 0.2}
_SHOWN = 3  # words
_WORD = re.compile(WORD)


class Unlearned:
    """Scores such codes, at once by the codebook and better with every review."""

    def __init__(
        self,
        codebook: Codebook,
        model: Model,
        encoder: Encoder,
        name: str,
        given: Shown = NONE,
    ) -> None:
        """Make a head for each code that the codebook tells enough of; `name` is the tagger's.

        `given` are the reviewed units.
        """
        self._name = name
        self._codes: list[Own] = []
        self._seen: frozenset[str] = frozenset()
        if known := unlearned(model.about, codebook):
            learner = Learner(model.examples, known, encoder)
            self._rows, self._seen = learner.rows, frozenset(given.ids)
            self._codes = learner.codes(given)
            self._told = _stacked([one.told for one in self._codes])
            self._taught = _stacked([one.taught for one in self._codes])

    def codings(
        self, view: View, text: str, unit: Encoded, said: Mapping[str, Coding]
    ) -> dict[str, Coding]:
        """The codings of a segment by code, where they are worth it; `text` is the segment's.

        `said` are those that cues speak for: they keep all but their probability, and become
        suggestions where that is high enough. A segment that was reviewed is scored by the codebook
        alone, so that what people said of it is never taken for what the tagger found.
        """
        if not self._codes:
            return {}
        row = self._rows.of(unit.vector[None], [text])
        weights, biases = self._told if view.segment.id in self._seen else self._taught
        logits = np.asarray(row @ weights)[0] + biases
        found = {}
        for own, plain in zip(self._codes, logits, strict=True):
            cued = said.get(own.code)
            chance = float(chances(plain + (CUED[cued.status] if cued else 0.0)))
            if cued or chance >= CANDIDATE:
                coding = cued or self._read(view, text, row, own)
                found[own.code] = _rated(coding, chance)
        return found

    def _read(self, view: View, text: str, row: csr_matrix, own: Own) -> Coding:
        """A coding that no cue speaks for."""
        return Coding(
            segment=view.segment.id,
            code=own.code,
            valence="neutral",
            role="none",
            stance=stance(view.reading),
            status="candidate",
            coder=self._name,
            tagger=self._name,
            why=self._why(view, text, row, own),
        )

    def _why(self, view: View, text: str, row: csr_matrix, own: Own) -> Why:
        """The words that speak most for the code, and the example that the unit is most like."""
        alone = view.segment.id in self._seen
        head, judged = (own.told, 0) if alone else (own.taught, own.judged)
        examples = own.examples[: own.own] if alone else own.examples
        best = int(np.asarray(examples @ row.T.toarray()).argmax())
        by = f"the codebook and {judged} reviewed" if judged else "the codebook"
        kind = "its definition" if own.defined else "its example"
        of = kind if best < own.own else "the reviewed"
        note = f"read by {by}; most like {of} “{shortened(own.texts[best])}”"
        return Why(tuple(self._words(view.segment.start, text, row, head)), "", note)

    def _words(self, place: int, text: str, row: csr_matrix, head: Head) -> Iterator[Evidence]:
        """The words of the segment that add most; the whole of it where none adds anything."""
        gains = dict(zip(row.indices, row.data * head.weights[row.indices], strict=True))
        added: dict[str, tuple[float, int, int]] = {}
        for found in _WORD.finditer(text):
            word = found[0].lower()
            gain = gains.get(self._rows.columns.get(word, -1), 0.0)
            if gain > 0 and word.isalnum():
                added.setdefault(word, (gain, *found.span()))
        best = sorted(added.values(), reverse=True)[:_SHOWN]
        whole = len(text) - len(text.lstrip()), len(text.rstrip())
        for start, end in sorted(one[1:] for one in best) or [whole]:
            yield Evidence(text[start:end], place + start, place + end, "strong")


def _rated(coding: Coding, chance: float) -> Coding:
    """With its probability; what a strong cue suggests stays suggested."""
    high = chance >= SUGGESTED or coding.status == "suggested"
    status: Status = "suggested" if high else "candidate"
    return replace(coding, status=status, probability=round(chance, 3))


def _stacked(heads: list[Head]) -> tuple[np.ndarray, np.ndarray]:
    """The weights of all codes, (features, codes), and their biases."""
    return np.array([one.weights for one in heads]).T, np.array([one.bias for one in heads])
