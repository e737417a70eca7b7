"""Write a fitted network as the files that the package ships."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch import nn

from training.predict import predict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.combine import Combination
    from training.folds import Folds
    from training.network import Network

_OPSET = 17


class _States(nn.Module):
    """The encoder with the two inputs that the package gives it."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """The states of the last layer."""
        found = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        return found.last_hidden_state


def encoder(network: Network, work: Path, folder: Path) -> Path:
    """encoder.onnx in that folder, its weights as 8-bit integers (dynamic, per channel)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - heavy

    whole, small = work / "encoder-fp32.onnx", folder / "encoder.onnx"
    ids = torch.randint(1000, 2000, (2, 16))
    axes = {0: "passages", 1: "tokens"}
    names = ("input_ids", "attention_mask", "states")
    torch.onnx.export(
        _States(network.encoder).eval(),
        (ids, torch.ones_like(ids)),
        str(whole),
        input_names=list(names[:2]),
        output_names=[names[2]],
        dynamic_axes=dict.fromkeys(names, axes),
        opset_version=_OPSET,
        dynamo=False,
    )
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
    return small


def heads(network: Network, folder: Path) -> Path:
    """heads.npz in that folder; what is common to all valences is in each of them."""
    tone = network.tone
    count = network.codes.out_features
    path = folder / "heads.npz"
    arrays = {
        "codes": network.codes.weight.T,
        "codes_bias": network.codes.bias,
        "valences": (network.valences.weight + tone.weight.repeat(count, 1)).T,
        "valences_bias": network.valences.bias + tone.bias.repeat(count),
    }
    np.savez(
        path, **{name: one.detach().numpy().astype(np.float32) for name, one in arrays.items()}
    )
    return path


def examples(network: Network, folds: Folds, folder: Path) -> Path:
    """examples.npz in that folder: the coded units that were learned from, to show the nearest.

    `vectors` are (units, width), of length 127 as 8-bit integers; `codes` (units, codes) as bits;
    `texts` the units, one a line, as UTF-8 bytes.
    """
    found = predict(network, folds.documents, folds.start.tokens, folds.start.codes)
    named = {document.name: document for document in folds.documents}
    lines = [named[d].lines[i] for d, i in zip(found.documents, found.lines, strict=True)]
    kept = [number for number, line in enumerate(lines) if line.codes]
    vectors = found.vectors[kept] / np.linalg.norm(found.vectors[kept], axis=1, keepdims=True)
    coded = [[code in lines[number].codes for code in folds.start.codes] for number in kept]
    texts = "\n".join(" ".join(lines[number].text.split()) for number in kept).encode()
    path = folder / "examples.npz"
    np.savez_compressed(
        path,
        vectors=np.round(vectors * 127).astype(np.int8),
        codes=np.packbits(coded, axis=1),
        texts=np.frombuffer(texts, np.uint8),
    )
    return path


class Learned(NamedTuple):
    """The codes in the order of the outputs, how they are combined, and their thresholds."""

    codes: Sequence[str]
    combination: Combination
    cuts: np.ndarray


def about(folder: Path, learned: Learned, card: dict[str, Any]) -> Path:
    """model.json in that folder, with the hashes of the files beside it."""
    files = ("encoder.onnx", "examples.npz", "heads.npz", "vocab.txt")
    mixed = learned.combination._asdict()
    values = {
        **card,
        "codes": list(learned.codes),
        "combination": {name: _rounded(part) for name, part in mixed.items()},
        "thresholds": _rounded(learned.cuts),
        "files": {name: sha256((folder / name).read_bytes()).hexdigest() for name in files},
    }
    path = folder / "model.json"
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(one), 4) for one in values]
