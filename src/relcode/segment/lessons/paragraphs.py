"""How likely a paragraph of a paper states a lesson: a linear model of what it says and where.

Logistic regression on the share of words of each kind, and on the place of the paragraph: part of
the paper, headings above, position. Fitted by `python -m training.lessons` to papers of which two
readers marked every paragraph (corpora/lessons); figures in docs/papers.md.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from relcode.rules import content
from relcode.segment.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.segment.lessons.headings import Prior
    from relcode.segment.parts import Part

_SHARE = 50  # a word of a kind in as many words counts 1
_MOST = 8.0  # of a kind: a short list item of nothing else tells no more


class Paragraph(NamedTuple):
    """A paragraph or list item, with its section's path, part and prior, and its surest marker."""

    text: str
    path: tuple[str, ...]
    part: Part
    prior: Prior
    marked: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weight of each feature; a lesson is `told` of from a probability on."""

    bias: float
    weights: Mapping[str, float]
    told: float

    def probability(self, features: Mapping[str, float]) -> float:
        """That a paragraph with these features states a lesson, 0 to 1."""
        logit = self.bias + sum(self.weights.get(name, 0.0) * features[name] for name in features)
        return 1 / (1 + exp(-logit)) if logit > 0 else exp(logit) / (1 + exp(logit))


@cache
def shipped() -> Model:
    """The model that comes with relcode."""
    text = files(__package__).joinpath("paragraphs.json").read_text(encoding="utf-8")
    made = json.loads(text)
    return Model(made["bias"], made["weights"], made["told"])


def features(paragraphs: Sequence[Paragraph]) -> list[dict[str, float]]:
    """The features of each paragraph of a paper, by name."""
    within = _within([one.path for one in paragraphs])
    last = max(len(paragraphs) - 1, 1)
    return [
        _placed(one, place / last, *within[place]) | _worded(one.text)
        for place, one in enumerate(paragraphs)
    ]


def _placed(one: Paragraph, position: float, number: int, size: int) -> dict[str, float]:
    """What the place of a paragraph tells; it is the `number`th of `size` in its section."""
    prior = one.prior
    found = {f"part: {part}": float(one.part == part) for part in PARTS}
    return found | {
        "heading: lessons": prior.confidence * prior.whole,
        "heading: may hold lessons": prior.confidence * (not prior.whole),
        "heading: holds none": float(prior.barred),
        "marker": one.marked,
        "position": position,
        "position, late": position**3,
        "position in its section": number / max(size - 1, 1),
        "last of its section": float(number == size - 1),
        "last of the paper": float(position == 1),
        "words, logarithm": log(max(len(one.text.split()), 1)),
    }


def _worded(text: str) -> dict[str, float]:
    share = _SHARE / max(len(text.split()), 1)
    return {
        f"words: {name}": min(sum(1 for _ in pattern.finditer(text)) * share, _MOST)
        for name, pattern in _kinds()
    }


def _within(paths: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Of each paragraph its number in its section, from 0, and how many that one has."""
    sizes: dict[tuple[str, ...], int] = {}
    numbers = []
    for path in paths:
        numbers.append(sizes.get(path, 0))
        sizes[path] = numbers[-1] + 1
    return [(number, sizes[path]) for number, path in zip(numbers, paths, strict=True)]


@cache
def _kinds() -> list[tuple[str, re.Pattern[str]]]:
    listed = content(__package__, "words")
    return [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in listed.items()]
