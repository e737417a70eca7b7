"""Units in their context as vectors, by the encoder in onnxruntime, on the processor alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.passages import passages
from relcode.features.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.features.model import Model
    from relcode.features.passages import Passage, Unit


class Encoded(NamedTuple):
    """A wanted unit: its number, and the states of its tokens, (tokens, width).

    The first of the tokens is the sign of how the unit opens; the mean is its vector.
    """

    number: int
    states: np.ndarray

    @property
    def vector(self) -> np.ndarray:
        """The mean over its tokens."""
        return np.asarray(self.states.mean(0))


class Encoder:
    """Runs the encoder of a model."""

    def __init__(self, model: Model, threads: int = 1) -> None:
        """Load it; nothing is sent anywhere and no file is made."""
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read when the library is imported
        import onnxruntime as ort  # noqa: PLC0415 - after that, and heavy

        options = ort.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = ort.InferenceSession(model.encoder, options, providers=providers)
        self.tokens = Tokens(model.words)

    def units(self, units: Sequence[Unit]) -> Iterator[Encoded]:
        """The wanted ones of a source's units, in order, each encoded once in its passage."""
        found = list(self.tokens.of(units))
        for passage in passages(found, [one.wanted for one in units]):
            states = self._run(passage)
            for number, first, end in passage.places:
                yield Encoded(number, states[first + 1 : end + 1])

    def _run(self, passage: Passage) -> np.ndarray:
        """The states of its tokens, (tokens, width), after [CLS] and before [SEP]."""
        # one at a time: the encoder scales its 8-bit states by the largest value in a run, so
        # that in company a unit's vector would hang on other passages; and it is no slower
        ids = np.array([[self.tokens.first, *passage.tokens, self.tokens.last]], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        return np.asarray(self._session.run(None, given)[0][0])
