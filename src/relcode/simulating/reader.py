"""Reads units by the model's codes and by others, having learned from some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.fewshot import Taught, blend, chances, zero_shot
from relcode.features.passages import Unit
from relcode.features.rows import Rows
from relcode.learn.heads import STRONG, WEAK, Given, learned
from relcode.learn.shipped import Shipped
from relcode.learn.space import Space
from relcode.tag.known import known
from relcode.tag.own import unlearned
from relcode.tag.unlearned import CUED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from relcode.codebook import Codebook
    from relcode.features.encoder import Encoder
    from relcode.features.fewshot import Head, Told
    from relcode.features.model import Model
    from relcode.learn.simulation import Coded

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Places = NDArray[np.intp]


class Units(NamedTuple):
    """Coded units: `vectors` (n, width), their texts, and of each what cues and people say.

    `cues` (n, codes) are 0, 1 or 2 for no, a weak or a strong one; the codes are those of the
    reader.
    """

    vectors: NDArray[np.float32]
    texts: Sequence[str]
    cues: NDArray[np.int8]
    coded: Coded


def readable(model: Model, codebook: Codebook) -> tuple[str, ...]:
    """The codes that can be read, in the order of all columns: first those of the model."""
    return (*known(model.about, codebook), *unlearned(model.about, codebook))


class Reader:
    """Says of units what the full tagger would say, had people reviewed some of them."""

    def __init__(self, model: Model, codebook: Codebook, encoder: Encoder, units: Units) -> None:
        """Prepare the units, and encode what the codebook says of codes of its own."""
        self._units = units
        places = list(known(model.about, codebook).values())
        self._learned = len(places)
        self._space = Space(model.examples.vectors)
        self._given = self._as_given(Shipped(model), places)
        self._own = _Own(model, unlearned(model.about, codebook), encoder, units)

    def __call__(self, reviewed: Bools, codes: Places) -> Floats:
        """The chances (n, codes) of all units by what is learned from those that are reviewed."""
        own = codes >= self._learned
        found = np.zeros((len(self._units.texts), len(codes)))
        found[:, ~own] = self._model_codes(reviewed, codes[~own])
        for column in np.flatnonzero(own).tolist():
            found[:, column] = self._own.read(reviewed, int(codes[column]), self._learned)
        return found

    def _as_given(self, shipped: Shipped, places: Sequence[int]) -> Given:
        units, count = self._units, len(places)
        cues = np.zeros((len(units.texts), len(shipped.cuts)), np.int8)
        cues[:, places] = units.cues[:, :count]
        return Given(
            vectors=units.vectors,
            logits=shipped.logits(units.vectors, cues)[:, places],
            cues=units.cues[:, :count],
            holds=(units.coded.holds & units.coded.decided)[:, :count],
            counts=units.coded.decided[:, :count].astype(float),
            sources=units.coded.sources.astype(np.str_),
        )

    def _model_codes(self, reviewed: Bools, codes: Places) -> Floats:
        given = self._given._replace(
            logits=self._given.logits[:, codes],
            cues=self._given.cues[:, codes],
            holds=self._given.holds[:, codes],
            counts=self._given.counts[:, codes],
        )
        if not (len(codes) and reviewed.any()):
            return chances(given.logits)
        return learned(given.of(reviewed), self._space).chances(given)


class _Own:
    """Codes that the model has not learned."""

    def __init__(
        self, model: Model, codes: Mapping[str, Told], encoder: Encoder, units: Units
    ) -> None:
        self._units = units
        self._heads: list[tuple[Head, csr_matrix, csr_matrix]] = []
        if codes:
            texts = [text for one in codes.values() for text in (*one.yes, *one.unlike)]
            rows = Rows(model.examples, texts)
            self._rows = rows.of(units.vectors, units.texts)
            for one in codes.values():
                yes, no = (_rows(rows, encoder, some) for some in (one.yes, one.unlike))
                self._heads.append((zero_shot(rows, yes, no), yes, no))

    def read(self, reviewed: Bools, code: int, first: int) -> Floats:
        """The chances (n) of the code in this column; `first` is the column of the first."""
        asked = reviewed & self._units.coded.decided[:, code]
        head, yes, no = self._heads[code - first]
        if asked.any():
            holds = self._units.coded.holds[asked, code]
            taught = Taught(self._rows[asked], holds, np.ones(len(holds)))
            head = blend(head, yes, no, taught)
        cues = self._units.cues[:, code]
        cued = CUED["suggested"] * (cues == STRONG) + CUED["candidate"] * (cues == WEAK)
        return chances(self._rows @ head.weights + head.bias + cued)


def _rows(rows: Rows, encoder: Encoder, texts: Sequence[str]) -> csr_matrix:
    """Texts as rows, each encoded by itself."""
    units = ([Unit(text, "turn", wanted=True)] for text in texts)
    vectors = [one.vector for each in units for one in encoder.units(each)]
    return rows.of(np.array(vectors), texts)
