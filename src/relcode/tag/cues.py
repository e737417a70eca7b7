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
    from relcode.terms import Coding, Segment, Source

UNKNOWN_LANGUAGE = "und"
UNCODED = ("interviewer", "system")


class CueTagger:
    """Suggests a coding for strong evidence and a candidate for weak evidence alone."""

    name = "cues.v1"

    def __init__(self, codebook: Codebook) -> None:
        """Compile the cues; raises CodebookError listing every malformed one."""
        if found := problems(codebook):
            raise CodebookError(found, where=codebook.name)
        self._language = codebook.language
        self._order = {code.id: number for number, code in enumerate(codebook.codes)}
        self._cues = CueFinder(codebook)
        self._triggers = TriggerFinder()
        self._judge = Judge(codebook, self.name)
        roles = codebook.attributes.get("speaker_role")
        self._uncoded = frozenset(roles.default_uncoded if roles else UNCODED)

    def codings(self, source: Source, segments: Sequence[Segment]) -> Iterator[Coding]:
        """The codings of the segments, which are in reading order, by segment and codebook order.

        A source in another language than the codebook's gets none, nor does an interviewer's
        segment or one that is not codable.
        """
        if source.language not in (self._language, UNKNOWN_LANGUAGE):
            return
        before: View | None = None
        view: View | None = None
        for after in chain(self._views(source, segments), (None,)):
            if view is not None and view.coded:
                found = sorted(cases(before, view, after), key=lambda one: self._order[one.code])
                yield from self._judge.codings(view, found)
            before, view = view, after

    def _views(self, source: Source, segments: Sequence[Segment]) -> Iterator[View]:
        run = 0
        for segment in segments:
            run = run + 1 if segment.unit == "bullet" else 0
            coded = segment.codable and segment.speaker_role not in self._uncoded
            yield View(segment, Reading(source, segment, self._cues, self._triggers), coded, run)
