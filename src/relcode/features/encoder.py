"""Units in their context as vectors, by the encoder in onnxruntime, on the processor alone."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.features.kept import Kept
from relcode.features.passages import passages
from relcode.features.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.features.model import Model
    from relcode.features.passages import Passage, Unit

_STORED = np.dtype("<f2")  # enough for what the encoder's 8-bit weights tell, at half the size


class Encoded(NamedTuple):
    """A wanted unit: its number, its vector, and what each of its tokens adds to each code.

    `vector` (width) is the mean of its tokens' states; `gains` (tokens, codes) are what each of
    these adds to the logits, so that their mean and the bias are the logits. The first token is
    the sign of how the unit opens. Both are rounded to 16 bits: kept or fresh, they are the same.
    """

    number: int
    vector: np.ndarray
    gains: np.ndarray


class Encoder:
    """Runs the encoder of a model, once for each passage that it has not met."""

    def __init__(self, model: Model, threads: int = 1, vectors: Path | None = None) -> None:
        """Load it; nothing is sent anywhere, and no file is made but `vectors`, where given.

        That one keeps what was encoded for the next time, as far as it can be read and written.
        """
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read when the library is imported
        import onnxruntime as ort  # noqa: PLC0415 - after that, and heavy

        options = ort.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = ort.InferenceSession(model.encoder, options, providers=providers)
        self._heads = model.heads["codes"]
        self._kept = Kept(_fingerprint(model, ort.__version__), vectors)
        self.tokens = Tokens(model.words)

    def units(self, units: Sequence[Unit]) -> Iterator[Encoded]:
        """The wanted ones of a source's units, in order, each encoded once in its passage."""
        found = list(self.tokens.of(units))
        with self._kept:
            for passage in passages(found, [one.wanted for one in units]):
                yield from self._read(passage)

    def unit(self, units: Sequence[Unit], number: int) -> Encoded:
        """The wanted one of that number, read in its passage anew; nothing is kept.

        Raises StopIteration where it is not wanted.
        """
        found = list(self.tokens.of(units))
        for passage in passages(found, [one.wanted for one in units]):
            if any(place[0] == number for place in passage.places):
                break
        read = self._unpacked(passage, self._packed(passage, self._run(passage)))
        return next(one for one in read if one.number == number)

    def _read(self, passage: Passage) -> Iterator[Encoded]:
        """Its wanted units, encoded or as they were kept."""
        key = self._kept.key(passage)
        data = self._kept.get(key)
        if data is None:
            data = self._packed(passage, self._run(passage))
            self._kept.put(key, data)
        yield from self._unpacked(passage, data)

    def _run(self, passage: Passage) -> np.ndarray:
        """The states of its tokens, (tokens, width), after [CLS] and before [SEP]."""
        # one at a time: the encoder scales its 8-bit states by the largest value in a run, so
        # that in company a unit's vector would hang on other passages; and it is no slower
        ids = np.array([[self.tokens.first, *passage.tokens, self.tokens.last]], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        return np.asarray(self._session.run(None, given)[0][0, 1:-1])

    def _packed(self, passage: Passage, states: np.ndarray) -> bytes:
        """For each wanted unit its vector, then its gains token by token."""
        gains = states @ self._heads
        parts = [
            part
            for _, first, end in passage.places
            for part in (states[first:end].mean(0), gains[first:end])
        ]
        return b"".join(part.astype(_STORED).tobytes() for part in parts)

    def _unpacked(self, passage: Passage, data: bytes) -> Iterator[Encoded]:
        width, codes = self._heads.shape
        values = np.frombuffer(data, _STORED)
        for number, first, end in passage.places:
            vector, gains, values = np.split(values, (width, width + (end - first) * codes))
            yield Encoded(number, vector.astype(np.float32), gains.reshape(-1, codes))


def _fingerprint(model: Model, runtime: str) -> str:
    """The hash of what vectors and gains depend on, besides the passage."""
    # another release of the runtime may round otherwise
    said = json.dumps([model.about["files"], runtime], sort_keys=True)
    return sha256(said.encode()).hexdigest()
