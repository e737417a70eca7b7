"""Learn on from a fitted model: its weights, taken back out of the files that ship."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.export import ENCODER, HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onnx import ModelProto

    from training.network import Network


_WITHIN, _PRODUCT = "/encoder/", "/MatMul_quant"  # how the exporter names a matrix's product
_INTEGERS = "_quantized"


@torch.no_grad()
def take_up(network: Network, folder: Path) -> None:
    """Put the weights of the model in that folder into a network that starts from the same base.

    The words stay those of the base, which no fit changes. What was rounded for shipping stays so:
    learning moves it on. Raises FileNotFoundError without a model in the folder.
    """
    own = network.encoder.state_dict()
    for name, weights in _encoder(folder / ENCODER):
        if name in own and not name.startswith("embeddings."):
            own[name].copy_(torch.tensor(weights))
    with np.load(folder / HEADS) as held:
        for head, name in ((network.codes, "codes"), (network.valences, "valences")):
            head.weight.copy_(torch.from_numpy(held[name].T))
            head.bias.copy_(torch.from_numpy(held[f"{name}_bias"]))
    # what is common to all valences was added to each of them
    torch.nn.init.zeros_(network.tone.weight)
    torch.nn.init.zeros_(network.tone.bias)


def _encoder(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    """The encoder's weights by the names that torch gives them."""
    from onnx import load_from_string  # noqa: PLC0415 - heavy
    from onnx.numpy_helper import to_array  # noqa: PLC0415

    model = load_from_string(gzip.decompress(path.read_bytes()))
    held = {one.name: to_array(one) for one in model.graph.initializer}
    matrices = _matrices(model)
    for name, values in held.items():
        if name.endswith(_INTEGERS):
            stem = name.removesuffix(_INTEGERS)
            exact = values.astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
            exact *= held[f"{stem}_scale"]
            yield (matrices[name], exact.T) if name in matrices else (_plain(stem), exact)
        elif values.dtype == np.float32:
            yield _plain(name), values


def _matrices(model: ModelProto) -> dict[str, str]:
    """Matrices have lost their names: what the product with each is called tells them."""
    return {
        node.input[1]: node.name.removeprefix(_WITHIN).removesuffix(_PRODUCT).replace("/", ".")
        + ".weight"
        for node in model.graph.node
        if node.op_type == "MatMulInteger"
    }


def _plain(name: str) -> str:
    return name.removeprefix("encoder.")
