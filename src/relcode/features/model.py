"""The model that relcode ships: its files, checked, and what they say about themselves."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SHIPPED = "relational_en"
LANGUAGE = "en"  # what it reads
_LENGTH = 127  # of the vectors of examples, as 8-bit integers


@dataclass(frozen=True, slots=True)
class Examples:
    """The coded units that a model learned from.

    `vectors` are (units, width), each of length 1; `coded` is (units, codes); `texts` are theirs.
    """

    vectors: np.ndarray
    coded: np.ndarray
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """An encoder's bytes and vocabulary, the heads for codes and valences, and the card's data.

    `heads` are `codes` (width, codes) with `codes_bias`, and `valences` (width, codes × 4) with
    `valences_bias`; `about` is model.json.
    """

    name: str
    encoder: bytes
    words: tuple[str, ...]
    heads: dict[str, np.ndarray]
    examples: Examples
    about: dict[str, Any]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it has learned, in the order of its outputs."""
        return tuple(self.about["codes"])


class Described(NamedTuple):
    """What model.json says, without a look at the other files; `hash` is of the file itself."""

    codes: tuple[str, ...]
    hash: str
    values: dict[str, Any]


@cache
def described() -> Described:
    """What the model in the package says of itself; raises RelcodeError where it is damaged."""
    file = files("relcode.models") / SHIPPED / "model.json"
    data = _read(file)
    try:
        values: dict[str, Any] = json.loads(data)
        return Described(tuple(values["codes"]), sha256(data).hexdigest(), values)
    except (ValueError, KeyError) as error:
        raise _changed(file) from error


@cache
def shipped() -> Model:
    """The model in the package; raises RelcodeError where a file is not the one that was made."""
    folder = files("relcode.models") / SHIPPED
    about = described().values
    parts = {name: _checked(folder / name, expected) for name, expected in about["files"].items()}
    with np.load(io.BytesIO(parts["examples.npz"])) as held:
        coded = np.unpackbits(held["codes"], axis=1, count=len(about["codes"])).astype(bool)
        vectors = held["vectors"].astype(np.float32) / _LENGTH
        texts = tuple(held["texts"].tobytes().decode("utf-8").split("\n"))
    with np.load(io.BytesIO(parts["heads.npz"])) as held:
        heads = {name: held[name] for name in held.files}
    words = tuple(parts["vocab.txt"].decode("utf-8").splitlines())
    examples = Examples(vectors, coded, texts)
    encoder = gzip.decompress(parts["encoder.onnx.gz"])
    return Model(about["name"], encoder, words, heads, examples, about)


def _checked(file: Traversable, expected: str) -> bytes:
    data = _read(file)
    if sha256(data).hexdigest() != expected:
        raise _changed(file)
    return data


def _read(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"a file of the model is missing ({error.strerror or error})"
        raise RelcodeError(message, where=file.name, fix="install relcode again") from error


def _changed(file: Traversable) -> RelcodeError:
    message = "this file of the model is not the one that was made"
    return RelcodeError(message, where=file.name, fix="install relcode again")
