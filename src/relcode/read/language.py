"""The language of a text, told by py3langid: the one small model that is told apart offline.

Method: M. Lui and T. Baldwin, langid.py, ACL 2012 (naive Bayes over byte n-grams), in the
retrained model of py3langid. Only codes of ISO 639-1 take part.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from relcode.read.normalise import language_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

    from relcode.terms import Block

UNDETERMINED = "und"
_SURE = 0.9
_LETTERS = 25  # below this even a right guess is luck
_ISO_639_1 = 2  # letters of a code
_PIECE = 400  # of each block at most, so that one long turn in another language decides nothing
_SAMPLE = 6_000
_LETTER = re.compile(r"[^\W\d_]")
_MARKUP = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|<[^<>]{0,200}>|[*_#`\[\]()|]+")


def language(text: str, blocks: Sequence[Block], declared: str | None = None) -> str:
    """The ISO 639-1 code of the blocks' text, or "und" where it is too short or unclear.

    `declared` is what the file says of itself ("en-GB"), taken where the text does not tell.
    """
    found, sure = identified(_sample(text, blocks))
    if sure >= _SURE:
        return found
    code = language_code(declared) or UNDETERMINED
    return code if code in _identifier().labels else UNDETERMINED


def identified(text: str) -> tuple[str, float]:
    """The likeliest language of a text and how sure that is, 0 to 1."""
    clean = _MARKUP.sub(" ", text)
    if len(_LETTER.findall(clean)) < _LETTERS:
        return UNDETERMINED, 0.0
    found, sure = _identifier().classify(clean)
    return found, sure


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.8 s, once

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == _ISO_639_1])
    return identifier


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
