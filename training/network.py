"""The network: an encoder, the mean over each unit's own tokens, heads for codes and valence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from training.corpus import VALENCES

if TYPE_CHECKING:
    from pathlib import Path

    from training.batches import Batch

_RARE = -3.5  # the logit that the heads start from: a code stands on few units
_DROPPED = 0.1


class Network(nn.Module):
    """Reads a batch into logits of codes (units, codes) and valences (units, codes, 4)."""

    def __init__(self, base: Path, codes: int, layers: int) -> None:
        """Start from the lowest layers of the encoder in the folder `base`."""
        from transformers import AutoModel  # noqa: PLC0415 - seconds to import

        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            base, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.config.num_hidden_layers = layers
        _drop_fast(self.encoder)
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(_DROPPED)
        self.codes = nn.Linear(width, codes)
        self.valences = nn.Linear(width, codes * len(VALENCES))
        self.tone = nn.Linear(width, len(VALENCES))  # of a unit, whatever its code
        nn.init.constant_(self.codes.bias, _RARE)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """The logits of codes and of valences."""
        return self.heads(self.drop(self.vectors(batch)))

    def heads(self, units: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The logits of units by their vectors."""
        valences = self.valences(units).unflatten(-1, (-1, len(VALENCES)))
        return self.codes(units), valences + self.tone(units).unsqueeze(1)

    def vectors(self, batch: Batch) -> torch.Tensor:
        """The mean over each unit's own tokens, (units, width)."""
        found = self.encoder(input_ids=batch.tokens, attention_mask=batch.mask)
        return batch.pool @ found.last_hidden_state.float().flatten(0, 1)


class Drop(nn.Module):
    """Dropout by masks cut out of one long one: torch draws a third of a step's time on a CPU."""

    def __init__(self, share: float, length: int = 1 << 24) -> None:
        """Drop this share of the values."""
        super().__init__()
        drawn = torch.rand(length) >= share
        self._mask = drawn.to(torch.bfloat16).div_(1 - share)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """The values, some of them zero and the others the greater for it, while it is trained."""
        if not self.training:
            return values
        start = int(torch.randint(len(self._mask) - values.numel(), ()))
        return values * self._mask[start : start + values.numel()].view(values.shape)


def _drop_fast(encoder: nn.Module) -> None:
    fast = Drop(_DROPPED)
    for whole in list(encoder.modules()):
        for name, part in list(whole.named_children()):
            if isinstance(part, nn.Dropout) and part.p:
                setattr(whole, name, fast)


class Loss:
    """What a batch costs: codes, their core codes, and the valence of what is coded."""

    def __init__(self, rolled: torch.Tensor, *, smoothing: float, tone: float = 0.7) -> None:
        """`rolled` is (codes, core codes), 1 where a code rolls up to a core code."""
        self._rolled, self._smoothing, self._tone = rolled, smoothing, tone

    def __call__(self, codes: torch.Tensor, valences: torch.Tensor, batch: Batch) -> torch.Tensor:
        """The mean over units of the summed loss of their codes."""
        soft = batch.codes * (1 - self._smoothing) + self._smoothing / 10
        own = self._own(codes, soft)
        nothing = nn.functional.logsigmoid(-codes) @ self._rolled  # log of the chance of no child
        present = (batch.codes @ self._rolled).clamp(max=1)
        any_ = torch.log1p(-nothing.exp().clamp(max=1 - 1e-6))
        core = -(present * any_ + (1 - present) * nothing)
        cost = own.sum(1).mean() + core.sum(1).mean()
        coded = batch.valences >= 0
        if coded.any():
            cost = cost + self._tone * nn.functional.cross_entropy(
                valences[coded], batch.valences[coded]
            )
        return cost

    def _own(self, codes: torch.Tensor, soft: torch.Tensor) -> torch.Tensor:
        """What each decision costs, (units, codes)."""
        return nn.functional.binary_cross_entropy_with_logits(codes, soft, reduction="none")


class Focal(Loss):
    """A loss in which easy decisions weigh little (Lin et al. 2017, Focal Loss)."""

    exponent = 2.0

    def _own(self, codes: torch.Tensor, soft: torch.Tensor) -> torch.Tensor:
        """What each decision costs, weighed by the chance of the wrong answer."""
        wrong = torch.where(soft > 0.5, torch.sigmoid(-codes), torch.sigmoid(codes))  # noqa: PLR2004
        return super()._own(codes, soft) * wrong.detach() ** self.exponent
