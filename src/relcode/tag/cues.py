"""The cue tagger: codings suggested by the cues of a codebook, each with its why."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from relcode.errors import CodebookError
from relcode.tag.compile import problems
from relcode.tag.context import Reading
from relcode.tag.judge import Judge
from relcode.tag.resolve import CueFinder
from relcode.tag.support import View, cases
from relcode.tag.triggers import TriggerFinder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.codebook import Codebook
    from relcode.tag.support import Case
    from relcode.terms import Coding, Segment, Source

UNKNOWN_LANGUAGE = "und"


class CueTagger:
    """Suggests a coding for strong evidence and a candidate for weak evidence alone."""

    name = "cues.v1"

    def __init__(self, codebook: Codebook, name: str = name) -> None:
        """Compile the cues; raises CodebookError listing every malformed one.

        `name` stands on the codings, where another tagger weighs them.
        """
        if found := problems(codebook):
            raise CodebookError(found, where=codebook.name)
        self._language = codebook.language
        self._order = {code.id: number for number, code in enumerate(codebook.codes)}
        self._cues = CueFinder(codebook)
        self._triggers = TriggerFinder()
        self._judge = Judge(codebook, name)
        self.uncoded = codebook.uncoded

    def codings(self, source: Source, segments: Sequence[Segment]) -> Iterator[Coding]:
        """The codings of the segments, which are in reading order, by segment and codebook order.

        A source in another language than the codebook's gets none, nor does an interviewer's
        segment or one that is not codable.
        """
        for view, found in self.seen(source, segments):
            yield from self.judged(view, found)

    def reads(self, source: Source) -> bool:
        """Whether the source is in the codebook's language, as far as that can be told."""
        return source.language in (self._language, UNKNOWN_LANGUAGE)

    def seen(
        self, source: Source, segments: Sequence[Segment]
    ) -> Iterator[tuple[View, list[Case]]]:
        """Each segment that is coded, with the cases that cues make for codes, if any."""
        if not self.reads(source):
            return
        before: View | None = None
        view: View | None = None
        for after in chain(self._views(source, segments), (None,)):
            if view is not None and view.coded:
                found = sorted(cases(before, view, after), key=lambda one: self._order[one.code])
                yield view, found
            before, view = view, after

    def judged(self, view: View, found: list[Case]) -> Iterator[Coding]:
        """The codings of what was seen in one segment."""
        return self._judge.codings(view, found)

    def _views(self, source: Source, segments: Sequence[Segment]) -> Iterator[View]:
        run = 0
        for segment in segments:
            run = run + 1 if segment.unit == "bullet" else 0
            coded = segment.codable and segment.speaker_role not in self.uncoded
            yield View(segment, Reading(source, segment, self._cues, self._triggers), coded, run)
