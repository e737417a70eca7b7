"""The tagger that asks a language model, and what it takes to make one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError
from relcode.llm.answers import Reading
from relcode.llm.asking import Asking
from relcode.llm.cache import Cache, cache_path
from relcode.llm.prompt import Prompt
from relcode.llm.script import Script
from relcode.llm.server import Server
from relcode.llm.settings import remembered
from relcode.outcome import silent

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.llm.answers import Item
    from relcode.llm.settings import Settings
    from relcode.outcome import Progress
    from relcode.study import Study
    from relcode.terms import Coding, Segment, Source

    Answers = dict[int, list[Item]]

_NAMED = "relcode tag --tagger llm --endpoint URL --model NAME"


class LlmTagger:
    """Suggests what a language model says, where its quote stands in the segment.

    `missed` are the segments of the source read last that no answer is there for, and `dropped`
    counts the codes that did not hold: unknown (`code`), of a valence, role or stance that there
    is not (`value`), or with words that the segment does not have (`quote`).
    """

    any_language = True

    def __init__(
        self, codebook: Codebook, settings: Settings, cache: Path, asking: Asking | None = None
    ) -> None:
        """Make ready; without `asking` nothing leaves the machine, and only kept answers count."""
        self.name = settings.name
        self._prompt = Prompt(codebook, settings.model)
        self._reading = Reading([one.id for one in codebook.codes], self.name, settings.model)
        self._path, self._model, self._asking = cache, settings.model, asking
        self._uncoded = codebook.uncoded
        self.missed: frozenset[str] = frozenset()
        self.progress: Progress = silent

    @property
    def dropped(self) -> Counter[str]:
        """How many codes did not hold, by reason."""
        return self._reading.dropped

    @property
    def used(self) -> int:
        """The tokens used so far."""
        return self._asking.used if self._asking else 0

    @property
    def spent(self) -> bool:
        """Whether the budget is used up."""
        return self._asking is not None and self._asking.spent

    def codings(self, source: Source, segments: Sequence[Segment]) -> Iterator[Coding]:
        """The codings of the segments, which are in reading order, by segment and codebook order.

        Of an interviewer's segment, or one that is not codable, there are none. The source may be
        in any language. Raises RelcodeError where the server or the model is of no use.
        """
        script = Script(source, segments, self._uncoded)
        with Cache(self._path, self._model) as cache:
            answers = self._kept(script, cache)
            answers |= self._asked(script, cache, answers)
        self.missed = frozenset(segments[at].id for at in script.units if at not in answers)
        for at in script.units:
            yield from self._reading.codings(answers.get(at, ()), source, segments[at])

    def open(self, source: Source, segments: Sequence[Segment]) -> tuple[Script, dict[int, str]]:
        """A source as it is read, and its units that have no answer yet, with their keys."""
        script = Script(source, segments, self._uncoded)
        with Cache(self._path, self._model) as cache:
            answers = self._kept(script, cache)
        left = (unit for unit in script.units if unit not in answers)
        return script, {unit: script.key(unit, self._prompt.mark) for unit in left}

    def question(self, script: Script, units: Sequence[int]) -> str:
        """All that is sent to ask about these units."""
        return "".join(one["content"] for one in self._prompt.messages(script.passage(units)))

    def _kept(self, script: Script, cache: Cache) -> Answers:
        found = ((unit, cache.get(script.key(unit, self._prompt.mark))) for unit in script.units)
        return {unit: items for unit, items in found if items is not None}

    def _asked(self, script: Script, cache: Cache, kept: Answers) -> Answers:
        """What is answered about the units that are not known; each answer is kept at once."""
        found: Answers = {}
        units = [unit for unit in script.units if unit not in kept]
        if self._asking is None or not units:
            return found
        for part in self._asking.answers(script, units):
            cache.put({script.key(unit, self._prompt.mark): part[unit] for unit in part})
            found |= part
            self.progress("asking", len(found), len(units), "units of a source")
        return found


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the tagger for a codebook; with `may_ask` it asks, else only kept answers count."""

    settings: Settings
    cache: Path
    may_ask: bool = False
    any_language: bool = True

    @property
    def name(self) -> str:
        """The name of the taggers it makes."""
        return self.settings.name

    def __call__(self, codebook: Codebook) -> LlmTagger:
        """The tagger; raises RelcodeError where the API key is missing."""
        asking = None
        if self.may_ask:
            prompt = Prompt(codebook, self.settings.model)
            asking = Asking(Server(self.settings), prompt, self.settings)
        return LlmTagger(codebook, self.settings, self.cache, asking)


class Unsettled:
    """What is installed as the tagger `llm`: which model it is, and where, a study knows."""

    name = "llm"

    def of(self, study: Study) -> Maker:
        """What makes the tagger with the model the study was tagged with last; nothing is asked.

        Raises RelcodeError where there was none.
        """
        settings = remembered(study)
        if settings is None:
            raise _unnamed()
        return Maker(settings, cache_path(study.path))

    def __call__(self, _: Codebook) -> LlmTagger:
        """Raises RelcodeError: a codebook alone does not tell which model."""
        raise _unnamed()


def _unnamed() -> RelcodeError:
    message = "the tagger llm asks a language model, and none is named"
    return RelcodeError(message, fix=f"tag a study with it: {_NAMED}")


TAGGER = Unsettled()
