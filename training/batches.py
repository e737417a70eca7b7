"""Documents as tensors: padded passages, where the units stand in them, and their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch

from relcode.features.passages import passages
from training.corpus import VALENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.features.passages import Passage
    from relcode.features.tokens import Tokens
    from training.corpus import Document


class Example(NamedTuple):
    """A passage with what is coded in it: for each place {code number: valence number}."""

    passage: Passage
    coded: list[dict[int, int]]
    document: str


class Batch(NamedTuple):
    """Passages side by side.

    `tokens` and `mask` are (passages, tokens); `pool` is (units, passages × tokens) and takes the
    mean over each unit's own tokens; `codes` is (units, codes), 1 where coded; `valences` is
    (units, codes), the number of the valence, -1 where not coded.
    """

    tokens: torch.Tensor
    mask: torch.Tensor
    pool: torch.Tensor
    codes: torch.Tensor
    valences: torch.Tensor


def examples(
    documents: Sequence[Document], tokens: Tokens, codes: Sequence[str]
) -> Iterator[Example]:
    """The passages of the documents with their codes."""
    numbers = {code: number for number, code in enumerate(codes)}
    for document in documents:
        found = list(tokens.of(document.units))
        for passage in passages(found, [one.wanted for one in document.units]):
            coded = [
                {numbers[c]: VALENCES.index(v) for c, v in document.lines[number].codes.items()}
                for number, _, _ in passage.places
            ]
            yield Example(passage, coded, document.name)


def batch(chosen: Sequence[Example], tokens: Tokens, codes: int) -> Batch:
    """These passages, padded to the longest."""
    longest = max(len(one.passage.tokens) for one in chosen) + 2
    ids = torch.full((len(chosen), longest), tokens.padding)
    pool = torch.zeros(sum(len(one.coded) for one in chosen), len(chosen), longest)
    valences = torch.full((len(pool), codes), -1)
    unit = 0
    for row, (passage, coded, _) in enumerate(chosen):
        filled = [tokens.first, *passage.tokens, tokens.last]
        ids[row, : len(filled)] = torch.tensor(filled)
        for (_, start, end), given in zip(passage.places, coded, strict=True):
            pool[unit, row, start + 1 : end + 1] = 1 / (end - start)
            for code, valence in given.items():
                valences[unit, code] = valence
            unit += 1
    mask = (ids != tokens.padding).long()
    return Batch(ids, mask, pool.flatten(1), (valences >= 0).float(), valences)
