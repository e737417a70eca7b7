"""Words to the numbers that the encoder knows: WordPiece by the vocabulary it was made with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from relcode.features.passages import LONGEST_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

    from relcode.features.passages import Opening, Unit

_OPENINGS: dict[Opening, str] = {
    "question": "[unused1]",
    "heading": "[unused2]",
    "turn": "[unused3]",
    "same": "[unused4]",
}
_UNKNOWN = "[UNK]"
_LONGEST_WORD = 100
_BATCH = 512


class Tokens:
    """The tokens of units, each after the sign of how it opens."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are the lines of the vocabulary, whose order gives the numbers."""
        known = {word: number for number, word in enumerate(words)}
        self.first, self.last, self.padding = (known[w] for w in ("[CLS]", "[SEP]", "[PAD]"))
        self._signs = {opening: known[sign] for opening, sign in _OPENINGS.items()}
        self._tokenizer = _tokenizer(known)

    def of(self, units: Sequence[Unit]) -> Iterator[list[int]]:
        """The tokens of each unit, its opening first."""
        for start in range(0, len(units), _BATCH):
            batch = units[start : start + _BATCH]
            found = self._tokenizer.encode_batch([one.text for one in batch])
            for unit, one in zip(batch, found, strict=True):
                yield [self._signs[unit.opening], *one.ids[: LONGEST_UNIT - 1]]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where in the text each of its tokens stands; the opening has no place."""
        return list(self._tokenizer.encode(text).offsets[: LONGEST_UNIT - 1])


def _tokenizer(known: dict[str, int]) -> Tokenizer:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # tokenizers brings a client that could call home
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415 - see above

    pieces = models.WordPiece(known, unk_token=_UNKNOWN, max_input_chars_per_word=_LONGEST_WORD)
    tokenizer = Tokenizer(pieces)
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer
