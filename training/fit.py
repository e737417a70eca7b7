"""Fit a network to documents; what was done is saved as it goes, and taken up again."""

from __future__ import annotations

import math
import random
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch

from training import onward
from training.batches import batch, examples
from training.network import Loss, Network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from relcode.features.tokens import Tokens
    from training.batches import Example
    from training.corpus import Document

_WARM = 0.1  # share of the steps in which the rate rises


@dataclass(frozen=True, slots=True)
class Settings:
    """How a network is fitted; rates are those of AdamW at their height.

    `layers` are kept of the encoder, from the lowest up, and the lowest `frozen` stay as they are.
    Where a fit learns on from a model, what that model knows is gone through once in all epochs.
    """

    epochs: int = 5
    rate: float = 1e-4
    head_rate: float = 2e-3
    passages: int = 6
    smoothing: float = 0.02
    layers: int = 7
    frozen: int = 2
    seed: int = 7


ONWARD = Settings(epochs=2, rate=3e-5, head_rate=5e-4)


class Known(NamedTuple):
    """A model to learn on from: its folder, and the version that is made of it.

    It knows the documents that an earlier version learned from.
    """

    folder: Path
    version: int


class Start(NamedTuple):
    """What every fit starts from: the encoder's folder, its tokens, the codes, the settings.

    `rolled` is (codes, core codes), 1 where a code rolls up to a core code that others do, too.
    `known` is a model to learn on from.
    """

    base: Path
    tokens: Tokens
    codes: Sequence[str]
    rolled: torch.Tensor
    settings: Settings
    known: Known | None = None


class Masters:
    """Exact copies of the encoder's 16-bit weights: small steps would be lost in those."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        """Turn the encoder into 16 bits, and keep what it learns in 32."""
        exact = [one.detach().clone() for one in encoder.parameters() if one.requires_grad]
        encoder.to(torch.bfloat16)
        self._rough = [one for one in encoder.parameters() if one.requires_grad]
        self._exact = exact

    def __iter__(self) -> Iterator[torch.Tensor]:
        """The exact ones, which the optimizer moves."""
        return iter(self._exact)

    def take(self) -> None:
        """Take the gradients over from the rough ones."""
        for exact, rough in zip(self._exact, self._rough, strict=True):
            exact.grad = None if rough.grad is None else rough.grad.float()
            rough.grad = None

    @torch.no_grad()
    def give(self) -> None:
        """Round the exact ones into the rough ones."""
        for exact, rough in zip(self._exact, self._rough, strict=True):
            rough.copy_(exact)

    @torch.no_grad()
    def finish(self, encoder: torch.nn.Module) -> None:
        """Make the encoder exact again; there is nothing more to learn after that."""
        encoder.to(torch.float32)
        self.give()

    @torch.no_grad()
    def held(self) -> list[torch.Tensor]:
        """The exact ones, to be saved."""
        return list(self._exact)

    @torch.no_grad()
    def renew(self, held: list[torch.Tensor]) -> None:
        """Take up exact ones that were saved."""
        for exact, saved in zip(self._exact, held, strict=True):
            exact.copy_(saved)
        self.give()


class Fit:
    """One network being fitted; `state` is the file that it is saved to and taken up from."""

    def __init__(
        self, start: Start, documents: Sequence[Document], loss: type[Loss] = Loss
    ) -> None:
        """Prepare the network and its examples."""
        torch.manual_seed(start.settings.seed)
        self.settings = start.settings
        self._tokens, self._codes = start.tokens, start.codes
        known, new = _known(documents, start.known)
        self._known, self._new = (
            list(examples(some, start.tokens, start.codes)) for some in (known, new)
        )
        self.network = Network(start.base, len(start.codes), start.settings.layers)
        if start.known:
            onward.take_up(self.network, start.known.folder)
        self._freeze(start.settings.frozen)
        self._masters = Masters(self.network.encoder)
        self._loss = loss(start.rolled, smoothing=start.settings.smoothing)
        size, epochs = start.settings.passages, range(start.settings.epochs)
        self._steps = sum(math.ceil(len(self._order(epoch)) / size) for epoch in epochs)
        self._optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)
        self._rates = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._rate)
        self._epoch = 0

    def run(self, state: Path, say: Callable[[str], None]) -> Network:
        """The fitted network; `state` holds it, and how far it got, while it is not done."""
        if state.exists():
            self._load(state)
        while self._epoch < self.settings.epochs:
            begun = time.monotonic()
            cost = self._pass()
            self._epoch += 1
            say(f"epoch {self._epoch}: loss {cost:.3f}, {time.monotonic() - begun:.0f} s")
            self._save(state)
        self._masters.finish(self.network.encoder)
        return self.network.eval()

    def _pass(self) -> float:
        self.network.train()
        order = self._order(self._epoch)
        size, total, count = self.settings.passages, 0.0, 0
        for start in range(0, len(order), size):
            total += self._step(order[start : start + size])
            count += 1
        return total / count

    def _order(self, epoch: int) -> list[Example]:
        """What an epoch goes through: all that is new, and its share of what is known."""
        known = list(self._known)
        random.Random(self.settings.seed).shuffle(known)  # noqa: S311
        order = known[epoch :: self.settings.epochs] + self._new
        random.Random(f"{self.settings.seed} {epoch}").shuffle(order)  # noqa: S311
        return order

    def _step(self, chosen: Sequence[Example]) -> float:
        given = batch(chosen, self._tokens, len(self._codes))
        cost = self._loss(*self.network(given), given)
        self._optimizer.zero_grad()
        cost.backward()
        self._masters.take()
        torch.nn.utils.clip_grad_norm_([*self._masters, *self._heads()], 1.0)
        self._optimizer.step()
        self._masters.give()
        self._rates.step()
        return float(cost)

    def _rate(self, step: int) -> float:
        rising = (step + 1) / (_WARM * self._steps)
        return min(1.0, rising) * max(0.0, 1 - step / self._steps)

    def _freeze(self, layers: int) -> None:
        """Leave the words and the lowest layers as they are."""
        encoder = self.network.encoder
        for part in (encoder.embeddings, *encoder.encoder.layer[:layers]):
            part.requires_grad_(False)  # noqa: FBT003 - torch's own signature

    def _heads(self) -> list[torch.nn.Parameter]:
        heads = (self.network.codes, self.network.valences, self.network.tone)
        return [parameter for head in heads for parameter in head.parameters()]

    def _groups(self) -> list[dict[str, object]]:
        return [
            {"params": list(self._masters), "lr": self.settings.rate},
            {"params": self._heads(), "lr": self.settings.head_rate},
        ]

    def _save(self, state: Path) -> None:
        part = state.with_suffix(".part")
        held = {
            "settings": asdict(self.settings),
            "epoch": self._epoch,
            "network": self.network.state_dict(),
            "exact": self._masters.held(),
            "optimizer": self._optimizer.state_dict(),
            "rates": self._rates.state_dict(),
        }
        torch.save(held, part)
        part.replace(state)

    def _load(self, state: Path) -> None:
        held = torch.load(state, weights_only=True)
        self._epoch = held["epoch"]
        self.network.load_state_dict(held["network"])
        self._masters.renew(held["exact"])
        self._optimizer.load_state_dict(held["optimizer"])
        self._rates.load_state_dict(held["rates"])


def _known(
    documents: Sequence[Document], known: Known | None
) -> tuple[list[Document], list[Document]]:
    """The documents that the model to learn on from knows, and those that are new to it."""
    found: tuple[list[Document], list[Document]] = ([], [])
    for one in documents:
        new = known is None or one.since is None or one.since >= known.version
        found[new].append(one)
    return found
