"""The language of a source, by pieces from all over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.encoding.language import UNDETERMINED, identified, is_known
from relcode.read.normalise import language_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.terms import Block

_SURE = 0.9
_PIECE = 400  # of each block at most, so that one long turn in another language decides nothing
_SAMPLE = 6_000


def language(text: str, blocks: Sequence[Block], declared: str | None = None) -> str:
    """The ISO 639-1 code of the blocks' text, or "und" where it is too short or unclear.

    `declared` is what the file says of itself ("en-GB"), taken where the text does not tell.
    """
    found, sure = identified(_sample(text, blocks))
    if sure >= _SURE:
        return found
    code = language_code(declared) or UNDETERMINED
    return code if is_known(code) else UNDETERMINED


def _sample(text: str, blocks: Sequence[Block]) -> str:
    """Pieces of blocks from all over the source, a bounded amount however long it is."""
    spoken = [block for block in blocks if block.form != "furniture" and block.role != "system"]
    step = max(1, len(spoken) * _PIECE // (_SAMPLE * 4))
    pieces: list[str] = []
    size = 0
    for block in spoken[::step]:
        piece = text[block.start : min(block.end, block.start + _PIECE)]
        pieces.append(piece)
        size += len(piece)
        if size > _SAMPLE * 2:
            break
    return "\n".join(pieces)
