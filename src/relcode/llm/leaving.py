"""What would leave the machine if a language model were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.llm.asking import ANSWER, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.llm.tagger import LlmTagger
    from relcode.study import Study


class Leaving(NamedTuple):
    """The units of one source to be sent, their words, in how many questions, of how many tokens.

    `tokens` is a guess, answers included.
    """

    source: str
    units: int
    words: int
    questions: int
    tokens: int


def leaving(study: Study, tagger: LlmTagger, sources: Iterable[str]) -> Iterator[Leaving]:
    """What is to be asked about these sources (their ids), but for what was answered before."""
    seen: set[str] = set()  # what stands in several sources is asked once
    for source in map(study.source, sources):
        script, keys = tagger.open(source, study.segments(source.id))
        units = [unit for unit, key in keys.items() if key not in seen]
        seen.update(keys.values())
        if not units:
            continue
        batches = list(script.batches(units))
        letters = sum(len(tagger.question(script, batch)) for batch in batches)
        tokens = letters // LETTERS + ANSWER * len(units)
        yield Leaving(source.name, len(units), script.words(units), len(batches), tokens)
