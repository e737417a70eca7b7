"""Write a fitted network as the files that the package ships."""

from __future__ import annotations

import copy
import gzip
import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch import nn

from relcode.features.model import Examples, Model
from training.predict import predict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Code
    from training.combine import Combination, Tone
    from training.corpus import Document, Line
    from training.fit import Start
    from training.network import Network

ENCODER, HEADS = "encoder.onnx.gz", "heads.npz"
_OPSET = 17
_STEPS = 31  # on each side of zero
_ENOUGH = 120  # examples of a code


class _States(nn.Module):
    """The encoder with the two inputs that the package gives it."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """The states of the last layer."""
        found = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        return found.last_hidden_state


def write(network: Network, folder: Path) -> None:
    """Write encoder.onnx.gz and heads.npz into that folder, whole or not at all."""
    part = folder.with_suffix(".part")
    part.mkdir(exist_ok=True)
    _encoder(network, part)
    _heads(network, part)
    part.rename(folder)


def _encoder(network: Network, folder: Path) -> None:
    """The encoder, its weights as 8-bit integers (dynamic, per channel).

    The weights are rounded to 6 bits first, which costs little and packs a third smaller.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - heavy

    whole, small = folder / "encoder-fp32.onnx", folder / "encoder-int8.onnx"
    ids = torch.randint(1000, 2000, (2, 16))
    axes = {0: "passages", 1: "tokens"}
    names = ("input_ids", "attention_mask", "states")
    torch.onnx.export(
        _States(_rounded_off(network.encoder)).eval(),
        (ids, torch.ones_like(ids)),
        str(whole),
        input_names=list(names[:2]),
        output_names=[names[2]],
        dynamic_axes=dict.fromkeys(names, axes),
        opset_version=_OPSET,
        dynamo=False,
    )
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
    (folder / ENCODER).write_bytes(gzip.compress(small.read_bytes(), mtime=0))
    whole.unlink()
    small.unlink()


@torch.no_grad()
def _rounded_off(encoder: nn.Module) -> nn.Module:
    """A copy whose matrices hold 63 values a row."""
    copied = copy.deepcopy(encoder)
    for layer in copied.modules():
        if isinstance(layer, nn.Linear):
            step = layer.weight.abs().amax(1, keepdim=True) / _STEPS
            layer.weight.copy_((layer.weight / step).round() * step)
    return copied


def _heads(network: Network, folder: Path) -> None:
    """The heads; what is common to all valences is in each of them."""
    tone = network.tone
    count = network.codes.out_features
    arrays = {
        "codes": network.codes.weight.T,
        "codes_bias": network.codes.bias,
        "valences": (network.valences.weight + tone.weight.repeat(count, 1)).T,
        "valences_bias": network.valences.bias + tone.bias.repeat(count),
    }
    np.savez(
        folder / HEADS,
        **{name: one.detach().numpy().astype(np.float32) for name, one in arrays.items()},
    )


def model(folder: Path, start: Start) -> Model:
    """The model whose encoder and heads lie in that folder, as relcode runs it."""
    with np.load(folder / HEADS) as held:
        arrays = {name: held[name] for name in held.files}
    packed = (folder / ENCODER).read_bytes()
    words = tuple((start.base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    width = len(arrays["codes"])
    none = Examples(np.zeros((0, width), np.float32), np.zeros((0, len(start.codes)), bool), ())
    about = {"codes": list(start.codes), "files": {ENCODER: sha256(packed).hexdigest()}}
    return Model("fitted", gzip.decompress(packed), words, arrays, none, about)


def examples(fitted: Model, taught: Sequence[Document], codes: Sequence[str], folder: Path) -> Path:
    """examples.npz in that folder: coded units of fictional texts `taught`, to show the nearest.

    `vectors` are (units, width), of length 127 as 8-bit integers; `codes` (units, codes) as bits;
    `texts` the units, one a line, as UTF-8 bytes.
    """
    documents = [one for one in taught if not one.real]
    found = predict(fitted, documents)
    named = {document.name: document for document in documents}
    lines = [named[d].lines[i] for d, i in zip(found.documents, found.lines, strict=True)]
    kept = list(_telling(lines))
    vectors = found.vectors[kept] / np.linalg.norm(found.vectors[kept], axis=1, keepdims=True)
    coded = [[code in lines[number].codes for code in codes] for number in kept]
    texts = "\n".join(" ".join(lines[number].text.split()) for number in kept).encode()
    path = folder / "examples.npz"
    np.savez_compressed(
        path,
        vectors=np.round(vectors * 127).astype(np.int8),
        codes=np.packbits(coded, axis=1),
        texts=np.frombuffer(texts, np.uint8),
    )
    return path


def _telling(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of coded lines, until there are enough of each code."""
    found: Counter[str] = Counter()
    for number, line in enumerate(lines):
        if any(found[code] < _ENOUGH for code in line.codes):
            found.update(line.codes.keys())
            yield number


class Learned(NamedTuple):
    """The codes in the order of the outputs, how they are combined, and their thresholds.

    `branches` are thresholds of core codes, in the order of the codes.
    """

    codes: Sequence[Code]
    combination: Combination
    tone: Tone
    cuts: np.ndarray
    branches: np.ndarray


def about(folder: Path, learned: Learned, card: dict[str, Any]) -> Path:
    """model.json in that folder, with the hashes of the files beside it."""
    files = (ENCODER, "examples.npz", HEADS, "vocab.txt")
    values = {
        **card,
        "codes": [code.id for code in learned.codes],
        "definitions": [code.definition for code in learned.codes],
        "combination": _listed(learned.combination),
        "tone": _listed(learned.tone),
        "thresholds": _rounded(learned.cuts),
        "branches": _branches(learned),
        "files": {name: sha256((folder / name).read_bytes()).hexdigest() for name in files},
    }
    path = folder / "model.json"
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _branches(learned: Learned) -> dict[str, float]:
    """The thresholds of the core codes that have one."""
    cores = [code.id for code in learned.codes if code.core]
    cuts = zip(cores, _rounded(learned.branches), strict=True)
    return {core: cut for core, cut in cuts if cut <= 1}


def _listed(values: Combination | Tone) -> dict[str, list[float]]:
    return {name: _rounded(part) for name, part in values._asdict().items()}


def _rounded(values: np.ndarray) -> list[float]:
    return np.round(values, 4).tolist()  # type: ignore[no-any-return]
