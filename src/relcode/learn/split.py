"""Deal documents out to development, calibration and test, so that none is in two of them."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.learn.cases import Bools, Places

Part = Literal["development", "calibration", "test"]
PARTS: tuple[Part, ...] = get_args(Part)
# of four documents: development only proposes thresholds, calibration has to prove them
_HAND: tuple[Part, ...] = ("development", "calibration", "test", "calibration")
DEVELOPMENT, CALIBRATION = (_HAND.count(part) / len(_HAND) for part in PARTS[:2])


def split(
    sources: Sequence[str] | np.ndarray,
    truth: Bools,
    seed: int = 0,
    kept: Mapping[str, Part] | None = None,
) -> dict[str, Part]:
    """The part of every document: a quarter to development and to test, half to calibration.

    `truth` says of each segment whether the code holds, or is segments × codes. Documents with
    about as many positives are dealt out by fours, at random, the richest first, so that all parts
    have positives where three documents have any. Those in `kept` stay where they were, so that a
    split stays frozen while a study grows. The same documents and seed give the same split.
    """
    frozen = dict(kept or {})
    names, places = np.unique(np.asarray(sources).astype(str), return_inverse=True)
    richness = dict(zip(names.tolist(), _richness(places, truth).tolist(), strict=True))
    new = [name for name in names.tolist() if name not in frozen]
    order = sorted(new, key=lambda name: (-richness[name], _lot(seed, name)))
    first = not frozen
    for start in range(0, len(order), len(_HAND)):
        hand = order[start : start + len(_HAND)]
        frozen.update(zip(_shuffled(hand, seed, spread=first and not start), _HAND, strict=False))
    return frozen


def _shuffled(hand: list[str], seed: int, *, spread: bool) -> list[str]:
    """Four documents at random; where they are to spread, the three richest go to three parts."""
    if len(hand) < len(_HAND) or spread:
        richest, rest = hand[:3], hand[3:]
        return sorted(richest, key=lambda name: _lot(seed + 1, name)) + rest
    return sorted(hand, key=lambda name: _lot(seed + 1, name))


def _richness(places: Places, truth: Bools) -> np.ndarray:
    """For each document its share of the positives, summed over codes: rare codes count as much."""
    columns = np.asarray(truth, float)
    if columns.ndim == 1:
        columns = columns[:, None]
    held = columns / np.maximum(columns.sum(axis=0), 1)
    return np.asarray(np.bincount(places, held.sum(axis=1)))


def _lot(seed: int, name: str) -> bytes:
    """What looks random and depends on the seed and the name alone."""
    return blake2b(f"{seed} {name}".encode(), digest_size=8).digest()
