"""Which codes of a codebook are those that the model has learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.codebook.wording import likeness, words
from relcode.features.fewshot import FEWEST
from relcode.features.model import LANGUAGE

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping
    from typing import Any

    from relcode.codebook import Codebook

_ALIKE = 0.5  # of the words of two definitions, for them to be of one code


def known(about: Mapping[str, Any], codebook: Codebook) -> dict[str, int]:
    """The codes that the model has learned, each with the number of its output.

    A code is known by its id and by a definition like the one it was learned with, or none to speak
    of: a researcher's "power" may be another's electricity. None is of a codebook in another
    language. `about` is model.json.
    """
    if codebook.language != LANGUAGE:
        return {}
    learned = zip(about["codes"], about["definitions"], strict=True)
    numbered = {code: (number, words(text)) for number, (code, text) in enumerate(learned)}
    return {
        code.id: numbered[code.id][0]
        for code in codebook.codes
        if code.id in numbered and _alike(numbered[code.id][1], words(code.definition))
    }


def _alike(learned: Counter[str], defined: Counter[str]) -> bool:
    return defined.total() < FEWEST or likeness(learned, defined) >= _ALIKE
