"""Which language a stretch of text is in, told by py3langid: the one small model that is offline.

Method: M. Lui and T. Baldwin, langid.py, ACL 2012 (naive Bayes over byte n-grams), in the
retrained model of py3langid. Only codes of ISO 639-1 take part.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

UNDETERMINED = "und"
_LETTERS = 25  # below this even a right guess is luck
_ISO_639_1 = 2  # letters of a code
_LETTER = re.compile(r"[^\W\d_]")
_MARKUP = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|<[^<>]{0,200}>|[*_#`\[\]()|]+")


def identified(text: str) -> tuple[str, float]:
    """The likeliest language of a text and how sure that is, 0 to 1."""
    clean = _MARKUP.sub(" ", text)
    if len(_LETTER.findall(clean)) < _LETTERS:
        return UNDETERMINED, 0.0
    found, sure = _identifier().classify(clean)
    return found, sure


def is_known(code: str) -> bool:
    """Whether the model can tell a language with this code."""
    return code in _identifier().labels


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.8 s, once

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == _ISO_639_1])
    return identifier
